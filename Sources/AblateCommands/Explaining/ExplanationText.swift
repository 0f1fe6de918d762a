internal import Reporting
internal import Specification

/// Writes explanations for a terminal.
enum ExplanationText {
  private static let indent = 2

  /// One explanation; each line ends with a line feed.
  ///
  /// - Parameters:
  ///   - explanation: What is explained.
  ///   - example: A diagnostic that shows it, as `check` writes it; empty for none.
  /// - Returns: The text.
  static func text(of explanation: Explanation, example: String = "") -> String {
    let kind = explanation.kind.isEmpty ? "" : " (\(explanation.kind))"
    var text = "\(explanation.name)\(kind)\n\n"
    text += HelpWriter.wrap(explanation.text, indent: 0).joined(separator: "\n") + "\n"
    if !explanation.entries.isEmpty {
      text += "\n\(explanation.entriesTitle):\n" + table(explanation.entries)
    }
    if !example.isEmpty { text += "\nExample:\n\n" + example }
    return text
  }

  /// Everything that can be explained.
  static func list(of explanations: Explanations) -> String {
    var text = "Sections:\n" + summaries(explanations.sections)
    for (family, definitions) in explanations.families {
      text += "\n\(plural(of: family.name)):\n" + summaries(definitions)
    }
    text += "\nMetrics:\n" + summaries(explanations.metrics)
    text += "\nColumns:\n" + summaries(explanations.columns)
    let codes = explanations.codes.map(\.name).joined(separator: " ")
    text += "\nErrors and warnings:\n"
    text += HelpWriter.wrap(codes, indent: indent).map { "  \($0)\n" }.joined()
    let more = """
      Keys and settings can be named alone or with their place: 'batch_size', \
      'training.batch_size', 'momentum', 'sgd.momentum'.
      """
    return text + "\n" + HelpWriter.wrap(more, indent: 0).joined(separator: "\n") + "\n"
  }

  /// A family as a heading over its definitions.
  static func plural(of family: String) -> String {
    let family = family == "dataset" ? "data set" : family
    let plural =
      if family.hasSuffix("s") {
        "\(family)es"
      } else if family.hasSuffix("y") {
        "\(family.dropLast())ies"
      } else {
        "\(family)s"
      }
    return plural.prefix(1).uppercased() + plural.dropFirst()
  }

  private static func summaries(_ explanations: [Explanation]) -> String {
    HelpWriter.table(explanations.map { ($0.name, $0.summary) })
  }

  /// Names with what is accepted, and the help below.
  private static func table(_ entries: [Explanation.Entry]) -> String {
    let width = entries.map(\.name.displayWidth).max() ?? 0
    let margin = indent + width + 2
    let start = String(repeating: " ", count: margin)
    return entries.map { entry in
      let facts = entry.facts.joined(separator: "; ")
      let paragraphs = [facts, entry.help].filter { !$0.isEmpty }
      let lines = paragraphs.flatMap { HelpWriter.wrap($0, indent: margin) }
      return "  " + entry.name.padded(to: width, right: false) + "  "
        + lines.joined(separator: "\n" + start) + "\n"
    }.joined()
  }
}
