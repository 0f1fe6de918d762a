/// Shows the help of the tool or of a command.
package enum HelpCommand: Subcommand {
  package static let name = "help"
  package static let summary = "show this list, or the help of a command"
  package static let operands = "[COMMAND]"
  package static let discussion = "Shows the list of commands, or the help of one of them."
  package static let options: [Option] = []

  package static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode {
    guard arguments.operands.count <= 1 else { throw UsageError("expects at most one command") }
    guard let name = arguments.operands.first else {
      console.output.write(HelpWriter.overview(SubcommandRegistry.all))
      return .success
    }
    guard let subcommand = SubcommandRegistry.subcommand(named: name) else {
      throw Tool.unknown(name)
    }
    console.output.write(HelpWriter.help(of: subcommand))
    return .success
  }
}
