package import Catalog

/// Softmax cross-entropy: −log softmax(z)[label], mean over the batch.
///
/// With smoothing ε and k classes the target of a sample is (1 − ε) for its class plus ε / k for
/// each.
///
/// - SeeAlso: Szegedy et al., *Rethinking the Inception architecture for computer vision*, CVPR
///   2016, section 7.
package struct CrossEntropy: LossDefinition {
  package static let name = "cross_entropy"
  package static let summary = "Softmax cross-entropy with one output for each class."
  // Smoothing is a key of the training section, so that it is no part of every trial's loss.
  package static let settings: [any SettingDeclaration] = []

  private var smoothing = 0.0

  package init(_ arguments: Arguments) {}

  package func smoothed(by share: Double) -> CrossEntropy? {
    var copy = self
    copy.smoothing = share
    return copy
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package func evaluate<S: EngineScalar>(_ chunk: LossChunk<S>) {
    if smoothing > 0 {
      softmaxCrossEntropy(chunk, smoothing: smoothing)
    } else {
      softmaxCrossEntropy(chunk, smoothing: 0)
    }
  }
}
