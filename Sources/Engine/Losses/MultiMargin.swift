package import Catalog

/// Hinge loss of many classes: Σⱼ max(0, 1 − z[label] + z[j]) / k over the other classes j, mean
/// over the batch.
///
/// The derivative of a term at its margin is 0.
///
/// - SeeAlso: Crammer and Singer, *On the algorithmic implementation of multiclass kernel-based
///   vector machines*, JMLR 2001; Weston and Watkins, *Support vector machines for multi-class
///   pattern recognition*, ESANN 1999, whose sum over classes this is.
package struct MultiMargin: LossDefinition {
  package static let name = "multi_margin"
  package static let summary =
    "Hinge loss of many classes with one output for each: every other class is to stay 1 below, "
    + "mean over the classes."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package func evaluate<S: EngineScalar>(_ chunk: LossChunk<S>) {
    multiMarginLoss(chunk)
  }
}
