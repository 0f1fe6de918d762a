package import Catalog

/// factor · Σw², with the gradient 2 · factor · w.
package struct L2Penalty: PenaltyDefinition {
  package static let name = "l2"
  package static let summary = "The sum of the squared weights."
  package static let settings: [any SettingDeclaration] = [
    PenaltySettings.factor, PenaltySettings.scope,
  ]

  package let factor: Double
  package let scope: PenaltyScope

  package init(_ arguments: Arguments) {
    factor = arguments[PenaltySettings.factor]
    scope = arguments[PenaltySettings.scope]
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package func apply<S: EngineScalar>(_ vectors: PenaltyVectors<S>) -> Double {
    vectors.apply(Rule())
  }

  struct Rule: PenaltyRule {
    @inline(__always) func value(_ w: Lanes<Double>) -> Lanes<Double> { w * w }
    @inline(__always) func derivative<S: EngineScalar>(_ w: Lanes<S>) -> Lanes<S> { w + w }
  }
}
