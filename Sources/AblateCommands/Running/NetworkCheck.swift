internal import Datasets
internal import Diagnostics
internal import Specification
internal import Training

/// Infers the shapes of every network of an experiment.
enum NetworkCheck {
  /// What decides whether a network fits.
  private struct Case: Hashable {
    var data: DataSpecification
    var layers: [LayerSpecification]
    var training: TrainingSpecification
  }

  /// Reports shapes that do not fit, for every setting of every variant.
  ///
  /// - Parameters:
  ///   - experiment: The experiment.
  ///   - library: Asked only for data sets that cannot be described without their files.
  ///   - diagnostics: Receives the mistakes.
  /// - Throws: `DatasetError` when such files cannot be read.
  static func check(
    _ experiment: Experiment, _ library: DatasetLibrary, into diagnostics: inout DiagnosticList
  ) throws {
    var seen: Set<Case> = []
    for variant in experiment.variants {
      for candidate in variant.candidates {
        let trial = candidate.trial
        let known = Case(data: trial.data, layers: trial.layers, training: trial.training)
        guard seen.insert(known).inserted else { continue }
        _ = NetworkLayout.infer(
          for: trial, data: try description(of: trial.data, library), into: &diagnostics)
      }
    }
  }

  /// What the used part of a data set is, from its declaration or else from its files.
  static func description(
    of data: DataSpecification, _ library: DatasetLibrary
  ) throws -> DatasetDescription {
    try library.description(
      data.dataset,
      DatasetSelection(
        classes: data.classes, trainingLimit: data.limitTraining, testLimit: data.limitTest))
  }
}
