package import AblateCommands
internal import Datasets
internal import Diagnostics
internal import Engine
internal import Foundation

/// The program `ablate-bench`: selects benchmarks, runs them and prints their rows.
package enum BenchmarkTool {
  static let json = Option("json", help: "print one JSON object a line, the machine first")
  static let quick = Option(
    "quick", help: "try every way with little data and one short round; numbers mean nothing")
  static let rounds = Option("rounds", value: "N", help: "measure each row N times")
  static let seconds = Option(
    "seconds", value: "X", help: "let a round of short work last about X seconds")
  static let operations = Option(
    "operations", help: "show training steps operation by operation")
  static let threads = Option(
    "threads", value: "N",
    help: "let N threads share each training step, timed by the clock on the wall")
  static let data = Option(
    "data", value: "DIR", help: "look for data sets in DIR first, before $ABLATE_DATA")
  static let tool = Option(
    "tool", value: "FILE", help: "the 'ablate' to start, instead of the one beside this program")
  static let list = Option("list", help: "list groups and benchmarks, measure nothing")
  static let experiment = Option(
    "experiment", help: "print the experiment file of the rows about sweeps, measure nothing")

  static let options = [
    json, quick, rounds, seconds, operations, threads, data, tool, list, experiment, Option.help,
  ]

  /// Runs the program.
  ///
  /// - Parameters:
  ///   - words: The command line without the program's name.
  ///   - console: Where it prints.
  /// - Returns: The status to exit with.
  package static func run(_ words: [String], on console: Console = .standard) -> Int32 {
    do {
      let arguments = try ArgumentReader(options: options).read(words)
      if arguments.has(Option.help) {
        console.output.write(help)
      } else if arguments.has(list) {
        console.output.write(listing)
      } else if arguments.has(experiment) {
        console.output.write(SweepExperiment.text(epochs: 2))
      } else {
        try measure(arguments, console)
      }
      return ExitCode.success.status
    } catch let error as UsageError {
      console.errors.writeLine("ablate-bench: \(error.text)")
      console.errors.writeLine("Run 'ablate-bench --help' for options and names.")
      return ExitCode.usage.status
    } catch {
      console.errors.writeLine("ablate-bench: \(error)")
      return ExitCode.environment.status
    }
  }

  private static func measure(_ arguments: ParsedArguments, _ console: Console) throws {
    let selected = try selection(arguments.operands)
    let settings = try settings(arguments, console)
    try BLASLibrary.prepare()
    let report: any BenchmarkReport = arguments.has(json) ? JSONReport() : TextReport()
    console.output.write(report.text(of: .current))
    var group: BenchmarkGroup?
    for benchmark in selected {
      if benchmark.group != group {
        group = benchmark.group
        console.output.write(report.heading(of: benchmark.group))
      }
      for row in try benchmark.rows(settings) {
        console.output.write(report.text(of: row, in: benchmark))
      }
    }
  }

  /// The benchmarks that names of groups and benchmarks stand for, in the registry's order.
  ///
  /// - Throws: `UsageError` for a name that is neither.
  static func selection(_ names: [String]) throws(UsageError) -> [any Benchmark.Type] {
    let groups = BenchmarkGroup.allCases.map(\.rawValue)
    let known = groups + BenchmarkRegistry.all.map { $0.name }
    for name in names where !known.contains(name) {
      throw UsageError(
        "there is no benchmark or group '\(name)'",
        hint: Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" })
    }
    return BenchmarkRegistry.all.filter {
      names.isEmpty || names.contains($0.name) || names.contains($0.group.rawValue)
    }
  }

  private static func settings(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(UsageError) -> BenchmarkSettings {
    var length: Double?
    if let text = arguments.value(of: seconds) {
      guard let number = Double(text), number > 0, number <= 60 else {
        throw UsageError("'--seconds' expects a number above 0 and up to 60, not '\(text)'")
      }
      length = number
    }
    let defaults = BenchmarkSettings()
    return BenchmarkSettings(
      rounds: try arguments.integer(of: rounds, in: 1...1000) ?? defaults.rounds,
      seconds: length ?? defaults.seconds, isQuick: arguments.has(quick),
      showsOperations: arguments.has(operations),
      threads: try arguments.integer(of: threads, in: 1...64) ?? defaults.threads,
      tool: arguments.value(of: tool).map { URL(filePath: $0) } ?? neighbour,
      locator: .standard(
        dataOption: arguments.value(of: data), environment: console.environment,
        home: FileManager.default.homeDirectoryForCurrentUser))
  }

  /// The `ablate` that was built together with this program.
  private static var neighbour: URL? {
    let file = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "ablate")
    return file.flatMap { FileManager.default.isExecutableFile(atPath: $0.path) ? $0 : nil }
  }

  /// Groups with their benchmarks.
  private static var listing: String {
    BenchmarkGroup.allCases.map { group in
      let members = BenchmarkRegistry.all.filter { $0.group == group }
      return "\(group.rawValue): \(group.explanation)\n"
        + HelpWriter.table(members.map { ($0.name, $0.summary) })
    }.joined(separator: "\n")
  }

  private static var help: String {
    """
    Usage: ablate-bench [OPTION…] [NAME…]

    Measures how fast this machine trains and what surrounds the training. A NAME is
    a group or a benchmark; without one, everything is measured. Rows show the
    median of the rounds, the slowest and the fastest round and, where operations are
    counted, their rate and its share of the core's peak of fused multiply-adds,
    which is measured between the rounds.

    Options:
    \(HelpWriter.table(options.map { (HelpWriter.heading(of: $0), $0.help) }))
    Groups and benchmarks:

    \(listing)
    """
  }
}
