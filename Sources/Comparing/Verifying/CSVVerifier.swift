internal import Diagnostics

/// Finds the cells in which a CSV file differs from what it should be.
package enum CSVVerifier {
  /// Compares two files.
  ///
  /// - Parameters:
  ///   - found: The file as it is.
  ///   - expected: The file as it should be.
  ///   - keys: The columns that name a row.
  ///   - path: As messages show it.
  /// - Returns: One entry for each cell or row; empty only when the bytes are equal.
  package static func discrepancies(
    _ found: [UInt8], expected: [UInt8], keys: [String], path: String
  ) -> [FileDiscrepancy] {
    if found == expected { return [] }
    var diagnostics = DiagnosticList()
    guard let expectedDocument = CSVReader.read(expected, name: path, into: &diagnostics) else {
      preconditionFailure("a file that was just rendered cannot be read")
    }
    guard let document = CSVReader.read(found, name: path, into: &diagnostics) else {
      return diagnostics.sorted.map {
        FileDiscrepancy(path, line: $0.range.start.line, $0.message)
      }
    }
    let heads = differentHeads(document, expectedDocument, path)
    if !heads.isEmpty { return heads }
    let pair = Pair(found: document, expected: expectedDocument, keys: keys, path: path)
    let result = pair.discrepancies
    return result.isEmpty ? [pair.differenceInForm(found, expected)] : result
  }

  private static func differentHeads(
    _ found: CSVDocument, _ expected: CSVDocument, _ path: String
  ) -> [FileDiscrepancy] {
    if found.heads == expected.heads { return [] }
    let missing = expected.heads.filter { !found.heads.contains($0) }
      .map { FileDiscrepancy(path, line: 1, column: $0, "is missing") }
    let extra = found.heads.filter { !expected.heads.contains($0) }
      .map { FileDiscrepancy(path, line: 1, column: $0, "should not be there") }
    let all = missing + extra
    return all.isEmpty ? [FileDiscrepancy(path, line: 1, "the columns have another order")] : all
  }

  /// Two files with the same columns.
  private struct Pair {
    let found: CSVDocument
    let expected: CSVDocument
    let keys: [String]
    let path: String

    var discrepancies: [FileDiscrepancy] {
      if found.rowCount == expected.rowCount {
        let places = (0..<expected.rowCount).flatMap { cells($0, $0) }
        let isPermuted = !places.isEmpty && lines(found).sorted() == lines(expected).sorted()
        return isPermuted
          ? [FileDiscrepancy(path, line: places[0].line, "the rows have another order")] : places
      }
      return matched
    }

    /// Rows matched by their keys, for files with rows too many or too few.
    private var matched: [FileDiscrepancy] {
      var places: [String: [Int]] = [:]
      for row in 0..<found.rowCount { places[key(found, row), default: []].append(row) }
      var result: [FileDiscrepancy] = []
      for row in 0..<expected.rowCount {
        let name = key(expected, row)
        guard var rows = places[name], !rows.isEmpty else {
          result.append(FileDiscrepancy(path, row: name, "is missing"))
          continue
        }
        result += cells(rows.removeFirst(), row)
        places[name] = rows
      }
      let extra = places.values.flatMap(\.self).sorted()
      return result
        + extra.map {
          FileDiscrepancy(
            path, line: found.line($0), row: key(found, $0), "should not be there")
        }
    }

    private func cells(_ row: Int, _ expectedRow: Int) -> [FileDiscrepancy] {
      found.heads.indices.compactMap { column in
        let actual = found.text(row, column)
        let right = expected.text(expectedRow, column)
        if actual == right { return nil }
        return FileDiscrepancy(
          path, line: found.line(row), row: key(expected, expectedRow),
          column: found.heads[column], FileDiscrepancy.mismatch(actual, right))
      }
    }

    private func key(_ document: CSVDocument, _ row: Int) -> String {
      keys.compactMap { document.column($0).map { document.text(row, $0) } }
        .joined(separator: ", ")
    }

    /// The rows, with something between cells that no cell has.
    private func lines(_ document: CSVDocument) -> [String] {
      (0..<document.rowCount).map { row in
        document.heads.indices.map { document.text(row, $0) }.joined(separator: "\u{0}")
      }
    }

    /// The first line that differs although all cells are equal: quotes, line ends, blank lines.
    func differenceInForm(_ found: [UInt8], _ expected: [UInt8]) -> FileDiscrepancy {
      let common = zip(found, expected).prefix { $0 == $1 }.map(\.0)
      let line = common.count { $0 == UInt8(ascii: "\n") } + 1
      return FileDiscrepancy(
        path, line: line, "the cells are right, but not written as the program writes them")
    }
  }
}
