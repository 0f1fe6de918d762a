internal import Datasets
internal import Specification

extension DatasetLibrary {
  /// The part of a data set that a trial uses.
  ///
  /// - Throws: `DatasetError` when it is missing, corrupt or does not fit the selection.
  func dataset(for data: DataSpecification) throws -> Dataset {
    try dataset(
      data.dataset,
      DatasetSelection(
        classes: data.classes, trainingLimit: data.limitTraining, testLimit: data.limitTest))
  }

  /// Reads everything that an experiment's trials need, so that what is missing is found before
  /// anything is trained.
  ///
  /// - Throws: `DatasetError` when something is missing, corrupt or does not fit.
  func load(for experiment: Experiment) throws {
    for variant in experiment.variants {
      for candidate in variant.resolved { _ = try dataset(for: candidate.trial.data) }
    }
  }
}
