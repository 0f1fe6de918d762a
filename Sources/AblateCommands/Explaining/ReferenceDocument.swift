package import Specification

/// Writes explanations as Markdown.
package enum ReferenceDocument {
  /// The reference of the experiment file.
  package static func text(_ vocabulary: Vocabulary) -> String {
    let explanations = Explanations(vocabulary)
    var text = """
      # Reference

      What an experiment file may say. `ablate explain NAME` shows the same on a terminal; this file is \
      written by `ablate explain --format markdown`.

      In `data`, `network` and `training` any value may be `$name`, a parameter, or `${…}`, an \
      expression of parameters. `[]` stands for the items of a list.

      ## Sections

      """
    for section in explanations.sections { text += "\n" + self.text(of: section, level: 3) }
    for (family, definitions) in explanations.families {
      text += "\n## \(ExplanationText.plural(of: family.name))\n"
      for definition in definitions { text += "\n" + self.text(of: definition, level: 3) }
    }
    text += table("Metrics", "metric", "meaning", explanations.metrics)
    text += table("Columns", "column", "meaning", explanations.columns)
    text += table("Errors and warnings", "code", "rule", explanations.codes)
    return text
  }

  /// Names with their summaries under a heading.
  private static func table(
    _ title: String, _ name: String, _ meaning: String, _ explanations: [Explanation]
  ) -> String {
    "\n## \(title)\n\n" + row([name, meaning]) + row(["---", "---"])
      + explanations.map { row(["`\($0.name)`", escaped($0.summary)]) }.joined()
  }

  /// One explanation under a heading; each line ends with a line feed.
  static func text(of explanation: Explanation, level: Int) -> String {
    var text = "\(String(repeating: "#", count: level)) `\(explanation.name)`\n\n"
    text += escaped(explanation.text) + "\n"
    guard !explanation.entries.isEmpty else { return text }
    let hasFacts = explanation.entries.contains { !$0.facts.isEmpty }
    let heads = ["name"] + (hasFacts ? ["accepts"] : []) + ["meaning"]
    text += "\n" + row(heads) + row(heads.map { _ in "---" })
    for entry in explanation.entries {
      let facts = hasFacts ? [escaped(entry.facts.joined(separator: "; "))] : []
      text += row(["`\(entry.name)`"] + facts + [escaped(entry.help)])
    }
    return text
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |\n"
  }

  /// Text without what Markdown would take for a table's bar or for a tag; code is kept.
  private static func escaped(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing("*", with: "\\*")
      .replacing("_", with: "\\_").unescapingCode
  }
}

extension String {
  /// Backslashes before `_` and `*` are taken away again between backticks.
  fileprivate var unescapingCode: String {
    split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
      index.isMultiple(of: 2)
        ? String(part) : String(part.replacing("\\_", with: "_").replacing("\\*", with: "*"))
    }.joined(separator: "`")
  }
}
