package import Catalog

/// Hinge loss: max(0, 1 − y·z) of the one output z with y = ±1, mean over the batch.
///
/// Its derivative at the margin, where y·z = 1, is 0.
package struct Hinge: LossDefinition {
  package static let name = "hinge"
  package static let summary =
    "Hinge loss of two classes with one output, above 0 for the second class."
  package static let settings: [any SettingDeclaration] = []
  package static let isBinary = true

  package init(_ arguments: Arguments) {}

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package func evaluate<S: EngineScalar>(_ chunk: LossChunk<S>) {
    hingeLoss(chunk)
  }
}
