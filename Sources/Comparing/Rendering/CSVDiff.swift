internal import Reporting
internal import Statistics

/// For spreadsheets: a line for each cell that either side has.
enum CSVDiff: DiffFormat {
  static let name = "csv"

  static func render(_ comparison: Comparison, _ style: DiffStyle) -> String {
    let heads = [
      "experiment", "row", "row_was", "metric", "presence", "a", "b", "n_a", "n_b", "difference",
      "low", "high", "p", "p_corrected", "evidence", "verdict", "remark",
    ]
    var text = CSV.line(heads)
    for experiment in comparison.experiments {
      for (row, metric, cell) in experiment.cells {
        let result = cell.evidence.result
        let presence = row.presence.isMatched ? metric.presence : row.presence
        let numbers = [
          cell.difference, result?.interval?.lowerBound, result?.interval?.upperBound,
          result?.pValue, cell.adjustedPValue,
        ]
        text += CSV.line(
          [
            experiment.name, row.label, row.presence.oldName ?? "", metric.metric.name,
            presence.word, number(cell.a?.mean), number(cell.b?.mean),
            cell.a.map { "\($0.count)" } ?? "", cell.b.map { "\($0.count)" } ?? "",
          ] + numbers.map(number) + [cell.evidence.word, cell.verdict.rawValue, cell.remark ?? ""])
      }
    }
    return text
  }

  private static func number(_ value: Double?) -> String { value.map(DiffNumber.exact) ?? "" }
}
