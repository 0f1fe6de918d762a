internal import Engine
internal import Foundation
internal import Records
internal import Reporting
internal import Sweeping

/// Says whether results are what their trials say.
package enum VerifyCommand: Subcommand {
  package static let name = "verify"
  package static let summary = "say whether results are what their trials say"
  package static let operands = "DIR…"
  package static let discussion = """
    Renders the files of a results folder, or of each folder in it, again from its results.lock and \
    the experiment file, and names file, row and column of everything that differs. Compares the \
    lock with the records in the store where they are there, and checks the expectations. Exits \
    with 1 when something does not fit. Needs neither store nor data.
    The experiment file is looked for by the name that the lock has, in experiments/ and then in \
    the folder itself: first from two folders above DIR, then from here.
    With --retrain K, trains K trials again, chosen by a hash of the results, and compares all bits. \
    Exits with 3 where they are not comparable here.
    """

  static let experiment = Option(
    "experiment", value: "FILE", help: "the experiment file, instead of looking for it")
  static let retrain = Option(
    "retrain", value: "K", help: "train K trials again and compare their bits")

  package static let options = [
    experiment, retrain, RunCommand.jobs, SharedOptions.junit, SharedOptions.data,
    SharedOptions.store,
  ]

  /// More than any experiment has.
  private static let retrainRange = 1...1_000_000

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let workers = try RunCommand.workers(arguments)
    let count = try arguments.integer(of: retrain, in: retrainRange)
    guard !arguments.operands.isEmpty else { throw UsageError("expects a results folder") }
    let folders = try arguments.operands.flatMap { try ResultFolders.paths(in: $0) }
    if arguments.has(experiment), folders.count > 1 {
      throw UsageError("'--experiment' expects one results folder, not \(folders.count)")
    }
    let checks = CheckList()
    let interruption = Interruption()
    let handler = InterruptHandler(interruption.cancellation) {}
    defer { handler.stop() }
    let session = VerifySession(
      console: console, loader: ExperimentLoader(arguments, console),
      store: try store(arguments), experimentFile: arguments.value(of: experiment),
      checks: checks,
      retraining: count.map {
        Retraining(count: $0, workers: workers, cancellation: interruption.cancellation)
      })
    var code = ExitCode.success
    for folder in folders {
      code = code.combined(with: try session.verify(folder))
      if interruption.cancellation.isRequested { break }
    }
    try checks.write(to: arguments.value(of: SharedOptions.junit))
    return code
  }

  /// The store, or `nil` where the usual one is not there.
  private static func store(_ arguments: ParsedArguments) throws -> TrialStore? {
    let store = TrialStore(folder: SharedOptions.storeFolder(arguments))
    if FileManager.default.fileExists(atPath: store.folder.path) { return store }
    guard let path = arguments.value(of: SharedOptions.store) else { return nil }
    throw EnvironmentError("there is no store '\(path)'")
  }
}
