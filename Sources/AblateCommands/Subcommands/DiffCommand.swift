internal import Comparing
internal import Diagnostics
internal import Foundation

/// Compares two results.
package enum DiffCommand: Subcommand {
  package static let name = "diff"
  package static let summary = "show what changed between two results, and whether it is real"
  package static let operands = "A B"
  package static let discussion = """
    Compares the results in A with those in B: results folders, folders of them, table.csv or \
    trials.csv files, other CSV files with --key, each also as PATH@REVISION from git, which leaves \
    the work tree alone. With several seeds a test over seeds decides; with one seed on each side \
    the examples in predictions.csv do, for the two models alone; else only --tolerance can.
    Each cell is better, worse, the same (=), without evidence (~) or not comparable (?). With \
    --gate the exit code is 1 when there is something that must not be, and each reason is one line \
    on standard error; what is not comparable never passes.
    With the seven operands of an external diff program it works as a diff driver of git.
    """

  static let format = Option(
    "format", value: "FORMAT",
    help: "how to print: " + DiffFormatRegistry.all.map { $0.name }.joined(separator: ", "))
  static let gate = Option(
    "gate", value: "RULE",
    help: "exit with 1 if anything is 'worse', has 'changed' either way, or differs at all ('any')")
  static let tolerance = Option(
    "tolerance", value: "[METRIC=]X", isRepeatable: true,
    help: "the distance, or the share as in 1%, that counts as no change where nothing else decides"
  )
  static let level = Option(
    "level", value: "P", help: "the share of false alarms to accept, for all rows of a column; 0.05"
  )
  static let test = Option(
    "test", value: "KIND",
    help: "'t' for t tests, 'exact' for permutation tests, 'auto' for t below 8 pairs")
  static let metric = Option(
    "metric", value: "NAME", isRepeatable: true, help: "compare this column and no others")
  static let key = Option(
    "key", value: "COLUMN", isRepeatable: true,
    help: "a column that names rows, for other CSV files")
  static let lowerIsBetter = Option(
    "lower-is-better", value: "COLUMN", isRepeatable: true, help: "a column of which less is better"
  )
  static let higherIsBetter = Option(
    "higher-is-better", value: "COLUMN", isRepeatable: true,
    help: "a column of which more is better")
  static let plot = Option(
    "plot", value: "FILE", help: "draw the curves of both over each other, as SVG")
  static let all = Option("all", help: "show every row, however many there are")
  static let color = Option(
    "color", value: "WHEN", help: "'always', 'never', or 'auto' on a terminal")

  package static let options = [
    format, gate, tolerance, level, test, metric, key, lowerIsBetter, higherIsBetter, plot, all,
    color,
  ]

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let settings = try DiffSettings(arguments)
    if let driven = GitDriver(arguments.operands) {
      return driven.run(settings, console)
    }
    guard arguments.operands.count == 2 else {
      throw UsageError("expects two results, not \(arguments.operands.count)")
    }
    if let path = arguments.value(of: plot) { try DiffSession.checkFolder(of: path) }
    let session = DiffSession(settings: settings, console: console)
    guard let comparison = try session.compare(arguments.operands[0], arguments.operands[1]) else {
      return .usage
    }
    session.show(comparison)
    if let path = arguments.value(of: plot) {
      guard try session.draw(comparison, to: path) else { return .usage }
    }
    return session.judge(comparison)
  }
}
