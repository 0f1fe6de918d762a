/// For the terminal: no markup, columns two spaces apart.
package enum TextTable: TableFormat {
  package static let name = "text"
  package static let fileName: String? = nil

  package static func render(_ table: ResultTable) -> String {
    let grid = TextGrid(table)
    let lines = grid.lines(cell)
    let rule = grid.widths(cell).map { String(repeating: "─", count: $0) }
    var text = escape(table.title) + "\n\n"
    for line in [lines[0], rule] + lines.dropFirst() {
      text += line.joined(separator: "  ").trimmingTrailingSpaces + "\n"
    }
    return text + "\n" + table.caption.map(escape).joined(separator: "\n") + "\n"
  }

  private static let widestCell = 72

  /// A cell's text; long descriptions would break the lines of most terminals.
  private static func cell(_ text: String) -> String {
    escape(text).shortened(to: widestCell)
  }

  /// Control characters would move the cursor of a terminal.
  private static func escape(_ text: String) -> String {
    String(text.map { $0.isNewline || $0.isControl ? " " : $0 })
  }
}

extension String {
  fileprivate var trimmingTrailingSpaces: String {
    var copy = self
    while copy.last == " " { copy.removeLast() }
    return copy
  }
}

extension Character {
  fileprivate var isControl: Bool {
    unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
