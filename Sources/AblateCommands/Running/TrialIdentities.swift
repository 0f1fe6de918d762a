internal import Datasets
internal import Engine
internal import Reporting
internal import Specification

/// How the trials of an experiment get their identities.
enum TrialIdentities {
  /// Identities with the digests of the data that the trials use.
  ///
  /// - Throws: `DatasetError` when the data cannot be read.
  static func make(
    for experiment: Experiment, _ library: DatasetLibrary
  ) throws -> @Sendable (TrialSpecification) -> String {
    let digests = try dataDigests(for: experiment, library)
    return { [digests] trial in
      // Settings that only records determine may use parts of the data that no other one does; where
      // these cannot be read the training says so.
      let digest = digests[trial.data] ?? (try? library.dataset(for: trial.data).digest) ?? ""
      return TrialIdentity.id(
        of: trial, dataDigest: digest, numericsVersion: Numerics.version)
    }
  }

  /// The digests of all data that the trials use.
  ///
  /// - Throws: `DatasetError` when the data cannot be read.
  static func dataDigests(
    for experiment: Experiment, _ library: DatasetLibrary
  ) throws -> [DataSpecification: String] {
    var digests: [DataSpecification: String] = [:]
    for variant in experiment.variants {
      for candidate in variant.resolved where digests[candidate.trial.data] == nil {
        digests[candidate.trial.data] = try library.dataset(for: candidate.trial.data).digest
      }
    }
    return digests
  }

  /// The identities that trials had when a lock was written, without the data itself.
  ///
  /// A trial on data that the lock does not know gets an identity that no trial has.
  static func recorded(
    in origin: ResultLock.Origin
  ) -> @Sendable (TrialSpecification) -> String {
    let digests = Dictionary(origin.data.map { ($0.selection, $0.digest) }) { first, _ in first }
    return { trial in
      TrialIdentity.id(
        of: trial, dataDigest: digests[trial.data.selectionDigest] ?? "",
        numericsVersion: origin.numericsVersion)
    }
  }

  /// Identities that tell trials of one experiment apart, for when there is no data.
  static func withoutData(_ trial: TrialSpecification) -> String {
    TrialIdentity.id(of: trial, dataDigest: "", numericsVersion: Numerics.version)
  }
}
