internal import Diagnostics

extension SyntaxExplanation {
  /// A value starts with a character that YAML keeps for itself.
  var badStart: Diagnostic {
    let sign = map.scalar(problem.offset)
    if sign == "\t" { return tab(at: problem.offset) }
    let line = map.line(of: problem.offset)
    let value = problem.offset..<max(problem.offset, line.contentEnd)
    return syntax(
      value, "a value cannot start with '\(sign)'",
      hint: "put it in quotes: \(quoted(map.excerpt(value)))")
  }

  func tab(at offset: Int) -> Diagnostic {
    var end = offset
    while map.scalar(end) == "\t" { end += 1 }
    let line = map.line(of: offset)
    if offset > line.contentStart, !line.isEmpty {
      return syntax(
        offset..<end, "a tab stands where a space is expected", hint: "replace it by a space")
    }
    return syntax(
      offset..<end, "a tab stands where the line is indented",
      hint: "indent with spaces; YAML does not allow tabs there")
  }

  var unclosedQuote: Diagnostic {
    let start = context?.offset ?? problem.offset
    let quote = map.scalar(start)
    let hint =
      quote == "'"
      ? "add ' where the text ends; an apostrophe inside single quotes is written ''"
      : "add \" where the text ends; a quote inside double quotes is written \\\""
    return syntax(single(start), "this quote is never closed", hint: hint)
  }

  /// A `,` or a closing bracket stands where a value should be.
  var missingValue: Diagnostic {
    let sign = map.scalar(problem.offset)
    let place = single(problem.offset)
    switch sign {
    case "," where context?.text == "while parsing a flow node":
      return syntax(place, "a value is missing before ','", hint: "delete one ','")
    case "]", "}":
      return syntax(
        place, "'\(sign)' closes nothing: no bracket is open here",
        hint: "delete it, or put the text in quotes")
    case "":
      guard let bracket = map.openBracket(before: problem.offset) else {
        return syntax(single(map.lastContent), "a value is missing at the end of the file")
      }
      return unclosed(bracket, closing: map.scalar(bracket) == "{" ? "}" : "]")
    default:
      return syntax(
        place, "a value cannot start with '\(sign)'",
        hint: "put the text in quotes if it is meant literally")
    }
  }

  /// A list or mapping in brackets goes on in an unexpected way, or not at all.
  func brokenFlow(opening: String, closing: String) -> Diagnostic {
    let start = context?.offset ?? problem.offset
    let opened = note("'\(opening)' was opened here", at: single(start))
    let sign = map.scalar(problem.offset)
    if sign == "{", problem.offset > 0, map.scalar(problem.offset - 1) == "$" {
      return unquotedExpression
    }
    if sign == "]" || sign == "}" {
      return syntax(
        single(problem.offset), "'\(opening)' is closed by '\(sign)' instead of '\(closing)'",
        notes: [opened])
    }
    let (first, line) = (map.line(of: start), map.line(of: problem.offset))
    let ends = problem.offset >= map.scalars.count || sign == ""
    if ends || (line.number > first.number && line.indentation <= first.indentation) {
      return unclosed(start, closing: closing)
    }
    let notes = line.number > first.number ? [opened] : []
    if sign == ":" { return colonInFlow(notes) }
    return syntax(
      token(at: problem.offset), "a ',' or '\(closing)' is missing before this",
      notes: notes)
  }

  private func unclosed(_ bracket: Int, closing: String) -> Diagnostic {
    syntax(
      single(bracket), "this '\(map.scalar(bracket))' is never closed",
      hint: "add '\(closing)' behind its last value")
  }

  /// `{x: 1 y: 2}` lacks a comma, `{x: 1: 2}` lacks quotes.
  private func colonInFlow(_ notes: [Diagnostic.Note]) -> Diagnostic {
    var end = problem.offset
    while end > 0, map.isBlank(end - 1) { end -= 1 }
    var start = end
    while start > 0, map.isNamePart(start - 1) { start -= 1 }
    var before = start
    while before > 0, map.scalars[before - 1].properties.isWhitespace { before -= 1 }
    let isFirst = before > 0 && ":,[{".contains(map.scalar(before - 1))
    if start == end || isFirst || before == start {
      return syntax(
        single(problem.offset), "a text that contains ': ' has to be quoted", notes: notes)
    }
    return syntax(
      start..<end, "a ',' is missing before '\(map.excerpt(start..<end))'", notes: notes)
  }

  /// `{conv:{filters: 6}}` and `{conv:}`: in brackets, libyaml wants a space behind the colon.
  var gluedColonInFlow: Diagnostic {
    let next = map.scalar(problem.offset + 1)
    if next == "{" || next == "[" {
      return syntax(
        single(problem.offset), "a space is missing behind ':'",
        hint: "write a space between ':' and '\(next)'")
    }
    return syntax(
      single(problem.offset), "a value is missing behind ':'",
      hint: "put the text in quotes if the ':' is part of it")
  }

  /// `{width: ${4 * base}}`: in brackets, `{` ends a plain text.
  private var unquotedExpression: Diagnostic {
    let start = problem.offset - 1
    let line = map.line(of: start)
    var end = start
    while end < line.contentEnd, map.scalar(end) != "}" { end += 1 }
    end = min(end + 1, line.contentEnd)
    return syntax(
      start..<max(start, end), "an expression inside '[…]' or '{…}' has to be quoted",
      hint: "write \(quoted(map.excerpt(start..<end)))")
  }

  /// A text in the quotes that need no escapes in it, if there are such.
  func quoted(_ text: String) -> String {
    text.contains("\"") ? "'\(text.replacing("'", with: "''"))'" : "\"\(text)\""
  }
}
