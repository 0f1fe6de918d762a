internal import Foundation
internal import Specification

/// Writes a starting file.
package enum InitCommand: Subcommand {
  package static let name = "init"
  package static let summary = "write a commented experiment file to start from"
  package static let operands = "[FILE]"
  package static let discussion = """
    Writes an experiment that is correct and runs without any data at hand, to be changed step by \
    step. Kinds: \(kinds). Never overwrites a file; the usual one is experiment.yaml.
    """

  static let kind = Option(
    "kind", value: "KIND",
    help: StartingKind.allCases.map(\.rawValue).joined(separator: ", ") + " (default: minimal)")
  package static let options = [kind]

  private static var kinds: String {
    StartingKind.allCases.map { "\($0.rawValue) (\($0.summary))" }.joined(separator: ", ")
  }

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    let words = StartingKind.allCases.map(\.rawValue)
    let word = try arguments.choice(of: kind, among: words)
    let kind = word.flatMap { StartingKind(rawValue: $0) } ?? .minimal
    guard arguments.operands.count <= 1 else { throw UsageError("expects at most one file") }
    let path = arguments.operands.first ?? "experiment.yaml"
    let url = URL(filePath: path)
    try checkName(url.lastPathComponent, of: path)
    let text = kind.text(name: experimentName(url.deletingPathExtension().lastPathComponent))
    do {
      try Data(text.utf8).write(to: url, options: .withoutOverwriting)
    } catch CocoaError.fileWriteFileExists {
      throw UsageError("'\(path)' is there already", hint: "name another file")
    } catch {
      throw EnvironmentError("cannot write '\(path)': its folder is not there or not writable")
    }
    console.output.writeLine("wrote \(path); try: ablate run \(ShellWord.operand(path))")
    return .success
  }

  /// Refuses a name that stands for something else than a file, or that consists of an ending.
  private static func checkName(_ name: String, of path: String) throws(UsageError) {
    let isEnding = [".yaml", ".yml"].contains(name.lowercased())
    guard path == "-" || isEnding || path.isEmpty else { return }
    throw UsageError(
      "'\(path)' is no name for an experiment file", hint: "name it, for example experiment.yaml")
  }

  /// The name of a file as the name of an experiment.
  static func experimentName(_ stem: String) -> String {
    ExperimentName.nearest(to: stem) ?? "experiment"
  }
}
