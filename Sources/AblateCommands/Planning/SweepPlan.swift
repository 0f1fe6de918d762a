internal import Records
internal import Selecting
internal import Specification

/// What a run would do: the phases that are determined, and what can be said of the others.
struct SweepPlan {
  /// A phase that the records of earlier ones will determine.
  struct OpenPhase {
    var phase: Phase
    /// How many trials it may have at most.
    var largestCount: Int
    /// What its trials will be like, for estimates.
    var examples: [TrialSpecification]
  }

  /// Has gone through the phases that are determined.
  let sweep: Sweep
  /// What is known of their trials, by id.
  let records: [String: TrialRecord]
  /// The phases that are determined.
  let phases: [SweepPhase]
  /// The others, in order; those that cannot have trials are left out.
  let openPhases: [OpenPhase]
  /// Identities of trials that need no training, or `nil` when that is not known.
  let cached: Set<String>?
  /// The part that is asked for, if not all, and the trials in it.
  private(set) var part: (shard: Shard, ids: Set<String>)?

  /// Goes through the phases that are determined.
  ///
  /// - Parameters:
  ///   - sweep: The sweep from its beginning.
  ///   - find: The records of those trials that need not be trained, by id; `nil` when that cannot
  ///     be known.
  /// - Throws: What `find` throws, and `UnresolvedSetting`.
  init(_ sweep: Sweep, find: (([String]) throws -> [String: TrialRecord])?) throws {
    var sweep = sweep
    var records: [String: TrialRecord] = [:]
    while let phase = try sweep.next(records) {
      let open = phase.trials.map(\.id).filter { records[$0] == nil }
      records.merge(try find?(open) ?? [:]) { known, _ in known }
    }
    self.sweep = sweep
    self.records = records
    phases = sweep.phases.filter { !$0.planned.isEmpty }
    cached = find == nil ? nil : Set(records.keys)
    let experiment = sweep.experiment
    openPhases = sweep.undetermined.compactMap { phase in
      let open = OpenPhase(phase, of: experiment)
      return open.largestCount == 0 ? nil : open
    }
  }

  /// With the settings that the records determine.
  var experiment: Experiment { sweep.experiment }

  /// Whether no phase waits for the records of an earlier one.
  var isDetermined: Bool { sweep.undetermined.isEmpty }

  /// Asks for the part that one of several machines trains.
  ///
  /// - Parameters:
  ///   - shard: The part.
  ///   - cost: What a trial costs, by which phases are divided.
  /// - Throws: What `cost` throws.
  mutating func keep(_ shard: Shard, cost: (TrialSpecification) throws -> Double) rethrows {
    var ids: Set<String> = []
    for phase in phases {
      ids.formUnion(shard.own(of: try phase.trials.map { ($0.id, try cost($0.trial)) }))
    }
    part = (shard, ids)
  }

  /// Whether a trial is in the part that is asked for.
  func contains(_ trial: SweepTrial) -> Bool { part?.ids.contains(trial.id) ?? true }

  /// The choice of every variant.
  var selections: [VariantSelection] { sweep.selections(records) }

  /// The trials behind the rows of the table.
  var reportedIDs: Set<String> {
    Set(selections.flatMap { $0.winner?.reportedTrials ?? [] }.map(\.id))
  }

  /// Whether nothing is left to train of a phase.
  func isFinished(_ phase: SweepPhase) -> Bool {
    phase.trials.allSatisfy { cached?.contains($0.id) == true }
  }

  /// The trials of the determined phases, each once.
  var trials: [SweepTrial] {
    var known: Set<String> = []
    return phases.flatMap(\.trials).filter { known.insert($0.id).inserted }
  }

  /// What is still to be trained, each trial once; of phases that are not determined yet as many trials
  /// like them as there can be.
  var remainingTrials: [TrialSpecification] {
    var known = cached ?? []
    let determined = phases.flatMap(\.trials).filter {
      contains($0) && known.insert($0.id).inserted
    }
    let others = openPhases.flatMap(\.examples)
    // Which of them fall to a part is not known, but how many.
    let count = others.count / (part?.shard.count ?? 1)
    return determined.map(\.trial) + others.prefix(part == nil ? others.count : max(1, count))
  }
}

extension SweepPlan.OpenPhase {
  init(_ phase: Phase, of experiment: Experiment) {
    self.phase = phase
    largestCount = 0
    examples = []
    let seeds = phase == .replicate ? experiment.replicate : experiment.seeds
    for variant in experiment.variants {
      let settings = phase == .replicate ? 1 : variant.largestCount(in: phase)
      largestCount += settings * seeds.count
      guard let like = variant.resolved.first else { continue }
      for _ in 0..<settings { examples += seeds.map { like.trial(seed: $0) } }
    }
  }
}
