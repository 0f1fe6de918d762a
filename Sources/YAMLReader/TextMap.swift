internal import Diagnostics

/// Translates offsets into a text, as libyaml counts them, to lines and columns.
///
/// libyaml's own lines are not used: it also breaks lines at U+0085, U+2028 and U+2029, which no
/// editor does.
struct TextMap {
  let file: SourceFile
  let scalars: [Unicode.Scalar]

  /// The offset of the first scalar of each line.
  private let lineStarts: [Int]

  /// The offset of each line's terminator; positions do not go beyond it.
  private let lineEnds: [Int]

  init(_ file: SourceFile) {
    self.file = file
    scalars = Array(file.text.unicodeScalars)
    var starts = [0]
    var ends: [Int] = []
    for (offset, scalar) in scalars.enumerated() {
      let isReturnOfPair =
        scalar == "\r" && offset + 1 < scalars.count && scalars[offset + 1] == "\n"
      guard scalar == "\n" || (scalar == "\r" && !isReturnOfPair) else { continue }
      let isPair = scalar == "\n" && offset > 0 && scalars[offset - 1] == "\r"
      ends.append(isPair ? offset - 1 : offset)
      starts.append(offset + 1)
    }
    lineEnds = ends + [scalars.count]
    lineStarts = starts
  }

  /// The line, counted from 0, that an offset is on.
  func lineIndex(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The offset of the start of a line that is counted from 0.
  func lineStart(_ line: Int) -> Int { lineStarts[line] }

  func position(of offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), scalars.count)
    let line = lineIndex(of: offset)
    // An offset inside `\r\n` belongs to the end of its line.
    let column = min(offset, lineEnds[line]) - lineStarts[line] + 1
    return SourcePosition(line: line + 1, column: column)
  }

  func range(_ start: Int, _ end: Int) -> SourceRange {
    SourceRange(
      file: file, start: position(of: start), end: position(of: max(start, end)))
  }

  /// The offset behind the last scalar before `end` that is not white space, at least `start`.
  func trimmedEnd(_ start: Int, _ end: Int) -> Int {
    var end = min(end, scalars.count)
    while end > start, scalars[end - 1].properties.isWhitespace { end -= 1 }
    return max(start, end)
  }

  /// The offset of a value whose event starts with properties, that is, behind these.
  func skippingProperties(_ start: Int, _ end: Int) -> Int {
    var offset = start
    let end = min(end, scalars.count)
    while offset < end {
      switch scalars[offset] {
      case "&", "!":
        while offset < end, !scalars[offset].properties.isWhitespace { offset += 1 }
      case "#":
        while offset < end, scalars[offset] != "\n", scalars[offset] != "\r" { offset += 1 }
      case " ", "\t", "\n", "\r":
        offset += 1
      default:
        return offset
      }
    }
    return offset
  }
}
