extension TextMap {
  /// The innermost bracket that is open at an offset, if there is one.
  ///
  /// Texts in quotes and comments are passed over, and so are brackets inside of texts.
  func openBracket(before end: Int) -> Int? {
    var open: [Int] = []
    var offset = 0
    while offset < min(end, scalars.count) {
      switch scalars[offset] {
      case "#" where offset == 0 || scalars[offset - 1].properties.isWhitespace:
        while offset < scalars.count, scalars[offset] != "\n" { offset += 1 }
      case "'" where startsValue(at: offset, isFlow: !open.isEmpty),
        "\"" where startsValue(at: offset, isFlow: !open.isEmpty):
        offset = endOfQuotes(from: offset)
      case "[" where !open.isEmpty || startsValue(at: offset, isFlow: false),
        "{" where !open.isEmpty || startsValue(at: offset, isFlow: false):
        open.append(offset)
      case "]", "}": _ = open.popLast()
      default: break
      }
      offset += 1
    }
    return open.last
  }

  /// Whether what stands at an offset begins a value rather than being part of a text.
  private func startsValue(at offset: Int, isFlow: Bool) -> Bool {
    var before = offset - 1
    while before >= 0, isBlank(before) { before -= 1 }
    guard before >= 0, scalars[before] != "\n", scalars[before] != "\r" else { return true }
    let sign = scalars[before]
    if isFlow, sign == "," || sign == "[" || sign == "{" { return true }
    return sign == ":" || (sign == "-" && before < offset - 1)
  }

  /// The offset of the quote that closes the one at an offset, or the end of the text.
  private func endOfQuotes(from start: Int) -> Int {
    let quote = scalars[start]
    var offset = start + 1
    while offset < scalars.count, scalars[offset] != quote {
      // A backslash takes the character behind it along.
      offset += quote == "\"" && scalars[offset] == "\\" ? 2 : 1
    }
    return offset
  }

  /// The offset of the last character that is not white space.
  var lastContent: Int {
    scalars.lastIndex { !$0.properties.isWhitespace } ?? 0
  }
}
