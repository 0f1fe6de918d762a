internal import Datasets
internal import Records
internal import Specification
internal import Sweeping

/// Shows what a run would do.
package enum PlanCommand: Subcommand {
  package static let name = "plan"
  package static let summary = "show trials and networks of an experiment, train nothing"
  package static let operands = "FILE"
  package static let discussion = """
    Prints the trials of each phase and, for each distinct network, its layers with output shapes \
    (height×width×channels), parameters, and operations of one example's forward pass. Says which \
    trials are in the store already where the data sets are at hand.
    """

  package static let options = [
    SharedOptions.data, SharedOptions.store, SharedOptions.set, SharedOptions.only,
  ]

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    guard arguments.operands.count == 1 else { throw UsageError("expects one experiment file") }
    let loader = ExperimentLoader(arguments, console)
    guard let experiment = try loader.load(arguments.operands)?.first else { return .usage }
    let plan = try plan(of: experiment, loader.library, arguments, console)
    console.output.write("\(experiment.name): \(experiment.title)\n\n\(plan.phases)")
    for table in try NetworkTable.all(of: experiment, loader.library) {
      console.output.write("\n" + table.text)
    }
    return .success
  }

  /// The trials; an identity needs the data's digest, so without data nothing is known to be cached.
  private static func plan(
    of experiment: Experiment, _ library: DatasetLibrary, _ arguments: ParsedArguments,
    _ console: Console
  ) throws -> PlanText {
    do {
      try library.load(for: experiment)
    } catch let error as DatasetError {
      console.complain("\(error)")
      console.complain("which trials are in the store is not known without the data")
      let sweep = Sweep(experiment, identify: TrialIdentities.withoutData)
      return PlanText(experiment, trials: sweep.searchTrials, cached: nil)
    }
    let identify = try TrialIdentities.make(for: experiment, library)
    let archive = StoreArchive(
      store: TrialStore(folder: SharedOptions.storeFolder(arguments)), policy: experiment.policy,
      warn: { console.complain($0) })
    let trials = Sweep(experiment, identify: identify).searchTrials
    let cached = try trials.map(\.id).filter { try archive.usableRecord(id: $0) != nil }
    return PlanText(experiment, trials: trials, cached: Set(cached))
  }
}
