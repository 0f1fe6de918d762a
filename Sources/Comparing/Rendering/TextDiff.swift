internal import Diagnostics
internal import Reporting

/// For the terminal: a block for each column, in colour where that is wanted.
enum TextDiff: DiffFormat {
  static let name = "text"

  /// From so many rows on only findings are shown.
  private static let mostQuietRows = 40
  private static let mostFindings = 100
  /// Where remarks are broken.
  private static let remarkWidth = 100

  static func render(_ comparison: Comparison, _ style: DiffStyle) -> String {
    var footnotes = Footnotes(comparison.rules)
    let ink = Ink(isOn: style.usesColor)
    var text = ink.bold("\(clean(comparison.labelA)) → \(clean(comparison.labelB))") + "\n"
    text += "\(comparison.countText)\n"
    for experiment in comparison.experiments {
      text += "\n"
      if comparison.experiments.count > 1 { text += ink.bold(clean(experiment.name)) + "\n" }
      text += block(experiment, style, ink, &footnotes)
    }
    let notes =
      footnotes.texts.enumerated().flatMap { wrapped("[\($0 + 1)] ", clean($1)) }
      + Footnotes.common(comparison).flatMap { wrapped("", $0) }
    if !notes.isEmpty { text += "\n" + notes.map { ink.faint($0) + "\n" }.joined() }
    return text
  }

  private static func block(
    _ experiment: ExperimentComparison, _ style: DiffStyle, _ ink: Ink, _ footnotes: inout Footnotes
  ) -> String {
    switch experiment.presence {
    case .added: return ink.bold("the whole experiment was added") + "\n"
    case .removed: return ink.bold("the whole experiment was removed") + "\n"
    case .both, .renamed: break
    }
    let matched = experiment.rows.filter(\.presence.isMatched)
    var tables: [[DiffLine]] = []
    var quiet: [String] = []
    for index in experiment.metrics.indices {
      // A row of one side is no finding of any column: it is listed once, below all of them.
      let cells = matched.compactMap { $0.cells[index] }
      if !style.showsAll, !cells.isEmpty, cells.allSatisfy({ $0.verdict == .same }) {
        quiet.append(experiment.metrics[index].metric.name)
        continue
      }
      let lines = experiment.lines(of: index, inBothOnly: true, &footnotes)
      if !lines.isEmpty { tables.append(lines) }
    }
    // Numbers of all columns stand below each other.
    let labels = tables.flatMap { lines in
      [lines[0].metric] + shown(lines, style).map(\.row)
    }
    let width = labels.map { clean($0).displayWidth }.max() ?? 0
    var blocks = tables.map { table($0, width, style, ink) }
    if !quiet.isEmpty {
      blocks.append("the same in all rows (=): \(clean(quiet.joined(separator: ", ")))\n")
    }
    let changes = experiment.structuralChanges(withValues: true)
    if !changes.isEmpty { blocks.append(list("changed", changes, style)) }
    if !experiment.notes.isEmpty {
      let lines = experiment.notes.flatMap { wrapped("note: ", clean($0)) }
      blocks.append(lines.map { ink.warning($0) + "\n" }.joined())
    }
    return blocks.joined(separator: "\n")
  }

  private static func list(_ title: String, _ items: [String], _ style: DiffStyle) -> String {
    let shown = style.showsAll ? items : Array(items.prefix(mostQuietRows))
    let rest = items.count - shown.count
    return "\(title):\n" + shown.map { "  \(clean($0))\n" }.joined()
      + (rest > 0 ? "  … and \(rest) more (--all shows them)\n" : "")
  }

  /// A remark as lines; those that follow are indented as far as the first one's mark.
  private static func wrapped(_ mark: String, _ text: String) -> [String] {
    let indent = String(repeating: " ", count: mark.count)
    return wordWrapped(text, width: remarkWidth - mark.count).enumerated().map { index, line in
      (index == 0 ? mark : indent) + line
    }
  }

  private static func shown(_ lines: [DiffLine], _ style: DiffStyle) -> [DiffLine] {
    guard !style.showsAll, lines.count > mostQuietRows else { return lines }
    return Array(lines.filter(\.isFinding).prefix(mostFindings))
  }

  private static func table(
    _ lines: [DiffLine], _ labelWidth: Int, _ style: DiffStyle, _ ink: Ink
  ) -> String {
    let shown = shown(lines, style)
    let heads = [lines[0].metric, "A", "B", "change", "interval", "p", ""]
    let rows = shown.map { line in
      [
        line.row, line.a, line.b, line.change, line.interval, line.pValue,
        ([line.verdict] + line.notes.map { "[\($0)]" }).joined(separator: " "),
      ].map(clean)
    }
    let isText = [true, false, false, false, false, false, true]
    let used = heads.indices.filter { column in
      column < 4 || rows.contains { !$0[column].isEmpty }
    }
    let widths = heads.indices.map { column in
      ([heads] + rows).map { $0[column].displayWidth }.max() ?? 0
    }
    func width(_ column: Int) -> Int { column == 0 ? labelWidth : widths[column] }
    func line(_ cells: [String]) -> String {
      used.map { cells[$0].padded(to: width($0), right: !isText[$0]) }.joined(separator: "  ")
        .trimmingTrailing
    }
    var text = ink.bold(line(heads.map(clean))) + "\n"
    for (cells, content) in zip(rows, shown) {
      text += ink.verdict(line(cells), content) + "\n"
    }
    let rest = lines.count - shown.count
    if rest > 0 { text += "… \(rest) row\(rest == 1 ? "" : "s") not shown (--all shows them)\n" }
    return text
  }

  /// Control characters would move the cursor of a terminal.
  private static func clean(_ text: String) -> String {
    String(
      text.map { character in
        character.isNewline
          || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
          ? " " : character
      })
  }
}

/// Colours of a terminal.
private struct Ink {
  var isOn: Bool

  func bold(_ text: String) -> String { paint(text, "1") }
  func faint(_ text: String) -> String { paint(text, "2") }
  func warning(_ text: String) -> String { paint(text, "33") }

  func verdict(_ text: String, _ line: DiffLine) -> String {
    switch line.presence {
    case .added, .removed: return paint(text, "36")
    case .both, .renamed: break
    }
    switch line.cell.verdict {
    case .better: return paint(text, "32")
    case .worse: return paint(text, "1;31")
    case .notComparable: return paint(text, "33")
    case .same, .noEvidence: return text
    }
  }

  private func paint(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  fileprivate var trimmingTrailing: String {
    var copy = self
    while copy.last == " " { copy.removeLast() }
    return copy
  }
}
