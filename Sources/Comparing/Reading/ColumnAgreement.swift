package import Diagnostics

/// Finds columns that are numbers on one side of a comparison and texts on the other.
///
/// One file cannot tell a column of texts from one of numbers with a mistake in it; the other can.
/// Without this a single bad cell would hide its column.
package enum ColumnAgreement {
  /// Reports each cell that must be a number because its column is one of numbers on the other side.
  package static func check(
    _ a: [ResultSet], _ b: [ResultSet], into diagnostics: inout DiagnosticList
  ) {
    for old in a {
      for new in b where old.name == new.name || a.count == 1 && b.count == 1 {
        check(old, against: new, into: &diagnostics)
        check(new, against: old, into: &diagnostics)
      }
    }
  }

  private static func check(
    _ set: ResultSet, against other: ResultSet, into diagnostics: inout DiagnosticList
  ) {
    guard let document = set.document else { return }
    var count = 0
    for metric in other.metrics where set.attributeNames.contains(metric.name) {
      guard let column = document.column(metric.name) else { continue }
      for row in 0..<document.rowCount
      where count < NumberMistake.most && !document.isEmpty(row, column)
        && document.number(row, column) == nil
      {
        NumberMistake.report(row, column, of: document, into: &diagnostics)
        count += 1
      }
    }
  }
}
