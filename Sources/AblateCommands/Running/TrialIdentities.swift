internal import Datasets
internal import Specification

/// How the trials of an experiment get their identities.
enum TrialIdentities {
  static func make(
    for experiment: Experiment, _ library: DatasetLibrary
  ) throws -> @Sendable (TrialSpecification) -> String {
    { "\($0)" }
  }

  static func withoutData(_ trial: TrialSpecification) -> String { "\(trial)" }
}
