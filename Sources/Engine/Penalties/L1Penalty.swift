package import Catalog

/// factor · Σ|w|, with the gradient factor · sign(w), which is 0 at 0.
package struct L1Penalty: PenaltyDefinition {
  package static let name = "l1"
  package static let summary = "The sum of the absolute weights."
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
    @inline(__always) func value(_ w: Lanes<Double>) -> Lanes<Double> {
      w.greater(than: .zeros, w, else: .zeros - w)
    }

    @inline(__always) func derivative<S: EngineScalar>(_ w: Lanes<S>) -> Lanes<S> {
      let one = Lanes<S>(all: 1)
      let negative = Lanes<S>.zeros.greater(than: w, .zeros - one, else: .zeros)
      return w.greater(than: .zeros, one, else: negative)
    }
  }
}
