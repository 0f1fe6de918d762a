internal import Reporting

/// For the comment of a pull request: findings first, everything else folded away.
enum MarkdownDiff: DiffFormat {
  static let name = "markdown"

  /// A comment holds 65,536 characters; a line of the table takes some 150.
  private static let mostLines = 150

  static func render(_ comparison: Comparison, _ style: DiffStyle) -> String {
    var footnotes = Footnotes(comparison.rules)
    var text = "### \(code(comparison.labelA)) → \(code(comparison.labelB))\n\n"
    text += "\(emphasized(comparison)).\n"
    for experiment in comparison.experiments {
      let body = block(experiment, style, &footnotes)
      if body.isEmpty { continue }
      text += comparison.experiments.count > 1 ? "\n#### \(escape(experiment.name))\n" : ""
      text += "\n" + body
    }
    let notes =
      footnotes.texts.enumerated().map { "[\($0 + 1)] \(escape($1))." }
      + Footnotes.common(comparison).map(escape)
    if !notes.isEmpty {
      text += "\n" + notes.map { "<sub>\($0)</sub>" }.joined(separator: "<br>\n") + "\n"
    }
    return text
  }

  private static func emphasized(_ comparison: Comparison) -> String {
    let worse = comparison.counts[.worse] ?? 0
    let text = comparison.countText
    return worse > 0
      ? text.replacing("\(worse) worse", with: "**\(worse) worse**", maxReplacements: 1) : text
  }

  private static func block(
    _ experiment: ExperimentComparison, _ style: DiffStyle, _ footnotes: inout Footnotes
  ) -> String {
    switch experiment.presence {
    case .added: return "The whole experiment was added.\n"
    case .removed: return "**The whole experiment was removed.**\n"
    case .both, .renamed: break
    }
    var lines: [DiffLine] = []
    for index in experiment.metrics.indices {
      lines += experiment.lines(of: index, &footnotes)
    }
    let findings = lines.filter(\.isFinding)
    let rest = lines.filter { !$0.isFinding }
    var blocks: [String] = []
    if !findings.isEmpty { blocks.append(table(findings, style)) }
    if !rest.isEmpty {
      let differing = rest.count { $0.cell.verdict == .noEvidence }
      let title =
        "\(rest.count) without a finding"
        + (differing > 0 ? " (\(differing) differ, without evidence)" : " (all the same)")
      blocks.append(folded(title, table(rest, style)))
    }
    let changes = experiment.structuralChanges
    if !changes.isEmpty {
      let items = bulleted(changes)
      blocks.append(
        changes.count > 8
          ? folded("\(changes.count) changes of rows, columns and settings", items) : items)
    }
    blocks += experiment.notes.map { "> [!WARNING]\n> \(escape($0))\n" }
    return blocks.joined(separator: "\n")
  }

  private static func folded(_ title: String, _ body: String) -> String {
    "<details><summary>\(title)</summary>\n\n\(body)\n</details>\n"
  }

  private static func bulleted(_ items: [String]) -> String {
    let shown = items.prefix(mostLines)
    let rest = items.count - shown.count
    return shown.map { "- \(escape($0))\n" }.joined()
      + (rest > 0 ? "- … and \(rest) more\n" : "")
  }

  private static func table(_ lines: [DiffLine], _ style: DiffStyle) -> String {
    let shown = style.showsAll ? lines : Array(lines.prefix(mostLines))
    let heads = ["row", "metric", "A", "B", "change", "interval", "p", "verdict"]
    let rows = shown.map { line in
      [
        escape(line.row), escape(line.metric), line.a, line.b, line.change, line.interval,
        escape(line.pValue), verdict(line),
      ]
    }
    let used = heads.indices.filter { column in
      column < 5 || column == 7 || rows.contains { !$0[column].isEmpty }
    }
    func row(_ cells: [String]) -> String {
      "| " + used.map { cells[$0] }.joined(separator: " | ") + " |\n"
    }
    let rule = used.map { (2...6).contains($0) ? "---:" : "---" }.joined(separator: " | ")
    var text = row(heads) + "| \(rule) |\n" + rows.map(row).joined()
    let rest = lines.count - shown.count
    if rest > 0 { text += "\n… and \(rest) more.\n" }
    return text
  }

  private static func verdict(_ line: DiffLine) -> String {
    let notes = line.notes.map { " [\($0)]" }.joined()
    guard line.presence.isMatched else { return line.verdict }
    switch line.cell.verdict {
    case .better: return "🟢 better" + notes
    case .worse: return "🔴 **worse**" + notes
    case .notComparable: return "❔ not comparable" + notes
    case .noEvidence: return "\\~" + notes
    case .same: return "=" + notes
    }
  }

  private static func escape(_ text: String) -> String { MarkdownTable.escape(text) }

  /// A label as code; backquotes in it would end it.
  private static func code(_ text: String) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    return line.contains("`") ? escape(line) : "`\(line.replacing("|", with: "\\|"))`"
  }
}
