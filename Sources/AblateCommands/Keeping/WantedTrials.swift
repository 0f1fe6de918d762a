internal import Datasets
internal import Records
internal import Specification
internal import Selecting

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
  /// - Throws: When the data or the store cannot be read, or refinements and variants that come after
  ///   others are not determined.
  mutating func add(
    _ experiment: Experiment, _ store: TrialStore, _ library: DatasetLibrary
  ) throws {
    let identify = try TrialIdentities.make(for: experiment, library)
    let archive = StoreArchive(store: store, policy: RunPolicy(), warn: { _ in })
    let plan = try SweepPlan(Sweep(experiment, identify: identify)) {
      try archive.usableRecord(id: $0)
    }
    // Finished trials of a phase that waits for others would look as if nobody wanted them.
    if let open = plan.sweep.undetermined.first(where: { $0 != .replicate }) {
      throw EnvironmentError(
        "\(experiment.name): the trials of its phase '\(open.title)' are not determined as long as "
          + "earlier ones are missing; finish them with 'ablate run'")
    }
    var own = Set(plan.trials.map(\.id))
    if !plan.isDetermined {
      for variant in plan.experiment.variants {
        for candidate in variant.candidates {
          own.formUnion(experiment.replicate.map { identify(candidate.trial(seed: $0)) })
        }
      }
    }
    trials.formUnion(own)
    switch experiment.policy.keep {
    case .none: break
    case .all: weights.formUnion(own)
    case .selected: weights.formUnion(plan.isDetermined ? plan.reportedIDs : own)
    }
  }
}
