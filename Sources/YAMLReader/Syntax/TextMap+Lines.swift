extension TextMap {
  /// The parts of one line, as offsets into the text.
  struct Line {
    /// Counted from 0.
    var number: Int
    var start: Int

    /// The first character that is not white space.
    var contentStart: Int

    /// Behind the `- ` marks that the content starts with.
    var itemStart: Int

    /// Behind the last character that is neither white space nor part of a comment.
    var contentEnd: Int

    var indentation: Int { contentStart - start }
    var isEmpty: Bool { contentStart >= contentEnd }

    /// What stands behind the colon of the line's key.
    func valueRange(after colon: Int, _ map: TextMap) -> Range<Int> {
      var start = min(colon + 1, contentEnd)
      while start < contentEnd, map.isBlank(start) { start += 1 }
      return start..<max(start, contentEnd)
    }
  }

  func line(of offset: Int) -> Line { line(lineIndex(of: min(offset, scalars.count))) }

  /// The parts of a line that is counted from 0.
  func line(_ number: Int) -> Line {
    let start = lineStart(number)
    var end = start
    var contentEnd = start
    var isComment = false
    while end < scalars.count, scalars[end] != "\n", scalars[end] != "\r" {
      // Quotes are not looked at: a line with `" #` in quotes seems shorter, which is harmless.
      if scalars[end] == "#", end == start || isBlank(end - 1) { isComment = true }
      if !isComment && !isBlank(end) { contentEnd = end + 1 }
      end += 1
    }
    var contentStart = start
    while contentStart < contentEnd, isBlank(contentStart) { contentStart += 1 }
    var itemStart = contentStart
    while itemStart + 1 < contentEnd, scalars[itemStart] == "-", isBlank(itemStart + 1) {
      itemStart += 1
      while itemStart < contentEnd, isBlank(itemStart) { itemStart += 1 }
    }
    return Line(
      number: number, start: start, contentStart: contentStart, itemStart: itemStart,
      contentEnd: contentEnd)
  }

  /// The nearest line above that is neither blank nor a comment.
  func contentLine(before line: Line) -> Line? {
    var number = line.number
    while number > 0 {
      number -= 1
      let candidate = self.line(number)
      if !candidate.isEmpty { return candidate }
    }
    return nil
  }

  /// The columns, from 0, of the mappings and lists that could go on at a line.
  func openIndentations(above line: Line) -> [Int] {
    var levels: Set<Int> = []
    var innermost = Int.max
    var current = contentLine(before: line)
    while let above = current, innermost > 0 {
      if above.indentation < innermost {
        // In `- key: value`, both the list and the mapping in it are open.
        let column = above.itemStart - above.start
        if column < innermost, firstColon(in: above) != nil { levels.insert(column) }
        levels.insert(above.indentation)
        innermost = above.indentation
      }
      current = contentLine(before: above)
    }
    return levels.sorted()
  }

  /// The first `:` of a line that separates a key from its value.
  func firstColon(in line: Line) -> Int? {
    (line.itemStart..<max(line.itemStart, line.contentEnd)).first {
      scalars[$0] == ":" && ($0 + 1 >= line.contentEnd || isBlank($0 + 1))
    }
  }

  func isBlank(_ offset: Int) -> Bool {
    scalars.indices.contains(offset) && (scalars[offset] == " " || scalars[offset] == "\t")
  }

  /// Whether a character can be part of a key as people write them.
  func isNamePart(_ offset: Int) -> Bool {
    guard scalars.indices.contains(offset) else { return false }
    let scalar = scalars[offset]
    return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
      || "_-.$".unicodeScalars.contains(scalar)
  }

  /// The character at an offset, or an empty text behind the end.
  func scalar(_ offset: Int) -> String {
    scalars.indices.contains(offset) ? String(scalars[offset]) : ""
  }

  func text(_ start: Int, _ end: Int) -> String {
    let end = min(end, scalars.count)
    guard start >= 0, start < end else { return "" }
    return String(String.UnicodeScalarView(scalars[start..<end]))
  }

  func text(_ range: Range<Int>) -> String { text(range.lowerBound, range.upperBound) }

  /// A text as messages show it: on one line, and cut when it is long.
  func excerpt(_ range: Range<Int>) -> String {
    let isLong = range.count > 50
    let end = isLong ? range.lowerBound + 49 : range.upperBound
    let shown = text(range.lowerBound, end).unicodeScalars.map {
      $0.properties.isWhitespace ? " " : String($0)
    }
    return shown.joined() + (isLong ? "…" : "")
  }
}
