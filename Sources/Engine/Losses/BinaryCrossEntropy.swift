package import Catalog

/// Cross-entropy of a sigmoid: ln(1 + eᶻ) − label·z of the one output z, mean over the batch.
package struct BinaryCrossEntropy: LossDefinition {
  package static let name = "binary_cross_entropy"
  package static let summary =
    "Sigmoid cross-entropy of two classes with one output, above 0 for the second class."
  package static let settings: [any SettingDeclaration] = []
  package static let isBinary = true

  package init(_ arguments: Arguments) {}

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package func evaluate<S: EngineScalar>(_ chunk: LossChunk<S>) {
    logisticLoss(chunk)
  }
}
