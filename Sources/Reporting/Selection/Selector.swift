package import Records
package import Specification
internal import Statistics

/// Chooses each variant's setting from the search trials.
///
/// It sees records without test metrics only: the seal stays closed.
package struct Selector: Sendable {
  package let experiment: Experiment
  /// Every search trial: by variant, then candidate, then seed, as declared.
  package let searchTrials: [PlannedTrial]
  private let identify: @Sendable (TrialSpecification) -> String

  /// Names every search trial.
  ///
  /// - Parameters:
  ///   - experiment: Checked and expanded.
  ///   - identify: The identity of a trial.
  package init(
    _ experiment: Experiment, identify: @escaping @Sendable (TrialSpecification) -> String
  ) {
    self.experiment = experiment
    self.identify = identify
    searchTrials = experiment.variants.enumerated().flatMap { variant, declaration in
      declaration.candidates.enumerated().flatMap { candidate, setting in
        experiment.seeds.map { seed in
          PlannedTrial(
            phase: .search, variant: variant, candidate: candidate, seed: seed,
            id: identify(setting.trial(seed: seed)))
        }
      }
    }
  }

  /// The choice of every variant, in declared order.
  ///
  /// - Parameter records: What has been trained so far, by id.
  /// - Returns: One selection for each variant.
  package func select(_ records: [String: TrialRecord]) -> [VariantSelection] {
    let byVariant = Dictionary(grouping: searchTrials, by: \.variant)
    return experiment.variants.indices.map { variant in
      let outcome = outcome(of: variant, trials: byVariant[variant] ?? [], records)
      return VariantSelection(variant: variant, outcome: outcome)
    }
  }

  private func outcome(
    of variant: Int, trials: [PlannedTrial], _ records: [String: TrialRecord]
  ) -> VariantSelection.Outcome {
    let present = trials.count { records[$0.id] != nil }
    guard present == trials.count else {
      return .incomplete(finished: present, of: trials.count)
    }
    var best: (candidate: Int, score: Double, trials: [PlannedTrial])?
    var (diverged, failed) = (0, 0)
    let seeds = experiment.seeds.count
    for candidate in experiment.variants[variant].candidates.indices {
      let own = Array(trials[candidate * seeds..<(candidate + 1) * seeds])
      let found = own.compactMap { records[$0.id] }
      let scores = found.compactMap { $0.score(experiment.select) }.filter(\.isFinite)
      guard scores.count == own.count, let score = Summary(scores)?.mean else {
        if found.contains(where: { $0.state.isDiverged }) { diverged += 1 } else { failed += 1 }
        continue
      }
      // Strictly better: a tie goes to the first declared.
      if best.map({ experiment.select.goal.isBetter(score, than: $0.score) }) ?? true {
        best = (candidate, score, own)
      }
    }
    guard let best else { return .nothingEligible(diverged: diverged, failed: failed) }
    let setting = experiment.variants[variant].candidates[best.candidate]
    return .selected(
      VariantSelection.Winner(
        candidate: best.candidate, score: best.score, searchTrials: best.trials,
        replicateTrials: experiment.replicate.map { seed in
          PlannedTrial(
            phase: .replicate, variant: variant, candidate: best.candidate, seed: seed,
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
