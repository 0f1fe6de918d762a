/// One way to write the result table.
package protocol TableFormat: Sendable {
  /// As `table --format` calls it.
  static var name: String { get }

  /// The file in the results folder, or `nil` when it is written on request only.
  static var fileName: String? { get }

  static func render(_ table: ResultTable) -> String
}

/// All formats, in documentation order.
package enum TableFormatRegistry {
  package static let all: [any TableFormat.Type] = [
    MarkdownTable.self, CSVTable.self, LaTeXTable.self, TextTable.self,
  ]

  package static func format(named name: String) -> (any TableFormat.Type)? {
    all.first { $0.name == name }
  }
}
