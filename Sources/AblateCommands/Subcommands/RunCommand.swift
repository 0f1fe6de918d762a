internal import Datasets
internal import Engine
internal import Foundation
internal import Records
internal import Specification
internal import Sweeping

/// Trains what is missing of experiments and writes their results.
package enum RunCommand: Subcommand {
  package static let name = "run"
  package static let summary = "train what is missing and write the result tables"
  package static let operands = "FILE…"
  package static let discussion = """
    Trains every trial of each experiment file that is not in the store yet, prints the result \
    table, and writes tables, lists and figures to results/NAME/. A run that was interrupted goes \
    on where it stopped.
    With --shard I/N, trains one of N parts of what is determined, by estimated cost; every machine \
    divides in the same way. Exits with 5 while other parts are missing; 'ablate merge' unites the \
    stores, and the same command goes on with the next phase.
    With --set or --only the results are those of another experiment: the table is printed, and \
    files are written only where --out says so.
    With --time-limit, trials that would not be done in time do not begin; what is left is printed, \
    and the exit status is 5. A trial with 'training.checkpoint' is begun when it will save a state \
    in time, and cut off at the limit; the next run goes on from there.
    """

  static let jobs = Option(
    "jobs", short: "j", value: "N", help: "train N trials at a time; usually one for each core")
  static let shard = Option(
    "shard", value: "I/N", help: "train the I-th of N parts of each phase")
  static let quiet = Option("quiet", short: "q", help: "show no progress")
  static let fresh = Option("fresh", help: "train all trials again, whatever the store has")
  static let failFast = Option("fail-fast", help: "stop at the first trial that fails")
  static let timeLimit = Option(
    "time-limit", value: "TIME", help: "begin no trial that will not be done after TIME, as 5h")

  package static let options = [
    SharedOptions.data, SharedOptions.out, SharedOptions.store, jobs, SharedOptions.set,
    SharedOptions.only,
    shard, timeLimit, quiet, fresh, failFast, SharedOptions.junit,
  ]

  /// More threads than any machine has cores.
  private static let jobsRange = 1...1024

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let start = ContinuousClock.now
    let workers = try workers(arguments)
    let limit = try arguments.duration(of: timeLimit)
    let shard = try arguments.value(of: Self.shard).map { text throws(UsageError) in try Shard(text)
    }
    guard !arguments.operands.isEmpty else { throw UsageError("expects an experiment file") }
    let loader = ExperimentLoader(arguments, console)
    let loaded = try loader.load(arguments.operands, showsWarnings: !arguments.has(quiet))
    guard let experiments = loaded else { return .usage }
    try requireDistinctNames(experiments.map(\.name))

    let resultsFolder = SharedOptions.resultsFolder(
      arguments.value(of: SharedOptions.out),
      isPartial: !loader.restrictions.areEmpty || shard != nil)
    // Not after hours of training.
    for experiment in experiments {
      try resultsFolder.map { try ResultFiles.requireWritable($0, experiment) }
    }
    try BLASLibrary.prepare()
    for experiment in experiments { try loader.library.load(for: experiment) }
    let interruption = Interruption()
    let handler = InterruptHandler(interruption.cancellation) {
      interruption.reporter?.finish()
    }
    defer { handler.stop() }
    let checks = CheckList()
    let session = RunSession(
      console: console, library: loader.library,
      store: TrialStore(folder: SharedOptions.storeFolder(arguments)),
      workers: workers, interruption: interruption,
      resultsFolder: resultsFolder, restrictions: loader.restrictions, shard: shard, checks: checks,
      isQuiet: arguments.has(quiet),
      trainsAll: arguments.has(fresh), stopsAtFailure: arguments.has(failFast),
      end: limit.map { start + $0 })
    var code = ExitCode.success
    var isOver = false
    for (index, experiment) in experiments.enumerated() {
      if isOver {
        checks.skipGates(of: experiment, because: "the run was over before")
        continue
      }
      if index > 0 { console.output.writeLine("") }
      code = code.combined(with: try session.run(experiment))
      isOver =
        interruption.cancellation.isRequested || (code == .trialFailed && session.stopsAtFailure)
    }
    try checks.write(to: arguments.value(of: SharedOptions.junit))
    return code
  }

  /// How many trials are trained at a time.
  static func workers(_ arguments: ParsedArguments) throws(UsageError) -> Int {
    try arguments.integer(of: jobs, in: jobsRange)
      ?? ProcessInfo.processInfo.activeProcessorCount
  }

  /// Two experiments of one name would write to one folder.
  private static func requireDistinctNames(_ names: [String]) throws(UsageError) {
    for name in Set(names).sorted() where names.count(where: { $0 == name }) > 1 {
      throw UsageError("two of the files name their experiment '\(name)'")
    }
  }
}
