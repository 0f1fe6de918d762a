internal import Datasets
internal import Engine
internal import Specification

/// How the trials of an experiment get their identities.
enum TrialIdentities {
  /// Identities with the digests of the data that the trials use.
  ///
  /// - Throws: `DatasetError` when the data cannot be read.
  static func make(
    for experiment: Experiment, _ library: DatasetLibrary
  ) throws -> @Sendable (TrialSpecification) -> String {
    var digests: [DataSpecification: String] = [:]
    for variant in experiment.variants {
      for candidate in variant.resolved where digests[candidate.trial.data] == nil {
        digests[candidate.trial.data] = try library.dataset(for: candidate.trial.data).digest
      }
    }
    return { [digests] trial in
      // Settings that only records determine may use parts of the data that no other one does; where
      // these cannot be read the training says so.
      let digest = digests[trial.data] ?? (try? library.dataset(for: trial.data).digest) ?? ""
      return TrialIdentity.id(
        of: trial, dataDigest: digest, numericsVersion: Numerics.version)
    }
  }

  /// Identities that tell trials of one experiment apart, for when there is no data.
  static func withoutData(_ trial: TrialSpecification) -> String {
    TrialIdentity.id(of: trial, dataDigest: "", numericsVersion: Numerics.version)
  }
}
