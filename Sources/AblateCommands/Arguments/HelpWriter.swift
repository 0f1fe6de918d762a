internal import Reporting
/// Writes help from the same tables that parsing uses.
package enum HelpWriter {
  /// Longest line of the help.
  private static let width = 80

  /// The help of one subcommand.
  package static func help(of subcommand: any Subcommand.Type) -> String {
    let options = subcommand.options + [Option.help]
    let usage = ["ablate", subcommand.name, "[OPTION…]", subcommand.operands]
    var text = "Usage: " + usage.filter { !$0.isEmpty }.joined(separator: " ") + "\n"
    for paragraph in subcommand.discussion.split(separator: "\n", omittingEmptySubsequences: true) {
      text += "\n" + wrap(String(paragraph), indent: 0).joined(separator: "\n") + "\n"
    }
    text += "\nOptions:\n"
    text += table(options.map { (heading(of: $0), help(of: $0)) })
    return text
  }

  /// The help of the whole tool.
  package static func overview(_ subcommands: [any Subcommand.Type]) -> String {
    """
    Usage: ablate COMMAND [OPTION…] …

    Turns an experiment file into a result table.

    Commands:
    \(table(subcommands.map { ($0.name, $0.summary) }))
    Options:
    \(table([("-h, --help", Option.help.help), ("    --version", "show the version and exit")]))
    'ablate COMMAND --help' says more about a command.

    """
  }

  /// An option as the help lists it: `-j, --jobs N`.
  package static func heading(of option: Option) -> String {
    let short = option.short.map { "-\($0), " } ?? "    "
    return short + "--\(option.name)" + (option.value.map { " \($0)" } ?? "")
  }

  private static func help(of option: Option) -> String {
    option.isRepeatable ? option.help + " (repeatable)" : option.help
  }

  /// Two columns; the second wraps.
  package static func table(_ rows: [(String, String)]) -> String {
    let indent = 2 + (rows.map { $0.0.displayWidth }.max() ?? 0) + 2
    return rows.map { heading, text in
      let padding = String(repeating: " ", count: indent - 2 - heading.displayWidth)
      let lines = wrap(text, indent: indent)
      return "  \(heading)\(padding)"
        + lines.joined(separator: "\n" + String(repeating: " ", count: indent)) + "\n"
    }.joined()
  }

  /// The lines of a text that stands right of a margin.
  static func wrap(_ text: String, indent: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.displayWidth + 1 + word.count > width - indent {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? String(word) : " \(word)"
    }
    return lines + [line]
  }
}
