/// One subcommand: its options declare parsing and help, `run` does the work.
package protocol Subcommand: Sendable {
  static var name: String { get }

  /// What it does, in one clause in lower case, for the list of subcommands.
  static var summary: String { get }

  /// The operands as the usage line shows them: `FILE…`; empty when there are none.
  static var operands: String { get }

  /// One paragraph or more for the help, without a line break inside a paragraph.
  static var discussion: String { get }

  /// In the order of the help, without `--help`.
  static var options: [Option] { get }

  /// Does the work.
  ///
  /// - Throws: `UsageError` for a command line that makes no sense; any other error is an
  ///   environment that does not allow the work.
  static func run(_ arguments: ParsedArguments, on console: Console) throws -> ExitCode
}

extension Subcommand {
  package static var operands: String { "" }
}
