internal import Diagnostics

/// Finds line and column of a byte; only asked when something is wrong.
struct SourceLocator {
  let name: String
  let bytes: [UInt8]

  private var file: SourceFile {
    SourceFile(name: name, text: String(decoding: bytes, as: UTF8.self))
  }

  /// The range from one byte up to another.
  func range(_ start: Int, _ end: Int) -> SourceRange {
    let from = position(start)
    var to = position(max(start, end))
    if to.line != from.line || to == from {
      to = SourcePosition(line: from.line, column: from.column + 1)
    }
    return SourceRange(file: file, start: from, end: to)
  }

  /// A whole line, from 1.
  func line(_ number: Int) -> SourceRange {
    let file = file
    let length = file.line(number).unicodeScalars.count
    return SourceRange(
      file: file, start: SourcePosition(line: number, column: 1),
      end: SourcePosition(line: number, column: max(2, length + 1)))
  }

  private func position(_ offset: Int) -> SourcePosition {
    var (line, start) = (1, 0)
    for (index, byte) in bytes.prefix(offset).enumerated() {
      let isEnd =
        byte == 10
        || byte == 13 && !(index + 1 < bytes.count && bytes[index + 1] == 10)
      if isEnd { (line, start) = (line + 1, index + 1) }
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    return SourcePosition(line: line, column: text.unicodeScalars.count + 1)
  }
}
