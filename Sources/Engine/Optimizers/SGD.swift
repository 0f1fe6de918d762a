package import Catalog

/// Stochastic gradient descent: v ← μv + g, w ← w − ηv.
///
/// - SeeAlso: Sutskever et al., *On the importance of initialization and momentum in deep
///   learning*, ICML 2013, for the Nesterov form.
package struct SGD: OptimizerDefinition {
  package static let name = "sgd"
  package static let summary = "Stochastic gradient descent, with or without momentum."
  package static let settings: [any SettingDeclaration] = [
    learningRate, momentum, nesterov, weightDecay,
  ]

  static let learningRate = OptimizerSettings.learningRate(default: 0.001)
  static let momentum = Setting(
    "momentum", in: .all, default: 0, usual: .halfOpen(0, 1),
    help: "Share of the last step that is taken again.")
  static let nesterov = Setting(
    "nesterov", default: false, help: "Whether the gradient is taken after the momentum's step.")
  static let weightDecay = OptimizerSettings.weightDecay()

  package let learningRate: Value
  let momentum: Double
  let nesterov: Bool
  let weightDecay: Double

  package init(_ arguments: Arguments) {
    learningRate = arguments[Self.learningRate]
    momentum = arguments[Self.momentum]
    nesterov = arguments[Self.nesterov]
    weightDecay = arguments[Self.weightDecay]
  }

  package var states: Int { momentum == 0 ? 0 : 1 }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package func update<S: EngineScalar>(
    _ vectors: UpdateVectors<S>, learningRate: Double, step: Int
  ) {
    let rate = Lanes<S>(all: S.scalar(-learningRate))
    let decay = Lanes<S>(all: S.scalar(weightDecay))
    if momentum == 0 {
      vectors.apply(PlainRule(rate: rate, decay: decay))
    } else {
      vectors.apply(
        MomentumRule(
          rate: rate, decay: decay, momentum: Lanes(all: S.scalar(momentum)), nesterov: nesterov))
    }
  }

  struct PlainRule<S: EngineScalar>: UpdateRule {
    let rate: Lanes<S>
    let decay: Lanes<S>
    static var states: Int { 0 }

    @inline(__always) func update(
      _ w: inout Lanes<S>, _ g: Lanes<S>, _ a: inout Lanes<S>, _ b: inout Lanes<S>,
      _ c: inout Lanes<S>
    ) {
      w = w.plus(rate, times: g.plus(decay, times: w))
    }
  }

  struct MomentumRule<S: EngineScalar>: UpdateRule {
    let rate: Lanes<S>
    let decay: Lanes<S>
    let momentum: Lanes<S>
    let nesterov: Bool
    static var states: Int { 1 }

    @inline(__always) func update(
      _ w: inout Lanes<S>, _ g: Lanes<S>, _ a: inout Lanes<S>, _ b: inout Lanes<S>,
      _ c: inout Lanes<S>
    ) {
      let g = g.plus(decay, times: w)
      a = g.plus(momentum, times: a)
      w = w.plus(rate, times: nesterov ? g.plus(momentum, times: a) : a)
    }
  }
}
