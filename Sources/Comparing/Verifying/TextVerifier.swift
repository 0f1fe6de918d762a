/// Finds the lines, and in a Markdown table the rows and cells, in which a text differs from what it should
/// be.
package enum TextVerifier {
  /// Compares two texts.
  ///
  /// - Parameters:
  ///   - found: The file as it is.
  ///   - expected: The file as it should be.
  ///   - path: As messages show it.
  /// - Returns: One entry for each cell, row or line; empty only when the bytes are equal.
  package static func discrepancies(
    _ found: [UInt8], expected: [UInt8], path: String
  ) -> [FileDiscrepancy] {
    if found == expected { return [] }
    let (lines, right) = (Self.lines(found), Self.lines(expected))
    let result =
      tableDiscrepancies(lines, right, path) ?? discrepancies(lines[...], right[...], path)
    // Equal lines and other bytes: something that is no UTF-8.
    return result.isEmpty ? [FileDiscrepancy(path, "it is not the text that it should be")] : result
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Compares lines that stand at the same places.
  private static func discrepancies(
    _ lines: ArraySlice<String>, _ right: ArraySlice<String>, _ path: String
  ) -> [FileDiscrepancy] {
    var result: [FileDiscrepancy] = []
    for (index, expected) in zip(lines.indices, right) where lines[index] != expected {
      result.append(
        FileDiscrepancy(
          path, line: index + 1, FileDiscrepancy.mismatch(lines[index], expected)))
    }
    if lines.count < right.count {
      let count = right.count - lines.count
      result.append(
        FileDiscrepancy(
          path, line: lines.endIndex,
          "it ends here, and \(count) more line\(count == 1 ? "" : "s") should follow"))
    } else if lines.count > right.count {
      result.append(
        FileDiscrepancy(
          path, line: lines.startIndex + right.count + 1, "from here on nothing should follow"))
    }
    return result
  }

  // MARK: Tables

  /// Compares texts that have a table at the same place, row by row.
  ///
  /// - Returns: `nil` where they do not.
  private static func tableDiscrepancies(
    _ lines: [String], _ right: [String], _ path: String
  ) -> [FileDiscrepancy]? {
    let (found, expected) = (table(lines), table(right))
    // The heads and the rule below them.
    guard found.lowerBound == expected.lowerBound, found.count >= 2, expected.count >= 2 else {
      return nil
    }
    let heads = cells(right[expected.lowerBound])
    let first = found.lowerBound + 2
    let rows = MarkdownRows(
      found: lines[first..<found.upperBound].map { ($0, cells($0).first ?? "") },
      expected: right[first..<expected.upperBound].map { ($0, cells($0).first ?? "") })
    var result = discrepancies(lines[..<first], right[..<first], path)
    for match in rows.matches {
      guard let index = match.found else {
        result.append(FileDiscrepancy(path, row: rows.expected[match.expected].key, "is missing"))
        continue
      }
      let pair = (rows.found[index].line, rows.expected[match.expected].line)
      if pair.0 == pair.1 { continue }
      result += discrepancies(pair.0, pair.1, number: first + index + 1, heads, path)
    }
    if let index = rows.firstOutOfOrder {
      result.append(
        FileDiscrepancy(path, line: first + index + 1, "the rows have another order"))
    }
    result += rows.extra.map {
      FileDiscrepancy(
        path, line: first + $0 + 1, row: rows.found[$0].key, "should not be there")
    }
    return result
      + discrepancies(lines[found.upperBound...], right[expected.upperBound...], path)
  }

  /// The lines of the first table; none where there is no table.
  private static func table(_ lines: [String]) -> Range<Int> {
    let start = lines.firstIndex { $0.hasPrefix("| ") } ?? lines.endIndex
    return start..<(lines[start...].firstIndex { !$0.hasPrefix("| ") } ?? lines.endIndex)
  }

  private static func discrepancies(
    _ line: String, _ right: String, number: Int, _ heads: [String], _ path: String
  ) -> [FileDiscrepancy] {
    let (found, expected) = (cells(line), cells(right))
    guard right.hasPrefix("| "), found.count == expected.count, found.count == heads.count,
      found != expected
    else {
      return [FileDiscrepancy(path, line: number, FileDiscrepancy.mismatch(line, right))]
    }
    return zip(zip(found, expected), heads).compactMap { pair, head in
      if pair.0 == pair.1 { return nil }
      return FileDiscrepancy(
        path, line: number, row: expected.first, column: head,
        FileDiscrepancy.mismatch(pair.0, pair.1))
    }
  }

  /// The cells of a line of a Markdown table without the spaces around them.
  private static func cells(_ line: String) -> [String] {
    var cells: [String] = []
    var (cell, isEscaped) = ("", false)
    for character in line.dropFirst() {
      if character == "|", !isEscaped {
        cells.append(trimmed(cell))
        cell = ""
      } else {
        cell.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    return cells
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
