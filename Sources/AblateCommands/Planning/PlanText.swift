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
  var cached: Set<String>?
  /// The trials of the selected settings, once the search is over.
  var replicates: [SweepTrial]?
  let line: TrialLine

  init(_ experiment: Experiment, trials: [SweepTrial], cached: Set<String>?) {
    self.experiment = experiment
    self.trials = trials
    self.cached = cached
    line = TrialLine(experiment)
  }

  /// The trials of each phase.
  var phases: String {
    let known = cached.map { ", \(Self.count(trials, in: $0)) of them in the store" } ?? ""
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
        + "\(Self.count(seeds, "seed")) each, \(Self.count(variants * seeds, "trial"))"
      if let replicates, let cached {
        text += ", \(Self.count(replicates, in: cached)) of them in the store"
      }
      text += "\n"
    }
    return text
  }

  /// What is still to be trained, each trial once; of replicates that are not determined yet, as many
  /// of the variants' first settings.
  var remainingTrials: [TrialSpecification] {
    let cached = cached ?? []
    let search = trials.filter { !cached.contains($0.id) }.map(\.trial)
    if let replicates {
      return search + replicates.filter { !cached.contains($0.id) }.map(\.trial)
    }
    return search
      + experiment.variants.flatMap { variant in
        variant.candidates.prefix(1).flatMap { candidate in
          experiment.replicate.map { candidate.trial(seed: $0) }
        }
      }
  }

  private static func count(_ trials: [SweepTrial], in known: Set<String>) -> Int {
    trials.count { known.contains($0.id) }
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number.grouped) \(noun)\(number == 1 ? "" : "s")"
  }
}
