internal import Diagnostics

extension SyntaxExplanation {
  /// A `:` where no value may follow.
  var unexpectedColon: Diagnostic {
    let line = map.line(of: problem.offset)
    if let first = map.firstColon(in: line), first < problem.offset {
      return secondColon(in: line, after: first)
    }
    let key = line.contentStart..<max(line.contentStart, problem.offset)
    guard let previous = map.contentLine(before: line) else {
      return syntax(single(problem.offset), "a value cannot start with ':'")
    }
    if line.indentation <= previous.contentStart - previous.start {
      if let glued = gluedColon(in: previous) { return missingSpace(glued, in: previous) }
      if map.firstColon(in: previous) == nil {
        return missingColon(behind: previous.itemStart..<previous.contentEnd)
      }
    }
    if let explained = indentedBelowValue(line, key, below: previous) { return explained }
    return syntax(
      single(problem.offset), "unexpected ':'",
      hint: "a text that contains ': ' has to be quoted")
  }

  /// A key that is indented as if it belonged to a key which has a plain value.
  private func indentedBelowValue(
    _ line: TextMap.Line, _ key: Range<Int>, below previous: TextMap.Line
  ) -> Diagnostic? {
    guard line.indentation > previous.itemStart - previous.start,
      let colon = map.firstColon(in: previous)
    else { return nil }
    let value = previous.valueRange(after: colon, map)
    guard !value.isEmpty else { return nil }
    let name = map.excerpt(previous.itemStart..<colon)
    return syntax(
      key, "'\(map.excerpt(key))' is indented below '\(name)', which has a value already",
      hint: "align it with '\(name)', or make it a key of a mapping",
      notes: [note("'\(name)' has its value here", at: value)])
  }

  /// `title: Study: part two`.
  private func secondColon(in line: TextMap.Line, after first: Int) -> Diagnostic {
    let value = line.valueRange(after: first, map)
    let isPlain = map.scalar(value.lowerBound).unicodeScalars.first.map {
      !"\"'[]{}&*!|>".unicodeScalars.contains($0)
    }
    let hint =
      isPlain == true
      ? "write \(map.excerpt(line.itemStart..<first)): \(quoted(map.excerpt(value)))"
      : "a line holds one 'key: value' pair"
    return syntax(
      single(problem.offset),
      isPlain == true
        ? "a text that contains ': ' has to be quoted" : "unexpected ':' behind a value",
      hint: hint)
  }

  /// A line among the keys of a mapping that has no `: `.
  var missingColon: Diagnostic {
    let line = map.line(of: context?.offset ?? problem.offset)
    if let glued = gluedColon(in: line) { return missingSpace(glued, in: line) }
    return missingColon(behind: line.itemStart..<line.contentEnd)
  }

  /// Text that follows a complete document.
  var textBehindDocument: Diagnostic {
    if let line = map.contentLine(before: map.line(of: problem.offset)),
      map.firstColon(in: line) == nil, map.text(line.contentStart, line.contentEnd) != "..."
    {
      if let glued = gluedColon(in: line) { return missingSpace(glued, in: line) }
      return missingColon(behind: line.itemStart..<line.contentEnd)
    }
    return syntax(
      token(at: problem.offset), "text behind the end of the document",
      hint: "a document ends at '...', or where its outermost bracket is closed")
  }

  private func missingColon(behind range: Range<Int>) -> Diagnostic {
    if map.scalar(range.lowerBound) == "-", map.isNamePart(range.lowerBound + 1) {
      return missingSpace(behindDash: range.lowerBound, range)
    }
    return syntax(
      range, "a ':' is missing behind '\(map.excerpt(range))'",
      hint: "every line of a mapping reads 'key: value'")
  }

  private func missingSpace(behindDash dash: Int, _ item: Range<Int>) -> Diagnostic {
    syntax(
      single(dash), "a space is missing behind '-'",
      hint: "write '- \(map.excerpt(item).dropFirst())'")
  }

  private func missingSpace(_ colon: Int, in line: TextMap.Line) -> Diagnostic {
    if let blank = CharacterCheck.nameOfBlank(map.scalars[colon + 1]) {
      return Diagnostic(
        .encoding, at: map.range(colon + 1, colon + 2), "\(blank) stands behind ':'",
        hint: "replace it by an ordinary space")
    }
    let (key, value) = (
      map.excerpt(line.itemStart..<colon), map.excerpt(colon + 1..<line.contentEnd)
    )
    return syntax(
      single(colon), "a space is missing behind ':'", hint: "write '\(key): \(value)'")
  }

