internal import Datasets
internal import Records
internal import Selecting
internal import Specification

/// Shows how far experiments are.
package enum StatusCommand: Subcommand {
  package static let name = "status"
  package static let summary = "show how far the store is with experiments"
  package static let operands = "FILE…"
  package static let discussion = """
    Counts, for each phase and variant, the trials that have finished or diverged, those that a \
    process is training now, and those that are missing, and estimates from the recorded times of \
    trials how long the rest will take: with as many workers as trials are in flight, or with --jobs \
    when nothing runs. Reads only; it can be called while runs fill the store.
    """

  package static let options = [
    SharedOptions.data, SharedOptions.store, RunCommand.jobs, SharedOptions.set, SharedOptions.only,
  ]

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let workers = try RunCommand.workers(arguments)
    guard !arguments.operands.isEmpty else { throw UsageError("expects an experiment file") }
    let loader = ExperimentLoader(arguments, console)
    guard let experiments = try loader.load(arguments.operands) else { return .usage }
    let warnings = OnceSaid()
    let store = TrialStore(folder: SharedOptions.storeFolder(arguments))
    for (index, experiment) in experiments.enumerated() {
      try loader.library.load(for: experiment)
      let archive = StoreArchive(
        store: store, policy: experiment.policy,
        warn: { if warnings.isNew($0) { console.complain($0) } })
      let identify = try TrialIdentities.make(for: experiment, loader.library)
      let plan = try SweepPlan(
        Sweep(experiment, identify: identify), find: archive.usableRecords(ids:))
      let status = StoreStatus(plan, store, workers: workers)
      if index > 0 { console.output.writeLine("") }
      console.output.write(status.text(name: experiment.name))
    }
    return .success
  }
}
