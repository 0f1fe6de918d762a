package import Catalog

/// RMSProp: v ← αv + (1 − α)g², w ← w − η·g/(√v + ε).
///
/// Centred, the squared running mean of the gradient is subtracted from v. With momentum,
/// b ← μb + g/(√v + ε) and w ← w − ηb.
///
/// - SeeAlso: Tieleman and Hinton, *Neural networks for machine learning*, lecture 6.5, 2012;
///   Graves, *Generating sequences with recurrent neural networks*, 2013, for the centred form.
package struct RMSProp: OptimizerDefinition {
  package static let name = "rmsprop"
  package static let summary = "Steps divided by the root of the mean squared gradient."
  package static let settings: [any SettingDeclaration] = [
    learningRate, alpha, epsilon, momentum, centered, weightDecay,
  ]

  static let learningRate = OptimizerSettings.learningRate(default: 0.01)
  static let alpha = Setting(
    "alpha", in: .halfOpen(0, 1), default: 0.99, help: "Decay of the mean squared gradient.")
  static let epsilon = OptimizerSettings.epsilon(default: 1e-8)
  static let momentum = Setting(
    "momentum", in: .all, default: 0, usual: .halfOpen(0, 1),
    help: "Share of the last step that is taken again.")
  static let centered = Setting(
    "centered", default: false, help: "Whether the gradient's variance is used, not its square.")
  static let weightDecay = OptimizerSettings.weightDecay()

  package let learningRate: Value
  let alpha: Double
  let epsilon: Double
  let momentum: Double
  let centered: Bool
  let weightDecay: Double

  package init(_ arguments: Arguments) {
    learningRate = arguments[Self.learningRate]
    alpha = arguments[Self.alpha]
    epsilon = arguments[Self.epsilon]
    momentum = arguments[Self.momentum]
    centered = arguments[Self.centered]
    weightDecay = arguments[Self.weightDecay]
  }

  package var states: Int { 3 }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package func update<S: EngineScalar>(
    _ vectors: UpdateVectors<S>, learningRate: Double, step: Int
  ) {
    vectors.apply(
      Rule(
        rate: Lanes(all: S.scalar(-learningRate)), decay: Lanes(all: S.scalar(weightDecay)),
        keep: Lanes(all: S.scalar(alpha)), new: Lanes(all: S.scalar(1 - alpha)),
        epsilon: Lanes(all: S.scalar(epsilon)), momentum: Lanes(all: S.scalar(momentum)),
        centered: centered))
  }

  struct Rule<S: EngineScalar>: UpdateRule {
    let rate: Lanes<S>
    let decay: Lanes<S>
    let keep: Lanes<S>
    let new: Lanes<S>
    let epsilon: Lanes<S>
    let momentum: Lanes<S>
    let centered: Bool
    static var states: Int { 3 }

    @inline(__always) func update(
      _ w: inout Lanes<S>, _ g: Lanes<S>, _ a: inout Lanes<S>, _ b: inout Lanes<S>,
      _ c: inout Lanes<S>
    ) {
      let g = g.plus(decay, times: w)
      a = (keep * a).plus(new * g, times: g)
      var mean = a
      if centered {
        b = b.plus(new, times: g - b)
        mean = a - b * b
        // Rounding may leave a negative variance.
        mean = mean.rectified
      }
      let quotient = g.equal(to: .zeros, .zeros, else: g / (mean.squareRoot + epsilon))
      c = quotient.plus(momentum, times: c)
      w = w.plus(rate, times: c)
    }
  }
}
