internal import Foundation
internal import Records
internal import Reporting
internal import Specification
internal import Selecting

/// Renders a table again from the store.
package enum TableCommand: Subcommand {
  package static let name = "table"
  package static let summary = "print a result table again from the store"
  package static let operands = "FILE"
  package static let discussion = """
    Makes the results of an experiment file again from what is in the store, and trains nothing: \
    prints the table and writes results/NAME/, or only prints it where --format, --set or --only \
    is given and --out is not. Exits with 5 and writes nothing when trials are missing; their rows \
    say so.
    """

  static let format = Option(
    "format", value: "FORMAT",
    help: "how to print: " + TableFormatRegistry.all.map { $0.name }.joined(separator: ", "))
  package static let options = [
    format, SharedOptions.data, SharedOptions.out, SharedOptions.store, SharedOptions.set,
    SharedOptions.only,
  ]

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let format = try arguments.choice(of: format, among: TableFormatRegistry.all.map { $0.name })
    guard arguments.operands.count == 1 else { throw UsageError("expects one experiment file") }
    let loader = ExperimentLoader(arguments, console)
    guard let experiment = try loader.load(arguments.operands)?.first else { return .usage }
    try loader.library.load(for: experiment)

    let warnings = OnceSaid()
    let store = TrialStore(folder: SharedOptions.storeFolder(arguments))
    let archive = StoreArchive(
      store: store, policy: experiment.policy,
      warn: { if warnings.isNew($0) { console.complain($0) } })
    let identify = try TrialIdentities.make(for: experiment, loader.library)
    var sweep = Sweep(experiment, identify: identify)
    var records: [String: TrialRecord] = [:]
    while let phase = try sweep.next(records) {
      records.merge(try archive.usableRecords(ids: phase.trials.map(\.id))) { _, new in new }
    }

    let results = try ResultFiles.collect(sweep, records, store, loader.library)
    let renderer = format.flatMap(TableFormatRegistry.format) ?? TextTable.self
    let table = ResultTable(results)
    console.output.write(renderer.render(table))
    guard sweep.undetermined.isEmpty, sweep.planned.allSatisfy({ records[$0.id] != nil }) else {
      return .incomplete
    }
    let isPrintedOnly = [Self.format, SharedOptions.set, SharedOptions.only].contains {
      arguments.has($0)
    }
    if let folder = SharedOptions.resultsFolder(
      arguments.value(of: SharedOptions.out), isPartial: isPrintedOnly)
    {
      let origin = try ResultOrigin.make(
        for: results.experiment, loader.library, store, loader.restrictions)
      try ResultFiles.write(results, table, origin, store, below: folder, console, isQuiet: false)
    }
    return .success
  }
}
