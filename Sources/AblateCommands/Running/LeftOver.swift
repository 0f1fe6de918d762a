internal import Selecting
internal import Specification
internal import Sweeping

/// The trials that a run had no time for.
struct LeftOver {
  private let outcome: SweepOutcome
  private let forecast: TrialForecast

  init(_ outcome: SweepOutcome, _ forecast: TrialForecast) {
    self.outcome = outcome
    self.forecast = forecast
  }

  /// What is left of each variant, and how long it should take one worker.
  func text(of experiment: Experiment) -> String {
    let missing = Set(outcome.missing)
    let left = outcome.trials.filter { missing.contains($0.id) }
    let planned = outcome.trials.count
    var lines = [
      "time limit: \(planned - left.count) of \(planned) trials are finished and kept; "
        + "the same command goes on with the rest"
    ]
    for variant in experiment.variants {
      let own = left.filter { $0.variant == variant.name }
      guard !own.isEmpty else { continue }
      let seconds = own.reduce(0) { $0 + forecast.seconds(of: $1.trial) }
      lines.append(
        "  \(variant.name): \(own.count) trial\(own.count == 1 ? "" : "s") left, about "
          + "\(DurationText.text(.seconds(seconds))) of training")
    }
    return lines.joined(separator: "\n")
  }
}
