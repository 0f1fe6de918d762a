/// GitHub's Markdown, aligned so that it reads as it is.
package enum MarkdownTable: TableFormat {
  package static let name = "markdown"
  package static let fileName: String? = "table.md"

  package static func render(_ table: ResultTable) -> String {
    let grid = TextGrid(table)
    let lines = grid.lines(escape)
    let rule = zip(grid.columns, grid.widths(escape)).map { column, width in
      let dashes = String(repeating: "-", count: max(3, width))
      return column.isNumeric ? dashes.dropLast() + ":" : dashes
    }
    var text = "# \(escape(table.title))\n\n"
    text += row(padded(lines[0], rule)) + row(rule)
    for line in lines.dropFirst() { text += row(padded(line, rule)) }
    return text + "\n" + table.caption.map(escape).joined(separator: "\n") + "\n"
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |\n"
  }

  /// Columns narrower than the shortest rule that Markdown knows grow to it.
  private static func padded(_ cells: [String], _ rule: [String]) -> [String] {
    zip(cells, rule).map { cell, rule in
      cell.padded(to: rule.count, right: rule.hasSuffix(":"))
    }
  }

  /// A text that Markdown shows as it is.
  package static func escape(_ text: String) -> String {
    var result = ""
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      switch character {
      case "|", "\\", "`", "*", "<": result += "\\\(character)"
      case "_":
        // An underscore between letters or digits is not emphasis: `learning_rate` stays.
        let isInner =
          index > 0 && index + 1 < characters.count && characters[index - 1].isWordlike
          && characters[index + 1].isWordlike
        result += isInner ? "_" : "\\_"
      case _ where character.isNewline: result += " "
      case _: result.append(character)
      }
    }
    return result
  }
}

extension Character {
  fileprivate var isWordlike: Bool { isLetter || isNumber || self == "_" }
}
