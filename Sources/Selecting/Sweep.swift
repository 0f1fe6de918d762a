internal import Guarding
package import Records
package import Specification
internal import Statistics

/// The trials that an experiment asks for, phase by phase, and what their records select.
///
/// The search is determined by the file alone, each other phase by the records of all phases before.
/// Whoever runs, shows or reports a sweep goes through its phases in the same way:
///
///     var sweep = Sweep(experiment, identify: identify)
///     while let phase = try sweep.next(records) { /* records of phase.trials join */ }
///
/// It sees records without test metrics only: the seal stays closed.
package struct Sweep: Sendable {
  /// The experiment with the settings of all phases that are determined.
  package private(set) var experiment: Experiment
  /// The phases that are determined, in order; some may have no trials.
  package private(set) var phases: [SweepPhase] = []
  /// All phases that the experiment can have, in order.
  private let schedule: [Phase]
  /// Gives a trial its identity.
  private let identify: @Sendable (TrialSpecification) -> String
  /// The search, once it has been worked out.
  private var search: SweepPhase?

  /// Determines nothing yet.
  ///
  /// - Parameters:
  ///   - experiment: Checked and expanded.
  ///   - identify: The identity of a trial.
  package init(
    _ experiment: Experiment, identify: @escaping @Sendable (TrialSpecification) -> String
  ) {
    self.experiment = experiment
    self.identify = identify
    schedule =
      Set(experiment.variants.flatMap(\.phases)).sorted()
      + (experiment.replicate.isEmpty ? [] : [.replicate])
  }

  /// Goes through all phases that some records determine.
  ///
  /// - Parameters:
  ///   - experiment: Checked and expanded.
  ///   - records: What has been trained so far, by id.
  ///   - identify: The identity of a trial.
  /// - Throws: `UnresolvedSetting`.
  package init(
    _ experiment: Experiment, records: [String: TrialRecord],
    identify: @escaping @Sendable (TrialSpecification) -> String
  ) throws(UnresolvedSetting) {
    self.init(experiment, identify: identify)
    while try next(records) != nil {}
  }

  /// The phases that are not determined yet, in order.
  package var undetermined: ArraySlice<Phase> { schedule.dropFirst(phases.count) }

  /// The trials of all phases that are determined, by phase, then in declared order.
  package var planned: [PlannedTrial] { phases.flatMap(\.planned) }

  /// The trials of the search, each once.
  package var searchTrials: [SweepTrial] { phases.first?.trials ?? searchPhase.trials }

  /// Works out the search now, so that copies do not each do it again.
  ///
  /// Each trial gets its identity once; with thousands of trials that takes a noticeable time.
  package mutating func prepareSearch() { search = searchPhase }

  private var searchPhase: SweepPhase {
    search ?? sweepPhase(.search, searched(in: .search))
  }

  /// Determines the next phase that has trials.
  ///
  /// - Parameter records: What has been trained so far, by id.
  /// - Returns: `nil` when no phase is left, or trials of an earlier one have no record.
  /// - Throws: `UnresolvedSetting` when the selected settings cannot be gone on from.
  package mutating func next(_ records: [String: TrialRecord]) throws(UnresolvedSetting)
    -> SweepPhase?
  {
    let isComplete = phases.last?.planned.allSatisfy { records[$0.id] != nil } ?? true
    guard isComplete else { return nil }
    for phase in undetermined {
      let determined = try determine(phase, records)
      phases.append(determined)
      if !determined.planned.isEmpty { return determined }
    }
    return nil
  }

  private mutating func determine(
    _ phase: Phase, _ records: [String: TrialRecord]
  ) throws(UnresolvedSetting) -> SweepPhase {
    if phase == .search { return searchPhase }
    // Its own statement: the settings that it adds must be there for the next one.
    let planned = try trials(of: phase, records)
    return sweepPhase(phase, planned)
  }

  private mutating func trials(
    of phase: Phase, _ records: [String: TrialRecord]
  ) throws(UnresolvedSetting) -> [PlannedTrial] {
    if phase == .replicate {
      return selections(records).flatMap { $0.winner?.replicateTrials ?? [] }
    }
    let byVariant = Dictionary(grouping: planned, by: \.variant)
    for (index, variant) in experiment.variants.enumerated() where variant.phases.contains(phase) {
      var origin = index
      if phase == .search(depth: variant.depth) {
        guard let before = predecessor(of: variant) else { continue }
        origin = before
      }
      guard let best = best(of: origin, byVariant[origin] ?? [], records).winner else { continue }
      let start = experiment.variants[origin].candidates[best.candidate]
      experiment.variants[index].candidates += try variant.candidates(in: phase, from: start)
    }
    return searched(in: phase)
  }

  private func predecessor(of variant: Variant) -> Int? {
    variant.after.flatMap { name in experiment.variants.firstIndex { $0.name == name } }
  }

  /// All settings that a phase determined, with the search seeds.
  private func searched(in phase: Phase) -> [PlannedTrial] {
    var planned: [PlannedTrial] = []
    var trials: [TrialSpecification] = []
    for (variant, declaration) in experiment.variants.enumerated() {
      for (candidate, setting) in declaration.candidates.enumerated() where setting.phase == phase {
        for seed in experiment.seeds {
          planned.append(
            PlannedTrial(
              phase: phase, variant: variant, candidate: candidate, seed: seed, id: ""))
          trials.append(setting.trial(seed: seed))
        }
      }
    }
    for (index, id) in trials.concurrentMap(identify).enumerated() { planned[index].id = id }
    return planned
  }

  private func sweepPhase(_ phase: Phase, _ planned: [PlannedTrial]) -> SweepPhase {
    var trials: [SweepTrial] = []
    var places: [String: Int] = [:]
    for place in planned {
      if let known = places[place.id] {
        trials[known].uses.append(place)
        continue
      }
      let variant = experiment.variants[place.variant]
      let candidate = variant.candidates[place.candidate]
      places[place.id] = trials.count
      trials.append(
        SweepTrial(
          id: place.id, trial: candidate.trial(seed: place.seed), uses: [place],
          variant: variant.name, assignment: candidate.assignment))
    }
    return SweepPhase(phase: phase, planned: planned, trials: trials)
  }
}

