internal import Foundation
internal import Records

/// Reports on the machine.
package enum DoctorCommand: Subcommand {
  package static let name = "doctor"
  package static let summary = "report on the machine and what it means for results"
  package static let discussion = """
    Shows the processor and what the program was compiled for, the speed of a core, the OpenBLAS \
    in use, data sets, store and gnuplot, and what they mean for repeating results. Exits with 3 \
    when something makes runs impossible.
    """

  static let format = Option(
    "format", value: "FORMAT", help: "how to print: text (default) or json")
  package static let options = [format, SharedOptions.data, SharedOptions.store]

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let isJSON = try arguments.choice(of: format, among: ["text", "json"]) == "json"
    guard arguments.operands.isEmpty else { throw UsageError("expects no operands") }
    let report = MachineExamination.report(
      locator: SharedOptions.locator(arguments, console),
      store: TrialStore(folder: SharedOptions.storeFolder(arguments)))
    if isJSON {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let data = try encoder.encode(report)
      console.output.writeLine(String(decoding: data, as: UTF8.self))
    } else {
      console.output.write(MachineReportText.text(report))
    }
    return report.problems.isEmpty ? .success : .environment
  }
}
