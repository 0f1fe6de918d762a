internal import Diagnostics

/// A text with the changes of some fixes.
struct FixedText {
  /// The whole text.
  private(set) var text: String

  /// How many fixes were applied.
  private(set) var count = 0

  /// Applies the fixes that concern a file alone.
  ///
  /// Of fixes that touch each other only the first is applied; a further check finds the others
  /// again.
  ///
  /// - Parameters:
  ///   - file: The file before.
  ///   - fixes: The fixes in the order of their importance.
  init(_ file: SourceFile, applying fixes: [Fix]) {
    let scalars = Array(file.text.unicodeScalars)
    let starts = Self.lineStarts(scalars)
    let lineEnd = file.text.unicodeScalars.contains("\r") ? "\r\n" : "\n"
    var edits: [(range: Range<Int>, text: String)] = []
    for fix in fixes where fix.edits.allSatisfy({ $0.range.file.name == file.name }) {
      let own = fix.edits.compactMap { edit -> (range: Range<Int>, text: String)? in
        guard let start = Self.offset(edit.range.start, starts, scalars.count),
          let end = Self.offset(edit.range.end, starts, scalars.count), start <= end
        else { return nil }
        return (start..<end, edit.replacement.replacing("\n", with: lineEnd))
      }
      let touches = own.contains { new in
        edits.contains { old in
          new.range.lowerBound <= old.range.upperBound
            && old.range.lowerBound <= new.range.upperBound
        }
      }
      guard own.count == fix.edits.count, !touches, !Self.overlap(own.map(\.range)) else {
        continue
      }
      edits += own
      count += 1
    }
    var result = String.UnicodeScalarView()
    var position = 0
    // Of an insertion and a removal at one place the insertion comes first.
    let sorted = edits.sorted {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    for edit in sorted {
      result.append(contentsOf: scalars[position..<edit.range.lowerBound])
      result.append(contentsOf: edit.text.unicodeScalars)
      position = edit.range.upperBound
    }
    result.append(contentsOf: scalars[position...])
    text = String(result)
  }

  /// Whether any two ranges share more than an end.
  private static func overlap(_ ranges: [Range<Int>]) -> Bool {
    let sorted = ranges.sorted {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }
    return zip(sorted, sorted.dropFirst()).contains { $1.lowerBound < $0.upperBound }
  }

  private static func lineStarts(_ scalars: [Unicode.Scalar]) -> [Int] {
    var starts = [0]
    for (offset, scalar) in scalars.enumerated() {
      let isPair = scalar == "\r" && offset + 1 < scalars.count && scalars[offset + 1] == "\n"
      if scalar == "\n" || (scalar == "\r" && !isPair) { starts.append(offset + 1) }
    }
    return starts
  }

  private static func offset(_ position: SourcePosition, _ starts: [Int], _ count: Int) -> Int? {
    guard starts.indices.contains(position.line - 1) else { return nil }
    let offset = starts[position.line - 1] + position.column - 1
    return offset <= count ? offset : nil
  }
}
