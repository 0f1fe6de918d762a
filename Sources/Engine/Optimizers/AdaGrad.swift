package import Catalog

/// AdaGrad: s ← s + g², w ← w − η/(1 + (t − 1)·decay) · g/(√s + ε).
///
/// - SeeAlso: Duchi, Hazan and Singer, *Adaptive subgradient methods for online learning and
///   stochastic optimization*, JMLR 2011.
package struct AdaGrad: OptimizerDefinition {
  package static let name = "adagrad"
  package static let summary = "Steps divided by the root of the summed squared gradients."
  package static let settings: [any SettingDeclaration] = [
    learningRate, lrDecay, weightDecay, epsilon,
  ]

  static let learningRate = OptimizerSettings.learningRate(default: 0.01)
  static let lrDecay = Setting<Double>(
    "lr_decay", in: .nonNegative, default: 0,
    help: "The learning rate is divided by 1 + lr_decay × updates done.")
  static let weightDecay = OptimizerSettings.weightDecay()
  static let epsilon = OptimizerSettings.epsilon(default: 1e-10)

  package let learningRate: Value
  let lrDecay: Double
  let weightDecay: Double
  let epsilon: Double

  package init(_ arguments: Arguments) {
    learningRate = arguments[Self.learningRate]
    lrDecay = arguments[Self.lrDecay]
    weightDecay = arguments[Self.weightDecay]
    epsilon = arguments[Self.epsilon]
  }

  package var states: Int { 1 }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package func update<S: EngineScalar>(
    _ vectors: UpdateVectors<S>, learningRate: Double, step: Int
  ) {
    let rate = learningRate / (1 + Double(step - 1) * lrDecay)
    vectors.apply(
      Rule(
        rate: Lanes(all: S.scalar(-rate)), decay: Lanes(all: S.scalar(weightDecay)),
        epsilon: Lanes(all: S.scalar(epsilon))))
  }

  struct Rule<S: EngineScalar>: UpdateRule {
    let rate: Lanes<S>
    let decay: Lanes<S>
    let epsilon: Lanes<S>
    static var states: Int { 1 }

    @inline(__always) func update(
      _ w: inout Lanes<S>, _ g: Lanes<S>, _ a: inout Lanes<S>, _ b: inout Lanes<S>,
      _ c: inout Lanes<S>
    ) {
      let g = g.plus(decay, times: w)
      a = a.plus(g, times: g)
      // Padding has no gradient and no sum; ε may be zero, so 0/0 must stay out.
      let quotient = g.equal(to: .zeros, .zeros, else: g / (a.squareRoot + epsilon))
      w = w.plus(rate, times: quotient)
    }
  }
}
