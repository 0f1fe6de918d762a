internal import Specification

/// Shows everything that is wrong with experiment files.
package enum CheckCommand: Subcommand {
  package static let name = "check"
  package static let summary = "show all mistakes in experiment files, train nothing"
  package static let operands = "FILE…"
  package static let discussion = """
    Resolves every variant at every axis value and infers all shapes, without reading named data \
    sets, and shows all mistakes at once. Exits with 2 when there is one; warnings do not count.
    """

  static let format = Option("format", value: "FORMAT", help: "how to print: text")
  package static let options = [format, SharedOptions.data]

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    _ = try arguments.choice(of: format, among: ["text"])
    guard !arguments.operands.isEmpty else { throw UsageError("expects an experiment file") }
    let loader = ExperimentLoader(arguments, console, diagnosticsOutput: console.output)
    guard let experiments = try loader.load(arguments.operands) else { return .usage }
    for (path, experiment) in zip(arguments.operands, experiments) {
      let variants = experiment.variants.count
      let settings = experiment.variants.reduce(0) { $0 + $1.candidates.count }
      console.output.writeLine(
        "\(path): correct; \(variants) variant\(variants == 1 ? "" : "s"), "
          + "\(settings) setting\(settings == 1 ? "" : "s")")
    }
    return .success
  }
}
