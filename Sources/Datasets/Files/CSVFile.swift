package import Foundation

/// A table of numbers with one column of class names.
package struct CSVFile: Sendable {
  package var path: String
  /// The heads of all columns but the label's.
  package var features: [String]
  package var values: [Float]
  package var labels: [String]
  /// The line of each example, from 1.
  package var lines: [Int]

  /// The largest file that is read.
  static let sizeLimit = 1 << 30

  /// Reads a file: a line of heads, then a line for each example.
  ///
  /// Cells are separated by commas and may stand in double quotes, where a doubled quote means
  /// one; blanks around cells and empty lines are skipped.
  ///
  /// - Parameters:
  ///   - file: Plain or gzip, in UTF-8.
  ///   - label: The head of the column that holds the class.
  /// - Returns: The table.
  /// - Throws: `DatasetError.corrupt` with the line and what is wrong with it.
  package static func read(_ file: URL, label: String) throws -> CSVFile {
    let reader = try ContentReader(file)
    let bytes = try reader.read(upTo: sizeLimit + 1)
    func damage(_ reason: String) -> DatasetError { .corrupt(path: file.path, reason: reason) }
    guard bytes.count <= sizeLimit else {
      throw damage("is larger than the \(sizeLimit.grouped) bytes that a table may have")
    }
    var table = CSVFile(path: file.path, features: [], values: [], labels: [], lines: [])
    var heads: [String]?
    var labelIndex = 0
    for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
      let number = index + 1
      guard
        let text = String(
          validating: line.drop { number == 1 && Self.mark.contains($0) }, as: UTF8.self)
      else { throw damage("line \(number) is not UTF-8") }
      guard !text.allSatisfy(\.isWhitespace) else { continue }
      guard let cells = cells(of: text) else { throw damage("line \(number) has an open quote") }
      guard let known = heads else {
        guard let found = cells.firstIndex(of: label) else {
          throw damage("line \(number) names no column '\(label)'")
        }
        guard Set(cells).count == cells.count else {
          throw damage("line \(number) names a column twice")
        }
        guard cells.count > 1 else { throw damage("line \(number) names no column of features") }
        labelIndex = found
        heads = cells
        table.features = cells.enumerated().filter { $0.offset != found }.map(\.element)
        continue
      }
      guard cells.count == known.count else {
        throw damage("line \(number) has \(cells.count) cells, not \(known.count)")
      }
      for (column, cell) in cells.enumerated() where column != labelIndex {
        guard let value = Float(cell), value.isFinite else {
          throw damage(
            "line \(number), column '\(known[column])': '\(cell)' is not a finite number")
        }
        table.values.append(value)
      }
      guard !cells[labelIndex].isEmpty else { throw damage("line \(number) has no label") }
      table.labels.append(cells[labelIndex])
      table.lines.append(number)
    }
    guard heads != nil else { throw damage("is empty") }
    guard !table.labels.isEmpty else { throw damage("holds no examples") }
    return table
  }

  /// The bytes of the mark with which some programs begin UTF-8.
  private static let mark: Set<UInt8> = [0xEF, 0xBB, 0xBF]

  /// The cells of a line; `nil` when a quote is not closed.
  private static func cells(of line: String) -> [String]? {
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    var wasQuoted = false
    func finished() -> String { wasQuoted ? cell : cell.trimmingCharacters(in: .whitespaces) }
    var characters = line.unicodeScalars.makeIterator()
    var next = characters.next()
    while let character = next {
      next = characters.next()
      if isQuoted {
        if character != "\"" {
          cell.unicodeScalars.append(character)
        } else if next == "\"" {
          cell.append("\"")
          next = characters.next()
        } else {
          isQuoted = false
        }
      } else if character == "\"", cell.allSatisfy(\.isWhitespace) {
        (cell, isQuoted, wasQuoted) = ("", true, true)
      } else if character == "," {
        cells.append(finished())
        (cell, wasQuoted) = ("", false)
      } else if character != "\r", !wasQuoted || character != " " {
        cell.unicodeScalars.append(character)
      }
    }
    guard !isQuoted else { return nil }
    cells.append(finished())
    return cells
  }
}
