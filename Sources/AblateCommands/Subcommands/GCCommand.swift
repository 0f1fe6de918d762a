internal import Datasets
internal import Records
internal import Reporting
internal import Specification

/// Removes from the store what no experiment file asks for.
package enum GCCommand: Subcommand {
  package static let name = "gc"
  package static let summary =
    "remove from the store what no given file asks for"
  package static let operands = "FILE…"
  package static let discussion = """
    Keeps every trial that one of the files asks for and removes all others, with the weights that \
    'training.keep' of no file asks for, states of trainings that have ended, temporary files that a \
    killed process left, and its locks. Trials that a process is at are left alone, and so is \
    everything that this program did not write. As long as a refinement, or a variant that comes \
    after another, is not determined, no trial is removed. Nothing is removed when one of the files \
    has a mistake or its data is missing.
    """

  static let dryRun = Option("dry-run", help: "say what would be removed, and remove nothing")
  package static let options = [dryRun, SharedOptions.data, SharedOptions.store]

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    guard !arguments.operands.isEmpty else {
      throw UsageError("expects the experiment files whose trials are to be kept")
    }
    let loader = ExperimentLoader(arguments, console)
    guard let experiments = try loader.load(arguments.operands) else { return .usage }
    let store = TrialStore(folder: SharedOptions.storeFolder(arguments))
    var wanted = WantedTrials()
    for experiment in experiments {
      try loader.library.load(for: experiment)
      try wanted.add(experiment, store, loader.library)
    }
    let garbage = try Garbage(store, keeping: wanted)
    if !arguments.has(dryRun) { try garbage.remove(from: store) }
    console.output.write(
      text(of: garbage, isDry: arguments.has(dryRun)) + undecided(garbage, wanted))
    return .success
  }

  /// What is kept although no file asks for it yet, and why; empty when there is nothing of that kind.
  private static func undecided(_ garbage: Garbage, _ wanted: WantedTrials) -> String {
    guard garbage.undecidedCount > 0 else { return "" }
    let phases = wanted.openPhases.map { "'\($0.phase.title)' of \($0.experiment)" }
    let (count, isOne) = (garbage.undecidedCount, garbage.undecidedCount == 1)
    return "kept: \(count.grouped) that no file asks for yet: which trials belong to "
      + "\(phases.joined(separator: " and ")) is known when the phases before are finished, with "
      + "'ablate run'; then 'ablate gc' can tell whether \(isOne ? "it is" : "they are") needed\n"
  }

  private static func text(of garbage: Garbage, isDry: Bool) -> String {
    var text = ""
    let rows = garbage.heaps.map {
      [$0.title, $0.count.grouped, ByteText.text($0.byteCount)]
    }
    let widths = (0..<3).map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    for row in rows {
      let cells = zip(row, widths).enumerated().map { place, cell in
        cell.0.padded(to: cell.1, right: place > 0)
      }
      text += "  " + cells.joined(separator: "  ") + "\n"
    }
    let kept = "\(garbage.keptCount.grouped) trial\(garbage.keptCount == 1 ? " is" : "s are") kept"
    let done = isDry ? "would remove" : "removed"
    text +=
      garbage.count == 0
      ? "nothing to remove; \(kept)\n"
      : "\(done) \(ByteText.text(garbage.byteCount)); \(kept)\n"
    if garbage.busyCount > 0 {
      text += "left alone: \(garbage.busyCount) in training\n"
    }
    if garbage.foreignCount > 0 {
      text += "left alone: \(garbage.foreignCount) that this program did not make\n"
    }
    return text
  }
}
