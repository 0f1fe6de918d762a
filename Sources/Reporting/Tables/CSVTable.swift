internal import Specification
internal import Statistics

/// For programs: raw keys as heads, fractions, an interval beside every metric.
package enum CSVTable: TableFormat {
  package static let name = "csv"
  package static let fileName: String? = "table.csv"

  package static func render(_ table: ResultTable) -> String {
    var columns: [(key: String, cells: [String])] = [("variant", table.rows.map(\.name))]
    func add(_ key: String, _ cell: (ResultTable.Row) -> String) {
      // The same column twice would make the file ambiguous.
      if !columns.contains(where: { $0.key == key }) { columns.append((key, table.rows.map(cell))) }
    }
    for (index, column) in table.columns.enumerated() {
      switch column.content {
      case .description: add("description") { text($0.cells[index]) }
      case .parameter(let name): add(name) { text($0.cells[index]) }
      case .tuned:
        for axis in table.axes { add(axis) { chosen(axis, in: $0.cells[index]) } }
      case .metric(let metric):
        add(metric.name) { mean($0.cells[index]) }
        add("\(metric.name)_ci95") { halfWidth($0.cells[index]) }
      case .selectionScore: add("selection_score") { mean($0.cells[index]) }
      case .count: add("n", \.countText)
      }
    }
    add("n", \.countText)
    return CSV.line(columns.map(\.key))
      + table.rows.indices.map { row in CSV.line(columns.map { $0.cells[row] }) }.joined()
  }

  private static func text(_ cell: ResultTable.Cell) -> String {
    switch cell {
    case .text(let text): text
    case .tuned, .measurement, .count: ""
    }
  }

  private static func chosen(_ axis: String, in cell: ResultTable.Cell) -> String {
    switch cell {
    case .tuned(let values): values.first { $0.name == axis }?.value ?? ""
    case .text, .measurement, .count: ""
    }
  }

  private static func mean(_ cell: ResultTable.Cell) -> String {
    switch cell {
    case .measurement(let summary, let quantity):
      summary.map { NumberText.raw($0.mean, quantity) } ?? ""
    case .text, .tuned, .count: ""
    }
  }

  private static func halfWidth(_ cell: ResultTable.Cell) -> String {
    switch cell {
    case .measurement(let summary, let quantity):
      summary?.halfWidth.map { NumberText.raw($0, quantity) } ?? ""
    case .text, .tuned, .count: ""
    }
  }
}
