internal import Catalog
internal import Datasets
internal import Engine
package import Specification

extension Vocabulary {
  /// Everything that this program implements.
  package static let standard = Vocabulary(
    datasets: DatasetRegistry.registry, layers: LayerRegistry.registry,
    losses: LossRegistry.registry, optimizers: OptimizerRegistry.registry,
    initializers: InitializerRegistry.registry,
    schedules: ScheduleRegistry.registry, lengths: LengthRegistry.registry,
    penalties: PenaltyRegistry.registry, augmentations: AugmentationRegistry.registry,
    features: [
      .exactNumerics, .gradientClip, .labelSmoothing, .layerInputs, .keptWeights, .predictions,
    ])
}
