/// A place in a source text.
package struct SourcePosition: Hashable, Comparable, Sendable {
  /// Counted from 1.
  package var line: Int

  /// Counted from 1, in Unicode scalars.
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.line, lhs.column) < (rhs.line, rhs.column)
  }
}

/// A stretch of a source text, from `start` up to but not including `end`.
package struct SourceRange: Sendable, Equatable {
  package var file: SourceFile
  package var start: SourcePosition
  package var end: SourcePosition

  package init(file: SourceFile, start: SourcePosition, end: SourcePosition) {
    self.file = file
    self.start = start
    self.end = end
  }

  /// A range that covers a whole source.
  package init(whole file: SourceFile) {
    let last = file.lines.count
    self.init(
      file: file, start: SourcePosition(line: 1, column: 1),
      end: SourcePosition(line: last, column: file.line(last).unicodeScalars.count + 1))
  }

  /// The text itself, if it does not go on over the end of a line.
  package var text: String? {
    guard start.line == end.line, start.column <= end.column else { return nil }
    let line = file.line(start.line).unicodeScalars
    return String(line.dropFirst(start.column - 1).prefix(end.column - start.column))
  }

  package static func == (lhs: Self, rhs: Self) -> Bool {
    lhs.file.name == rhs.file.name && lhs.start == rhs.start && lhs.end == rhs.end
  }
}
