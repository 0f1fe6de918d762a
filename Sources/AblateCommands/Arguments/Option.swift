/// One option of a subcommand; parsing and help derive from it.
package struct Option: Hashable, Sendable {
  /// Without the dashes, in kebab case.
  package var name: String
  package var short: Character?
  /// What stands for the value in the help: `DIR`; `nil`: the option takes none.
  package var value: String?
  package var isRepeatable: Bool
  /// One sentence without full stop, in lower case.
  package var help: String

  package init(
    _ name: String, short: Character? = nil, value: String? = nil, isRepeatable: Bool = false,
    help: String
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.isRepeatable = isRepeatable
    self.help = help
  }

  /// Offered by every subcommand.
  package static let help = Option("help", short: "h", help: "show this help and exit")
}