// MARK: Selection

extension Sweep {
  /// The choice of every variant over all its phases, in declared order.
  ///
  /// - Parameter records: What has been trained so far, by id.
  /// - Returns: One selection for each variant; it is incomplete as long as a trial of the variant has
  ///   no record or one of its phases is not determined.
  package func selections(_ records: [String: TrialRecord]) -> [VariantSelection] {
    let byVariant = Dictionary(
      grouping: planned.filter { $0.phase != .replicate }, by: \.variant)
    return experiment.variants.indices.map { variant in
      VariantSelection(
        variant: variant, outcome: outcome(of: variant, byVariant[variant] ?? [], records))
    }
  }

  private func outcome(
    of index: Int, _ trials: [PlannedTrial], _ records: [String: TrialRecord]
  ) -> VariantSelection.Outcome {
    let variant = experiment.variants[index]
    let open = undetermined.filter { variant.phases.contains($0) }
    let expected = open.reduce(trials.count) {
      $0 + variant.largestCount(in: $1) * experiment.seeds.count
    }
    let present = trials.count { records[$0.id] != nil }
    guard present == expected, open.isEmpty else {
      return .incomplete(finished: present, of: expected)
    }
    if trials.isEmpty, let after = variant.after { return .nothingBefore(after) }
    return best(of: index, trials, records)
  }

  /// The best of the settings that have trials.
  ///
  /// - Parameters:
  ///   - index: The variant.
  ///   - trials: Its search trials: by candidate, then seed.
  ///   - records: A record for each.
  /// - Returns: The winner, or that nothing is eligible.
  private func best(
    of index: Int, _ trials: [PlannedTrial], _ records: [String: TrialRecord]
  ) -> VariantSelection.Outcome {
    var best: (candidate: Int, score: Double, trials: [PlannedTrial])?
    var (diverged, failed) = (0, 0)
    let seeds = experiment.seeds.count
    for first in stride(from: 0, to: trials.count, by: seeds) {
      let own = Array(trials[first..<first + seeds])
      let found = own.compactMap { records[$0.id] }
      let scores = found.compactMap { $0.score(experiment.select) }.filter(\.isFinite)
      guard scores.count == own.count, let score = Summary(scores)?.mean else {
        if found.contains(where: { $0.state.isDiverged }) { diverged += 1 } else { failed += 1 }
        continue
      }
      // Strictly better: a tie goes to the first declared.
      if best.map({ experiment.select.goal.isBetter(score, than: $0.score) }) ?? true {
        best = (own[0].candidate, score, own)
      }
    }
    guard let best else { return .nothingEligible(diverged: diverged, failed: failed) }
    let setting = experiment.variants[index].candidates[best.candidate]
    return .selected(
      VariantSelection.Winner(
        candidate: best.candidate, score: best.score, searchTrials: best.trials,
        replicateTrials: experiment.replicate.map { seed in
          PlannedTrial(
            phase: .replicate, variant: index, candidate: best.candidate, seed: seed,
            id: identify(setting.trial(seed: seed)))
        }))
  }
}

extension TrialState {
  package var isDiverged: Bool {
    switch self {
    case .diverged: true
    case .finished, .failed: false
    }
  }
}
