/// A place where a file of a results folder is not what the trials say.
package struct FileDiscrepancy: Sendable, Hashable, CustomStringConvertible {
  /// The path as messages show it.
  package var path: String
  /// From 1; `nil` when it is about the whole file.
  package var line: Int?
  /// The key of the row, or `nil`.
  package var row: String?
  /// The head of the column, or `nil`.
  package var column: String?
  /// What is wrong, as a clause.
  package var message: String

  package init(
    _ path: String, line: Int? = nil, row: String? = nil, column: String? = nil,
    _ message: String
  ) {
    self.path = path
    self.line = line
    self.row = row
    self.column = column
    self.message = message
  }

  /// One line: file and line, row, column, what is wrong.
  package var description: String {
    let place = [row.map { "row '\($0)'" }, column.map { "column '\($0)'" }].compactMap(\.self)
    let start = line.map { "\(path):\($0)" } ?? path
    return ([start] + (place.isEmpty ? [] : [place.joined(separator: ", ")]) + [message])
      .joined(separator: ": ")
  }

  /// The clause about a text that should be another.
  static func mismatch(_ found: String, _ expected: String) -> String {
    func quoted(_ text: String) -> String { text.isEmpty ? "empty" : "'\(text)'" }
    return "is \(quoted(found)), should be \(quoted(expected))"
  }
}
