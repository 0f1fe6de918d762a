package import Catalog

/// Squared distance from the one-hot vector of the class: Σⱼ (z[j] − target[j])² / k, mean over the
/// batch.
package struct MeanSquaredError: LossDefinition {
  package static let name = "mean_squared_error"
  package static let summary =
    "Squared error with one output for each class, whose target is 1 for the right class and 0 for "
    + "the others; mean over all outputs."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package func evaluate<S: EngineScalar>(_ chunk: LossChunk<S>) {
    squaredErrorLoss(chunk)
  }
}
