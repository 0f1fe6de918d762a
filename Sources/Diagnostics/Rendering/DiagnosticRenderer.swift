/// Shows diagnostics to people: the place, the line itself and a mark below the offending text.
///
///     experiments/a.yaml:12:9: error: unknown key 'learing_rate' [E0201]
///        |
///     12 |   sgd: {learing_rate: 0.1}
///        |         ^^^^^^^^^^^^
///        = help: did you mean 'learning_rate'?
package struct DiagnosticRenderer: Sendable {
  /// Whether to colour the output; the caller knows the terminal and `NO_COLOR`.
  package var usesColor: Bool

  /// The columns of a line of source that are shown at most.
  package var excerptWidth: Int

  /// After so many diagnostics the others are counted only; errors come before warnings then.
  package var maximumCount: Int

  package init(usesColor: Bool = false, excerptWidth: Int = 100, maximumCount: Int = 50) {
    self.usesColor = usesColor
    self.excerptWidth = max(excerptWidth, 20)
    self.maximumCount = maximumCount
  }

  /// All diagnostics sorted by place, then the summary; empty for an empty list.
  package func render(_ list: DiagnosticList) -> String {
    if list.isEmpty { return "" }
    // Of too many, warnings are left out first.
    var room = [
      Severity.error: maximumCount, .warning: max(0, maximumCount - list.errorCount),
    ]
    let shown = list.sorted.filter { diagnostic in
      room[diagnostic.severity, default: 0] -= 1
      return room[diagnostic.severity, default: 0] >= 0
    }
    var blocks = shown.map(render)
    if shown.count < list.diagnostics.count {
      blocks.append("… and \(list.diagnostics.count - shown.count) more\n")
    }
    blocks.append(style(list.summary, .strong) + "\n")
    return blocks.joined(separator: "\n")
  }

  /// One diagnostic with its excerpt, hint and notes; each line ends with a line feed.
  package func render(_ diagnostic: Diagnostic) -> String {
    let ranges = [diagnostic.range] + diagnostic.notes.compactMap(\.range)
    let gutter = ranges.map { String($0.start.line).count }.max() ?? 1
    let ink = Ink(diagnostic.severity)
    let label = style("\(diagnostic.severity.rawValue):", ink)
    let message = style(DisplayLine.visible(diagnostic.message), .strong)
    let code = style("[\(diagnostic.code.rawValue)]", .faint)
    var lines = ["\(place(of: diagnostic.range)) \(label) \(message) \(code)"]
    lines += excerpt(diagnostic.range, gutter: gutter, mark: "^", ink: ink)
    if let hint = diagnostic.hint {
      lines += remark("help", hint, gutter: gutter, ink: .help)
    }
    for note in diagnostic.allNotes {
      if let range = note.range {
        let text = DisplayLine.visible(note.message)
        lines.append("\(place(of: range)) \(style("note:", .note)) \(text)")
        lines += excerpt(range, gutter: gutter, mark: "-", ink: .note)
      } else {
        lines += remark("note", note.message, gutter: gutter, ink: .note)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func place(of range: SourceRange) -> String {
    let name = DisplayLine.visible(range.file.name)
    // A file that could not be read has no lines to point into.
    if range.file.text.isEmpty { return style("\(name):", .strong) }
    return style("\(name):\(range.start.line):\(range.start.column):", .strong)
  }

  private func remark(_ label: String, _ text: String, gutter: Int, ink: Ink) -> [String] {
    let margin = String(repeating: " ", count: gutter + 1)
    let indent = margin + String(repeating: " ", count: label.count + 4)
    return wordWrapped(text, width: excerptWidth).enumerated().map { number, line in
      number == 0
        ? "\(margin)\(style("=", .gutter)) \(style("\(label):", ink)) \(line)" : indent + line
    }
  }
}

extension DiagnosticRenderer {
  /// The first line of a range with marks below it.
  private func excerpt(_ range: SourceRange, gutter: Int, mark: String, ink: Ink) -> [String] {
    guard !range.file.text.isEmpty else { return [] }
    let (source, dropped) = vicinity(of: range)
    let line = DisplayLine(source)
    let start = line.width(ofFirst: range.start.column - 1 - dropped)
    let isWithinLine = range.end.line == range.start.line
    let end =
      isWithinLine
      ? line.width(ofFirst: range.end.column - 1 - dropped) : contentWidth(source)
    let (text, marks) = cut(line, around: start..<max(start + 1, end), mark: mark)
    let blank = String(repeating: " ", count: gutter + 1) + style("|", .gutter)
    let digits = String(range.start.line)
    let number = String(repeating: " ", count: gutter - digits.count) + digits
    return [
      blank,
      "\(style("\(number) |", .gutter))\(text.isEmpty ? "" : " ")\(text)",
      "\(blank) \(marks.indent)\(style(marks.text, ink))",
    ]
  }

  /// The part of a line that an excerpt can show, and the number of scalars left out before it.
  ///
  /// A line may be megabytes long.
  private func vicinity(of range: SourceRange) -> (text: String, dropped: Int) {
    let scalars = range.file.line(range.start.line).unicodeScalars
    let reach = 4 * excerptWidth
    let dropped = max(0, range.start.column - 1 - reach)
    return (String(scalars.dropFirst(dropped).prefix(2 * reach)), dropped)
  }

  /// The columns of a line up to its last character that is not blank.
  private func contentWidth(_ line: String) -> Int {
    let scalars = line.unicodeScalars
    let count = scalars.reversed().drop { $0.properties.isWhitespace }.count
    return DisplayLine(line).width(ofFirst: count)
  }

  /// The part of a line around the marked columns that fits, with the marks below it.
  private func cut(
    _ line: DisplayLine, around marked: Range<Int>, mark: String
  ) -> (text: String, marks: (indent: String, text: String)) {
    var window = 0..<excerptWidth
    let context = excerptWidth / 4
    if line.width > excerptWidth, marked.upperBound > excerptWidth - 1,
      marked.lowerBound > context
    {
      let start = min(marked.lowerBound - context, line.width + 1 - excerptWidth)
      window = start..<(start + excerptWidth)
    }
    let cutsStart = window.lowerBound > 0
    let cutsEnd = line.width > window.upperBound
    let inner = (window.lowerBound + (cutsStart ? 1 : 0))..<(window.upperBound - (cutsEnd ? 1 : 0))
    let shown = line.text(columns: inner)
    let text = (cutsStart ? "…" : "") + shown.text + (cutsEnd ? "…" : "")
    let offset = shown.start - (cutsStart ? 1 : 0)
    let first = max(marked.lowerBound, shown.start) - offset
    let last = min(marked.upperBound, max(shown.end, marked.lowerBound + 1)) - offset
    return (
      Self.withoutTrailingBlanks(text),
      (
        String(repeating: " ", count: first),
        String(repeating: mark, count: max(1, last - first))
      )
    )
  }

  private static func withoutTrailingBlanks(_ text: String) -> String {
    let kept = text.unicodeScalars.reversed().drop { $0 == " " }.reversed()
    return String(String.UnicodeScalarView(kept))
  }
}

extension DiagnosticList {
  /// How many errors and warnings there are: `3 errors, 1 warning`.
  package var summary: String {
    func count(_ number: Int, _ noun: String) -> String? {
      number == 0 ? nil : "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
    let parts = [count(errorCount, "error"), count(warningCount, "warning")].compactMap { $0 }
    return parts.isEmpty ? "no errors" : parts.joined(separator: ", ")
  }
}