  /// The `:` of `key:value`, unless the text rather looks like an address or a time.
  private func gluedColon(in line: TextMap.Line) -> Int? {
    var offset = line.itemStart
    while offset < line.contentEnd, map.isNamePart(offset) { offset += 1 }
    guard offset > line.itemStart, offset + 1 < line.contentEnd, map.scalar(offset) == ":",
      !map.isBlank(offset + 1), map.scalar(offset + 1) != "/"
    else { return nil }
    return offset
  }
}

extension SyntaxExplanation {
  /// Something else than the next key of a mapping or the next item of a list.
  var unexpectedItem: Diagnostic {
    let line = map.line(of: problem.offset)
    let sign = map.scalar(problem.offset)
    let rest = problem.offset..<max(problem.offset, line.contentEnd)
    if problem.offset > line.contentStart {
      return unexpectedRest(rest, in: line, sign)
    }
    if sign == "]" || sign == "}" { return missingValue }
    if sign == ":" {
      return syntax(single(problem.offset), "a key is missing before ':'")
    }
    let expectsItem = problem.text == "did not find expected '-' indicator"
    let column = context.map { $0.offset - map.line(of: $0.offset).start }
    guard column == line.indentation else { return badIndentation(line) }
    let start = note(
      "the \(expectsItem ? "list" : "mapping") starts here",
      at: token(at: context?.offset ?? problem.offset))
    if !expectsItem {
      return syntax(
        rest, "a list item stands among the keys of a mapping",
        hint: "put the list below a key of its own", notes: [start])
    }
    if sign == "-" {
      return missingSpace(behindDash: problem.offset, rest)
    }
    return syntax(
      rest, "this is no list item: it does not start with '- '",
      hint: "add '- ', or align the line with the key it belongs to", notes: [start])
  }

  /// Text behind a value that is complete.
  private func unexpectedRest(
    _ rest: Range<Int>, in line: TextMap.Line, _ sign: String
  ) -> Diagnostic {
    var before = problem.offset
    while before > line.start, map.isBlank(before - 1) { before -= 1 }
    let quote = before > 0 ? map.scalar(before - 1) : ""
    if quote == "'" || quote == "\"" {
      return syntax(
        rest, "unexpected text behind a closing quote",
        hint: quote == "'"
          ? "an apostrophe inside single quotes is written ''"
          : "a quote inside double quotes is written \\\"",
        notes: openingQuote(quote, closedAt: before - 1))
    }
    if sign == "]" || sign == "}" { return missingValue }
    return syntax(
      rest, "unexpected text behind a value", hint: "put the whole text in quotes")
  }

  /// Where a quoted text starts that is longer than a line: there a quote may have been forgotten.
  private func openingQuote(_ quote: String, closedAt end: Int) -> [Diagnostic.Note] {
    var start = end - 1
    while start >= 0, map.scalar(start) != quote { start -= 1 }
    guard start >= 0, map.lineIndex(of: start) < map.lineIndex(of: end) else { return [] }
    return [note("the quoted text starts here", at: single(start))]
  }

  private func badIndentation(_ line: TextMap.Line) -> Diagnostic {
    if let colon = map.firstColon(in: line), let previous = map.contentLine(before: line),
      let explained = indentedBelowValue(line, line.contentStart..<colon, below: previous)
    {
      return explained
    }
    let levels = map.openIndentations(above: line)
    let nearest = [
      levels.last { $0 < line.indentation }, levels.first { $0 > line.indentation },
    ].compactMap { $0.map(String.init) }
    return syntax(
      line.contentStart..<line.contentEnd,
      "the indentation of \(spaces(line.indentation)) fits no line above",
      hint: nearest.isEmpty
        ? nil : "indent it by \(nearest.joined(separator: " or ")) to continue what is above",
      notes: furtherIndented(above: line))
  }

  /// Where the lines right above begin that are indented further: one that should not be may be it.
  private func furtherIndented(above line: TextMap.Line) -> [Diagnostic.Note] {
    var first: TextMap.Line?
    var before = map.contentLine(before: line)
    while let above = before, above.indentation > line.indentation {
      first = above
      before = map.contentLine(before: above)
    }
    return first.map {
      [note("the lines above are indented further from here", at: $0.contentStart..<$0.contentEnd)]
    } ?? []
  }

  private func spaces(_ count: Int) -> String { count == 1 ? "1 space" : "\(count) spaces" }
}
