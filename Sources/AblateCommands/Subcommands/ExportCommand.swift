internal import Datasets
internal import Diagnostics
internal import Foundation
internal import Records
internal import Selecting
internal import Reporting
internal import Specification

/// Writes the trained weights behind a row of the table.
package enum ExportCommand: Subcommand {
  package static let name = "export"
  package static let summary = "write the weights of a variant's selected setting"
  package static let operands = "FILE"
  package static let discussion = """
    Copies the weights of the trial behind a row of the table from the store to a file in the \
    safetensors format: parameters and running statistics under the names that 'ablate plan' shows, \
    with shapes and orders of PyTorch. The experiment must have been run with 'training.keep', \
    'selected' or 'all'. With several seeds the first of the row is taken, or the one of --seed.
    """

  static let variant = Option(
    "variant", value: "VARIANT", help: "the row; needed where there are several")
  static let seed = Option("seed", value: "N", help: "the trial with this seed")
  static let to = Option("to", value: "PATH", help: "the file to write")
  package static let options = [
    variant, seed, to, SharedOptions.data, SharedOptions.store, SharedOptions.set,
  ]

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    guard arguments.operands.count == 1 else { throw UsageError("expects one experiment file") }
    guard let path = arguments.value(of: to), !path.isEmpty else {
      throw UsageError("expects the file to write: '--to PATH'")
    }
    let seed = try arguments.integer(of: Self.seed, in: 0...Int.max).map { UInt64($0) }
    let loader = ExperimentLoader(arguments, console)
    guard let experiment = try loader.load(arguments.operands)?.first else { return .usage }
    let index = try place(of: arguments.value(of: Self.variant), in: experiment)
    try loader.library.load(for: experiment)
    let store = TrialStore(folder: SharedOptions.storeFolder(arguments))
    let archive = StoreArchive(
      store: store, policy: RunPolicy(), warn: { console.complain($0) })
    let identify = try TrialIdentities.make(for: experiment, loader.library)
    let plan = try SweepPlan(
      Sweep(experiment, identify: identify), find: archive.usableRecords(ids:))
    let name = experiment.variants[index].name
    guard let winner = plan.selections[index].winner else {
      console.complain("\(name): no setting is selected; run the experiment first")
      return .incomplete
    }
    let reported = winner.reportedTrials
    guard let trial = reported.first(where: { seed == nil || $0.seed == seed }) else {
      let seeds = reported.map { "\($0.seed)" }.joined(separator: ", ")
      throw UsageError("the row of '\(name)' has the seeds \(seeds)")
    }
    try write(trial, of: name, from: store, to: path, console)
    return .success
  }

  private static func place(of name: String?, in experiment: Experiment) throws(UsageError) -> Int {
    let names = experiment.variants.map(\.name)
    guard let name else {
      if names.count == 1 { return 0 }
      throw UsageError("expects '--variant' with one of: \(names.joined(separator: ", "))")
    }
    guard let index = names.firstIndex(of: name) else {
      throw UsageError(
        "\(experiment.name) has no variant '\(name)'",
        hint: Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" })
    }
    return index
  }

  private static func write(
    _ trial: PlannedTrial, of variant: String, from store: TrialStore, to path: String,
    _ console: Console
  ) throws {
    switch try store.loadWeights(trial.id) {
    case .absent:
      throw EnvironmentError(
        "the store has no weights of \(variant), seed \(trial.seed); add 'keep: selected' under "
          + "'training' and run again")
    case .damaged(let reason):
      throw EnvironmentError("\(reason); 'ablate run' trains the trial again")
    case .intact(let weights):
      try weights.write(to: URL(filePath: path, directoryHint: .notDirectory))
      console.complain(
        "wrote \(weights.tensors.count) tensors of \(variant), seed \(trial.seed), to \(path)")
    }
  }
}
