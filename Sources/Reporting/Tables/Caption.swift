internal import Catalog
internal import Records
internal import Selecting
internal import Specification

/// What a reader must know to believe a table: selection, seeds, n, number of trials, data.
package enum Caption {
  static func sentences(_ results: Results) -> [String] {
    [selection(results), statistics(results), origin(results)] + exceptions(results)
  }

  private static func selection(_ results: Results) -> String {
    let experiment = results.experiment
    let select = experiment.select
    let direction = select.goal == .maximize ? "highest" : "lowest"
    let moment =
      switch select.at {
      case .last: lastMoment(results)
      case .best: "of any epoch"
      }
    let seeds =
      experiment.seeds.count == 1
      ? "seed \(list(experiment.seeds))" : "mean over seeds \(list(experiment.seeds))"
    return "Each row is the setting with the \(direction) \(title(select.metric)) \(moment)"
      + " (\(seeds))."
  }

  /// Which epoch's values count where not the best of each trial is sought.
  private static func lastMoment(_ results: Results) -> String {
    let restores = Set(
      results.experiment.variants.lazy.flatMap { $0.candidates }.map {
        $0.trial.training.earlyStopping?.restore == .best
      })
    if !restores.contains(true) { return "after the last epoch" }
    return restores.contains(false)
      ? "after the last epoch or the one that early stopping restored"
      : "after the epoch that early stopping restored"
  }

  private static func statistics(_ results: Results) -> String {
    let experiment = results.experiment
    let seeds = experiment.replicate.isEmpty ? experiment.seeds : experiment.replicate
    let source =
      experiment.replicate.isEmpty
      ? "the same seed\(seeds.count == 1 ? "" : "s")"
      : "\(seeds.count == 1 ? "seed" : "seeds") \(list(seeds)), not used for selection"
    let moment =
      switch experiment.select.at {
      case .last: lastMoment(results)
      case .best: "after the epoch with the best \(title(experiment.select.metric))"
      }
    switch seeds.count {
    case 1: return "Values are those \(moment) with \(source) (n = 1)."
    case 2: return "Values are means \(moment) over \(source) (n = 2, too few for an interval)."
    case let count:
      return "Values are means \(moment) over \(source) (n = \(count)),"
        + " ± the 95% confidence interval of the mean (Student t)."
    }
  }

  private static func origin(_ results: Results) -> String {
    let planned = Set(results.trials.map(\.id))
    let trained = planned.count { results.records[$0] != nil }
    let count = trained == planned.count ? "\(trained)" : "\(trained) of \(planned.count)"
    var datasets: [String] = []
    for variant in results.experiment.variants {
      for candidate in variant.candidates {
        let name = candidate.trial.data.dataset.name
        if !datasets.contains(name) { datasets.append(name) }
      }
    }
    return "\(count) \(planned.count == 1 ? "trial" : "trials") on"
      + " \(datasets.joined(separator: ", "))."
  }

  /// One sentence for each row that is not what it should be.
  private static func exceptions(_ results: Results) -> [String] {
    results.selections.compactMap { selection in
      let name = results.experiment.variants[selection.variant].name
      switch selection.outcome {
      case .incomplete(let finished, let total):
        return "\(name): \(finished) of \(total) search trials have been trained."
      case .nothingEligible(let diverged, 0):
        return "\(name): \(every(diverged)) diverged."
      case .nothingEligible(0, let failed):
        return "\(name): \(every(failed)) failed."
      case .nothingEligible(let diverged, let failed):
        return "\(name): no setting finished (\(diverged) diverged, \(failed) failed)."
      case .nothingBefore(let before):
        return "\(name): no setting of \(before) was selected, so there is none to start from."
      case .selected(let winner):
        return unfinished(winner.reportedTrials, results).map { "\(name): \($0)." }
      }
    }
  }

  private static func every(_ count: Int) -> String {
    switch count {
    case 1: "its only setting"
    case 2: "both settings"
    case _: "all \(count) settings"
    }
  }

  private static func unfinished(_ trials: [PlannedTrial], _ results: Results) -> String? {
    let parts = trials.compactMap { trial -> String? in
      switch results.records[trial.id]?.state {
      case .finished: nil
      case .diverged(let epoch, let step, let layer):
        "seed \(trial.seed) diverged in epoch \(epoch) at step \(step)"
          + (layer.map { " in \($0)" } ?? "")
      case .failed: "seed \(trial.seed) failed"
      case nil: "seed \(trial.seed) is missing"
      }
    }
    guard !parts.isEmpty else { return nil }
    return "\(trials.count - parts.count) of \(trials.count) finished; "
      + parts.joined(separator: ", ")
  }

  static func title(_ metric: Metric) -> String {
    metric.name.replacing("_", with: " ")
  }

  /// Seeds in the order given, runs of three and more as `2–9`.
  package static func list(_ seeds: [UInt64]) -> String {
    var runs: [ClosedRange<UInt64>] = []
    for seed in seeds {
      if let last = runs.last, last.upperBound != .max, last.upperBound + 1 == seed {
        runs[runs.count - 1] = last.lowerBound...seed
      } else {
        runs.append(seed...seed)
      }
    }
    return runs.map { run in
      switch run.upperBound - run.lowerBound {
      case 0: "\(run.lowerBound)"
      case 1: "\(run.lowerBound), \(run.upperBound)"
      case _: "\(run.lowerBound)–\(run.upperBound)"
      }
    }.joined(separator: ", ")
  }
}
