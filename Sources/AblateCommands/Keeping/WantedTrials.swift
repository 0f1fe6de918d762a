internal import Datasets
internal import Records
internal import Specification
internal import Sweeping

/// The trials that some experiment files ask for.
struct WantedTrials {
  private(set) var trials: Set<String> = []
  /// Those whose weights are kept.
  private(set) var weights: Set<String> = []

  /// Adds what an experiment asks for.
  ///
  /// As long as it is not determined which settings are replicated, all replicates that could be
  /// asked for are wanted.
  ///
  /// - Throws: When the data or the store cannot be read.
  mutating func add(
    _ experiment: Experiment, _ store: TrialStore, _ library: DatasetLibrary
  ) throws {
    let identify = try TrialIdentities.make(for: experiment, library)
    let archive = StoreArchive(store: store, policy: RunPolicy(), warn: { _ in })
    let determined = try DeterminedTrials(
      experiment, identify: identify, find: { try archive.usableRecord(id: $0) })
    var own = Set(determined.trials.map(\.id))
    if !determined.isComplete {
      for variant in experiment.variants {
        for candidate in variant.candidates {
          own.formUnion(experiment.replicate.map { identify(candidate.trial(seed: $0)) })
        }
      }
    }
    trials.formUnion(own)
    switch experiment.policy.keep {
    case .none: break
    case .all: weights.formUnion(own)
    case .selected: weights.formUnion(determined.isComplete ? determined.selectedIDs : own)
    }
  }
}
