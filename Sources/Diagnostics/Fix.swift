/// A change of the text that mends a mistake for sure.
package struct Fix: Sendable, Equatable {
  /// One stretch of text with what takes its place.
  package struct Edit: Sendable, Equatable {
    package var range: SourceRange
    package var replacement: String

    package init(_ range: SourceRange, _ replacement: String) {
      self.range = range
      self.replacement = replacement
    }
  }

  package var edits: [Edit]

  package init(_ edits: [Edit]) {
    self.edits = edits
  }

  /// One word for another.
  package init(replacing range: SourceRange, with replacement: String) {
    edits = [Edit(range, replacement)]
  }
}
