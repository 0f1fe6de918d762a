internal import Datasets
internal import Reporting
internal import Selecting
internal import Specification

/// Writes what a run of an experiment would do.
struct PlanText {
  private let plan: SweepPlan
  private let line: TrialLine

  init(_ plan: SweepPlan) {
    self.plan = plan
    line = TrialLine(plan.experiment)
  }

  /// The trials of each phase; each line ends with a line feed.
  var text: String {
    var text = ""
    for phase in plan.phases { text += heading(phase) + rows(phase.trials) }
    var before = plan.phases.map(\.phase)
    for open in plan.openPhases {
      text += heading(open, after: before.last)
      before.append(open.phase)
    }
    return text
  }

  private func heading(_ phase: SweepPhase) -> String {
    let own = phase.trials.filter(plan.contains)
    var count = Self.count(phase.trials.count, "trial")
    if let shard = plan.part?.shard {
      count += ", \(own.count.grouped) of them for shard \(shard.index)/\(shard.count)"
    }
    guard let cached = plan.cached else { return "\(phase.phase.title): \(count)\n" }
    if plan.isFinished(phase) { return "\(phase.phase.title): \(count), finished\n" }
    let known = own.count { cached.contains($0.id) }
    return "\(phase.phase.title): \(count), \(known) of them in the store\n"
  }

  private func rows(_ trials: [SweepTrial]) -> String {
    let labels = trials.map { line.label(of: $0) }
    let width = labels.map(\.displayWidth).max() ?? 0
    let digits = String(trials.count).count
    return zip(trials, labels).enumerated().filter { plan.contains($0.element.0) }.map {
      index, entry in
      let (trial, label) = entry
      let number = String(index + 1).padded(to: digits, right: true)
      var row = "  \(number)  \(label.padded(to: width, right: false))"
      if plan.cached?.contains(trial.id) == true { row += "  in the store" }
      return row.trimmingTrailingSpaces + "\n"
    }.joined()
  }

  /// A phase that is not determined: `replicate: 32 trials, determined by the results of search`.
  private func heading(_ open: SweepPlan.OpenPhase, after before: Phase?) -> String {
    let experiment = plan.experiment
    let count = Self.count(open.largestCount, "trial")
    let what =
      open.phase == .replicate
      ? "the selected setting of \(Self.count(experiment.variants.count, "variant")) with "
        + Self.count(experiment.replicate.count, "seed") + " each, \(count)"
      : "at most \(count)"
    let origin = before.map { ", determined by the results of \($0.title)" } ?? ""
    return "\(open.phase.title): \(what)\(origin)\n"
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number.grouped) \(noun)\(number == 1 ? "" : "s")"
  }
}
