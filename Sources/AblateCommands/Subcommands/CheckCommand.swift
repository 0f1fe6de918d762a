internal import Diagnostics
internal import Specification

/// Shows everything that is wrong with experiment files.
package enum CheckCommand: Subcommand {
  package static let name = "check"
  package static let summary = "show all mistakes in experiment files, train nothing"
  package static let operands = "FILE…"
  package static let discussion = """
    Resolves every variant at every axis value and infers all shapes, without reading named data \
    sets, and shows all mistakes at once. Exits with 2 when there is one; warnings do not count.
    With --fix, changes names that were certainly misspelled and moves keys that belong elsewhere, \
    shows what it changed, and checks again; everything else in the file stays as it is.
    """

  static let format = Option(
    "format", value: "FORMAT", help: "how to print: text (default), json, github or sarif")
  static let fix = Option("fix", help: "mend what has one sure remedy, in the files themselves")
  package static let options = [format, fix, SharedOptions.data]

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let words = DiagnosticFormat.allCases.map(\.rawValue)
    let word = try arguments.choice(of: format, among: words)
    let format = word.flatMap { DiagnosticFormat(rawValue: $0) } ?? .text
    let paths = arguments.operands
    guard !paths.isEmpty else { throw UsageError("expects an experiment file") }
    let loader = ExperimentLoader(arguments, console, diagnosticsOutput: console.output)
    if arguments.has(fix) {
      // The changes of a program's input would be mixed with it.
      try mend(paths, loader, format == .text ? console.output : console.errors)
    }
    switch format {
    case .text: return try showText(paths, loader, console)
    case .json, .github, .sarif: break
    }
    let examination = try loader.examine(paths)
    switch format {
    case .text: break
    case .json: console.output.write(DiagnosticJSON.text(examination, paths))
    case .github: console.output.write(DiagnosticAnnotations.text(examination.diagnostics))
    case .sarif: console.output.write(DiagnosticSARIF.text(examination.diagnostics))
    }
    return try examination.soundExperiments == nil ? .usage : .success
  }

  private static func showText(
    _ paths: [String], _ loader: ExperimentLoader, _ console: Console
  ) throws -> ExitCode {
    guard let experiments = try loader.load(paths, showsWarnings: true) else { return .usage }
    for (path, experiment) in zip(paths, experiments) {
      let variants = experiment.variants.count
      let settings = experiment.settingCount
      console.output.writeLine(
        "\(path): correct; \(variants) variant\(variants == 1 ? "" : "s"), "
          + "\(settings) setting\(settings == 1 ? "" : "s")")
    }
    return .success
  }

  private static func mend(_ paths: [String], _ loader: ExperimentLoader, _ output: Output) throws {
    let fixer = FileFixer(loader)
    for path in paths {
      let outcome = try fixer.fix(path)
      guard outcome.count > 0 else { continue }
      output.write(outcome.difference)
      let mistakes = "\(outcome.count) mistake\(outcome.count == 1 ? "" : "s")"
      output.writeLine("\(path): mended \(mistakes)\n")
    }
  }
}
