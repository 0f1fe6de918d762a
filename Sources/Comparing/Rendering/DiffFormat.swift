/// How a comparison is shown.
package struct DiffStyle: Sendable {
  package var usesColor: Bool
  /// Whether rows without a finding are shown however many there are.
  package var showsAll: Bool

  package init(usesColor: Bool = false, showsAll: Bool = false) {
    self.usesColor = usesColor
    self.showsAll = showsAll
  }
}

/// One way to write a comparison.
package protocol DiffFormat: Sendable {
  /// As `diff --format` calls it.
  static var name: String { get }

  static func render(_ comparison: Comparison, _ style: DiffStyle) -> String
}

/// All formats, in documentation order.
package enum DiffFormatRegistry {
  package static let all: [any DiffFormat.Type] = [
    TextDiff.self, MarkdownDiff.self, JSONDiff.self, CSVDiff.self, GitHubDiff.self,
  ]

  package static func format(named name: String) -> (any DiffFormat.Type)? {
    all.first { $0.name == name }
  }
}
