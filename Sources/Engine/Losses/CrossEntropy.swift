package import Catalog

/// Softmax cross-entropy: −log softmax(z)[label], mean over the batch.
package struct CrossEntropy: LossDefinition {
  package static let name = "cross_entropy"
  package static let summary = "Softmax cross-entropy with one output for each class."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  package func outputCount(classes: Int) -> Int { classes }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package func evaluate<S: EngineScalar>(_ chunk: LossChunk<S>) {
    softmaxCrossEntropy(chunk, smoothing: 0)
  }
}
