internal import Datasets
internal import Engine
internal import Records
internal import Reporting
internal import Specification
internal import Selecting

/// Shows what a run would do.
package enum PlanCommand: Subcommand {
  package static let name = "plan"
  package static let summary = "show trials, networks and cost of an experiment, train nothing"
  package static let operands = "FILE"
  package static let discussion = """
    Prints the trials of each phase, or with --shard those of a part, what training them costs, and for each distinct network its \
    layers with output shapes (height×width×channels), parameters, and operations of one example's \
    forward pass. The time is predicted from a few steps of each network, timed on this machine \
    in a second or two. Says which trials are in the store already where the data sets are at hand.
    --format json writes the trials with their costs in operations; github-matrix writes a matrix of \
    at most --shards jobs for 'ablate run --shard', and keys for a cache of the store, as lines for \
    the file that GitHub Actions takes outputs from.
    """

  static let format = Option(
    "format", value: "FORMAT", help: "how to print: text, json, github-matrix")
  static let shards = Option(
    "shards", value: "N", help: "the largest number of jobs in the matrix; 4")

  package static let options = [
    format, shards, RunCommand.shard, SharedOptions.data, SharedOptions.store, RunCommand.jobs,
    SharedOptions.set,
    SharedOptions.only,
  ]

  /// How long the timing of steps may take.
  private static let budget = Duration.seconds(2)

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let workers = try RunCommand.workers(arguments)
    let format = try arguments.choice(of: Self.format, among: ["text", "json", "github-matrix"])
    let shards = try arguments.integer(of: Self.shards, in: 1...256) ?? 4
    let shard = try arguments.value(of: RunCommand.shard).map { try Shard($0) }
    if shard != nil, let format, format != "text" {
      throw UsageError("'--shard' shows a part of the plan as text, not as \(format)")
    }
    guard arguments.operands.count == 1 else { throw UsageError("expects one experiment file") }
    let loader = ExperimentLoader(arguments, console)
    let experiments = try loader.load(arguments.operands, showsWarnings: true)
    guard let experiment = experiments?.first else { return .usage }
    var plan = try plan(of: experiment, loader.library, arguments, console)
    if let shard {
      // Without the data no trial has its name, by which equal costs are told apart.
      guard plan.cached != nil else {
        throw EnvironmentError("which trials a shard has is not known without the data")
      }
      var cost = TrialCost(experiment.policy, loader.library)
      try plan.keep(shard) { try cost.operations(of: $0) }
    }
    if let format, format != "text" {
      let plan = PlanForPrograms(plan: plan, library: loader.library)
      console.output.write(
        try format == "json" ? plan.json() : plan.githubMatrix(shards: shards))
      return .success
    }
    console.output.write("\(experiment.name): \(experiment.title)\n\n\(PlanText(plan).text)")
    try BLASLibrary.prepare()
    let trials = plan.remainingTrials
    let cost = try CostEstimate(
      trials, experiment.policy, workers: workers, loader.library, budget: budget)
    console.output.write("\n" + cost.text(trials: trials.count, workers: workers))
    console.output.write(NetworkTable.text(try NetworkTable.all(of: experiment, loader.library)))
    return .success
  }

  /// The trials; an identity needs the data's digest, so without data nothing is known to be cached.
  private static func plan(
    of experiment: Experiment, _ library: DatasetLibrary, _ arguments: ParsedArguments,
    _ console: Console
  ) throws -> SweepPlan {
    do {
      try library.load(for: experiment)
    } catch let error as DatasetError {
      console.complain("\(error)")
      console.complain("which trials are in the store is not known without the data")
      return try SweepPlan(Sweep(experiment, identify: TrialIdentities.withoutData), find: nil)
    }
    let identify = try TrialIdentities.make(for: experiment, library)
    let archive = StoreArchive(
      store: TrialStore(folder: SharedOptions.storeFolder(arguments)), policy: experiment.policy,
      warn: { console.complain($0) })
    return try SweepPlan(
      Sweep(experiment, identify: identify), find: archive.usableRecords(ids:))
  }
}
