package import Catalog

/// The names that an experiment file may use, handed over by the modules that implement them.
package struct Vocabulary: Sendable {
  /// What an experiment may ask for beside names, where the engine does it.
  package enum Feature: Hashable, Sendable, CaseIterable {
    /// `training.gradient_clip`.
    case gradientClip
    /// `training.label_smoothing`.
    case labelSmoothing
    /// `training.numerics: exact`.
    case exactNumerics
    /// `from` of a layer.
    case layerInputs
    /// `report.predictions`.
    case predictions
    /// `training.keep` other than `none`.
    case keptWeights
  }

  package var datasets: Registry
  package var layers: Registry
  package var losses: Registry
  package var optimizers: Registry
  package var initializers: Registry
  package var schedules: Registry
  package var lengths: Registry
  package var penalties: Registry
  package var augmentations: Registry
  /// What is not here is refused with a diagnostic.
  package var features: Set<Feature>

  package init(
    datasets: Registry, layers: Registry, losses: Registry, optimizers: Registry,
    initializers: Registry, schedules: Registry, lengths: Registry, penalties: Registry,
    augmentations: Registry, features: Set<Feature> = []
  ) {
    self.datasets = datasets
    self.layers = layers
    self.losses = losses
    self.optimizers = optimizers
    self.initializers = initializers
    self.schedules = schedules
    self.lengths = lengths
    self.penalties = penalties
    self.augmentations = augmentations
    self.features = features
  }

  package var registries: [Registry] {
    [
      datasets, layers, losses, optimizers, initializers, schedules, lengths, penalties,
      augmentations,
    ]
  }

  /// The registry of a family named in a setting's kind.
  ///
  /// - Precondition: A registry of that family exists.
  package func registry(family: String) -> Registry {
    guard let found = registries.first(where: { $0.family == family }) else {
      preconditionFailure("no registry for family '\(family)'")
    }
    return found
  }
}
