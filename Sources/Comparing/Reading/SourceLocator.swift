internal import Diagnostics

/// Finds line and column of a byte; only asked when something is wrong.
struct SourceLocator {
  let name: String
  let bytes: [UInt8]

  /// A file in which only one line has its text: nobody is shown the others of a large file.
  private func file(_ line: Int, _ start: Int) -> SourceFile {
    let end = bytes[start...].firstIndex { $0 == 10 || $0 == 13 } ?? bytes.count
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    return SourceFile(name: name, text: String(repeating: "\n", count: line - 1) + text)
  }

  /// The range from one byte up to another.
  func range(_ start: Int, _ end: Int) -> SourceRange {
    let (from, lineStart) = position(start)
    // A cell may go on in the next line; the mark stays in the first.
    let line = bytes[start..<max(start, end)].prefix { $0 != 10 && $0 != 13 }
    let width = String(decoding: line, as: UTF8.self).unicodeScalars.count
    return SourceRange(
      file: file(from.line, lineStart), start: from,
      end: SourcePosition(line: from.line, column: from.column + max(1, width)))
  }

  /// A whole line, from 1.
  func line(_ number: Int) -> SourceRange {
    var (line, start) = (1, 0)
    while line < number, let end = bytes[start...].firstIndex(of: 10) {
      (line, start) = (line + 1, end + 1)
    }
    let source = file(line, start)
    let length = source.line(line).unicodeScalars.count
    return SourceRange(
      file: source, start: SourcePosition(line: number, column: 1),
      end: SourcePosition(line: number, column: max(2, length + 1)))
  }

  /// The place of a byte and the first byte of its line.
  private func position(_ offset: Int) -> (SourcePosition, lineStart: Int) {
    var (line, start) = (1, 0)
    for (index, byte) in bytes.prefix(offset).enumerated() {
      let isEnd =
        byte == 10
        || byte == 13 && !(index + 1 < bytes.count && bytes[index + 1] == 10)
      if isEnd { (line, start) = (line + 1, index + 1) }
    }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    return (SourcePosition(line: line, column: text.unicodeScalars.count + 1), start)
  }
}
