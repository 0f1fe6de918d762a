/// Finds the lines, and in a Markdown table the cells, in which a text differs from what it should
/// be.
package enum TextVerifier {
  /// Compares two texts.
  ///
  /// - Parameters:
  ///   - found: The file as it is.
  ///   - expected: The file as it should be.
  ///   - path: As messages show it.
  /// - Returns: One entry for each cell or line; empty only when the bytes are equal.
  package static func discrepancies(
    _ found: [UInt8], expected: [UInt8], path: String
  ) -> [FileDiscrepancy] {
    if found == expected { return [] }
    let (lines, right) = (Self.lines(found), Self.lines(expected))
    let heads = right.first { $0.hasPrefix("| ") }.map(cells) ?? []
    var result: [FileDiscrepancy] = []
    for (index, (line, expectedLine)) in zip(lines, right).enumerated() where line != expectedLine {
      result += discrepancies(line, expectedLine, number: index + 1, heads, path)
    }
    if lines.count < right.count {
      result.append(
        FileDiscrepancy(
          path, line: lines.count,
          "it ends here, and \(right.count - lines.count) more lines should follow"))
    } else if lines.count > right.count {
      result.append(
        FileDiscrepancy(path, line: right.count + 1, "from here on nothing should follow"))
    }
    // Equal lines and other bytes: something that is no UTF-8.
    return result.isEmpty ? [FileDiscrepancy(path, "it is not the text that it should be")] : result
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
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
