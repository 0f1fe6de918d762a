package import Diagnostics

/// A CSV file in memory: where each cell is, and nothing decoded that nobody asks for.
///
/// Comma, semicolon, tab and bar are told apart by the line of heads; a byte order mark, both kinds
/// of line ends and blank lines are taken as they come. Quoting follows RFC 4180.
package struct CSVDocument: Sendable {
  /// The path as messages show it.
  package let name: String
  package let heads: [String]
  /// The cells of all lines but the first, one line after the other.
  let cells: [Cell]
  /// The line on which each row begins, from 1.
  let lines: [Int32]
  let bytes: [UInt8]

  /// The bytes of a cell, without the quotes around it.
  struct Cell {
    var start: UInt32
    var end: UInt32
    /// Whether there are doubled quotes in it.
    var hasEscapes = false
  }

  /// The largest file that is read.
  static let sizeLimit = 1 << 30

  package var rowCount: Int { lines.count }

  /// The place of a column; `nil` when there is none of that name.
  package func column(_ name: String) -> Int? { heads.firstIndex(of: name) }

  /// The text of a cell.
  package func text(_ row: Int, _ column: Int) -> String {
    let cell = cells[row * heads.count + column]
    let text = String(decoding: bytes[Int(cell.start)..<Int(cell.end)], as: UTF8.self)
    return cell.hasEscapes ? text.replacing("\"\"", with: "\"") : text
  }

  /// Whether there is nothing in a cell.
  package func isEmpty(_ row: Int, _ column: Int) -> Bool {
    let cell = cells[row * heads.count + column]
    return cell.start == cell.end
  }

  /// The number in a cell: `nil` when it holds none, not finite for `NaN` and `inf`.
  package func number(_ row: Int, _ column: Int) -> Double? {
    let cell = cells[row * heads.count + column]
    return NumberReader.number(bytes, Int(cell.start), Int(cell.end))
  }

  /// The line on which a row begins, from 1.
  package func line(_ row: Int) -> Int { Int(lines[row]) }

  /// The place of a cell for messages.
  package func range(_ row: Int, _ column: Int) -> SourceRange {
    let cell = cells[row * heads.count + column]
    return SourceLocator(name: name, bytes: bytes).range(Int(cell.start), Int(cell.end))
  }

  /// The place of a head for messages.
  package func headRange(_ column: Int? = nil) -> SourceRange {
    let line = SourceLocator(name: name, bytes: bytes).line(1)
    return line
  }
}
