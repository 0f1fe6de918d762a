internal import Datasets
internal import Reporting
internal import Specification
internal import Sweeping
internal import Training

/// Writes what a run of an experiment would do.
struct PlanText {
  let experiment: Experiment
  let trials: [SweepTrial]
  /// Identities of trials that need no training, or `nil` when that is not known.
  let cached: Set<String>?
  let line: TrialLine

  init(_ experiment: Experiment, trials: [SweepTrial], cached: Set<String>?) {
    self.experiment = experiment
    self.trials = trials
    self.cached = cached
    line = TrialLine(experiment)
  }

  /// The trials of each phase.
  var phases: String {
    let known = cached.map { ", \($0.count) of them in the store" } ?? ""
    var text = "search: \(Self.count(trials.count, "trial"))\(known)\n"
    let labels = trials.map { line.label(of: $0) }
    let width = labels.map(\.displayWidth).max() ?? 0
    let digits = String(trials.count).count
    for (index, (trial, label)) in zip(trials, labels).enumerated() {
      let number = String(index + 1).padded(to: digits, right: true)
      var row = "  \(number)  \(label.padded(to: width, right: false))"
      if cached?.contains(trial.id) == true { row += "  in the store" }
      text += row.trimmingTrailingSpaces + "\n"
    }
    if !experiment.replicate.isEmpty {
      let (variants, seeds) = (experiment.variants.count, experiment.replicate.count)
      text +=
        "replicate: the selected setting of \(Self.count(variants, "variant")) with "
        + "\(Self.count(seeds, "seed")) each, \(Self.count(variants * seeds, "trial"))\n"
    }
    return text
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number.grouped) \(noun)\(number == 1 ? "" : "s")"
  }
}
