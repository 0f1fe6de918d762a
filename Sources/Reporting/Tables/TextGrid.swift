internal import Specification
internal import Statistics

/// A table for people as texts: what Markdown, LaTeX and the terminal have in common.
struct TextGrid {
  struct Column {
    var heading: String
    /// Numbers stand on the right.
    var isNumeric: Bool
    var cells: [String]
  }

  var columns: [Column]

  init(_ table: ResultTable) {
    columns = [
      Column(heading: table.heading, isNumeric: false, cells: table.rows.map(\.name))
    ]
    for (index, column) in table.columns.enumerated() {
      columns.append(Self.column(index, column, of: table))
    }
    let hasCount = table.columns.contains { $0.content == .count }
    if table.countMatters && !hasCount {
      columns.append(
        Column(heading: "n", isNumeric: true, cells: table.rows.map(\.countText)))
    }
  }

  private static func column(
    _ index: Int, _ declaration: Report.Column, of table: ResultTable
  ) -> Column {
    let decimals = decimals(of: index, declaration, table)
    let cells = table.rows.map { row -> String in
      switch row.cells[index] {
      case .text(let text): text
      case .tuned(let values): values.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
      case .count: row.countText
      case .measurement(nil, _): row.absence.isEmpty ? "–" : row.absence
      case .measurement(.some(let summary), let quantity):
        text(summary, quantity, declaration.style, decimals)
      }
    }
    let isNumeric: Bool
    switch declaration.content {
    case .description, .tuned: isNumeric = false
    case .parameter: isNumeric = cells.allSatisfy { $0.isEmpty || Double($0) != nil }
    case .metric, .count, .selectionScore: isNumeric = true
    }
    return Column(heading: declaration.heading, isNumeric: isNumeric, cells: cells)
  }

  /// Digits after the point, the same for a whole column.
  ///
  /// Without a wish: 2 for percent, 4 for fractions, and for losses as many more as the smallest
  /// needs to show three digits.
  private static func decimals(
    of index: Int, _ declaration: Report.Column, _ table: ResultTable
  ) -> Int {
    if let digits = declaration.digits { return digits }
    let summaries = table.rows.compactMap { row -> (Summary, Metric.Quantity)? in
      guard case .measurement(.some(let summary), let quantity) = row.cells[index] else {
        return nil
      }
      return (summary, quantity)
    }
    if summaries.contains(where: { $0.1 == .accuracy }) {
      return declaration.style == .percent ? 2 : 4
    }
    var digits = 4
    for (summary, _) in summaries where summary.mean != 0 {
      var (magnitude, needed) = (abs(summary.mean), 2)
      while magnitude < 1 && needed < 10 { (magnitude, needed) = (magnitude * 10, needed + 1) }
      digits = max(digits, needed)
    }
    return digits
  }

  private static func text(
    _ summary: Summary, _ quantity: Metric.Quantity, _ style: Report.Column.Style, _ decimals: Int
  ) -> String {
    let isPercent = style == .percent && quantity == .accuracy
    func number(_ value: Double) -> String {
      // From a million on a fixed point no longer reads well.
      abs(value) < 1e6
        ? NumberText.fixed(isPercent ? 100 * value : value, decimals)
        : NumberText.significant(value, 5)
    }
    let interval = summary.halfWidth.map { " ± \(number($0))" } ?? ""
    return number(summary.mean) + interval + (isPercent ? "%" : "")
  }

  /// The columns' widths when every text is escaped.
  func widths(_ escape: (String) -> String) -> [Int] {
    columns.map { column in
      ([column.heading] + column.cells).map { escape($0).displayWidth }.max() ?? 0
    }
  }

  /// The texts of each row, padded to the columns' widths.
  func lines(_ escape: (String) -> String) -> [[String]] {
    let widths = widths(escape)
    func line(_ text: (Column) -> String) -> [String] {
      zip(columns, widths).map { column, width in
        escape(text(column)).padded(to: width, right: column.isNumeric)
      }
    }
    let rows = columns.first?.cells.indices ?? 0..<0
    return [line(\.heading)] + rows.map { row in line { $0.cells[row] } }
  }
}
