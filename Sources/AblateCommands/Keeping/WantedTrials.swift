internal import Datasets
internal import Records
internal import Specification
internal import Selecting

/// The trials that some experiment files ask for.
struct WantedTrials {
  private(set) var trials: Set<String> = []
  /// Those whose weights are kept.
  private(set) var weights: Set<String> = []
  /// Phases after the search that are not determined yet, each with its experiment.
  private(set) var openPhases: [(experiment: String, phase: Phase)] = []
  /// Whether trials of such phases keep their weights.
  private var openPhasesKeepWeights = false

  /// Whether any trial of the store may yet be asked for.
  var mayBeAny: Bool { !openPhases.isEmpty }

  /// Whether the weights of a trial are kept, or may be.
  func keepsWeights(of id: String) -> Bool { openPhasesKeepWeights || weights.contains(id) }

  /// Adds what an experiment asks for.
  ///
  /// As long as it is not determined which settings are replicated, all replicates that could be
  /// asked for are wanted. What refinements and variants that come after others will ask for cannot be
  /// listed before they are determined: any trial may be among it.
  ///
  /// - Throws: When the data or the store cannot be read.
  mutating func add(
    _ experiment: Experiment, _ store: TrialStore, _ library: DatasetLibrary
  ) throws {
    let identify = try TrialIdentities.make(for: experiment, library)
    let archive = StoreArchive(store: store, policy: RunPolicy(), warn: { _ in })
    let plan = try SweepPlan(
      Sweep(experiment, identify: identify), find: archive.usableRecords(ids:))
    if let open = plan.sweep.undetermined.first(where: { $0 != .replicate }) {
      openPhases.append((experiment.name, open))
      if experiment.policy.keep != .none { openPhasesKeepWeights = true }
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
