/// Shows the version.
package enum VersionCommand: Subcommand {
  package static let name = "version"
  package static let summary = "show the version"
  package static let discussion = "Shows the version of the tool."
  package static let options: [Option] = []

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    guard arguments.operands.isEmpty else { throw UsageError("expects no operands") }
    console.output.writeLine("ablate \(Tool.version)")
    return .success
  }
}
