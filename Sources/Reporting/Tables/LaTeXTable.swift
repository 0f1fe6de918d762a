/// A `tabular` in the style of the booktabs package, to be put into a document.
package enum LaTeXTable: TableFormat {
  package static let name = "latex"
  package static let fileName: String? = nil

  package static func render(_ table: ResultTable) -> String {
    let grid = TextGrid(table)
    let lines = grid.lines(escape)
    let alignment = grid.columns.map { $0.isNumeric ? "r" : "l" }.joined()
    var text = "% needs \\usepackage{booktabs}\n"
    text += "\\begin{table}\n  \\centering\n"
    text += "  \\caption{\(escape(table.title)). \(escape(table.caption.joined(separator: " ")))}\n"
    text += "  \\begin{tabular}{\(alignment)}\n    \\toprule\n"
    text += row(lines[0]) + "    \\midrule\n"
    for line in lines.dropFirst() { text += row(line) }
    return text + "    \\bottomrule\n  \\end{tabular}\n\\end{table}\n"
  }

  private static func row(_ cells: [String]) -> String {
    "    \(cells.joined(separator: " & ")) \\\\\n"
  }

  private static func escape(_ text: String) -> String {
    text.map { character in
      switch character {
      case "&", "%", "$", "#", "_", "{", "}": "\\\(character)"
      case "\\": "\\textbackslash{}"
      case "~": "\\textasciitilde{}"
      case "^": "\\textasciicircum{}"
      case "<": "\\textless{}"
      case ">": "\\textgreater{}"
      case "|": "\\textbar{}"
      case "\"": "\\textquotedbl{}"
      case "±": "$\\pm$"
      case "–": "--"
      case _ where character.isNewline: " "
      case _: String(character)
      }
    }.joined()
  }
}
