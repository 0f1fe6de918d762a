internal import Diagnostics

/// Says in plain words what libyaml's terse messages mean.
///
/// libyaml knows what it expected, not what went wrong. The text around the place usually tells:
/// each explanation looks at it and names the likeliest cause, where it is, and the remedy.
struct SyntaxExplanation {
  let problem: YAMLSyntaxError.Statement
  let context: YAMLSyntaxError.Statement?
  let map: TextMap

  init(_ error: YAMLSyntaxError, in map: TextMap) {
    self.map = map
    problem = YAMLSyntaxError.Statement(
      text: error.problem.text, offset: min(error.problem.offset, map.scalars.count))
    context = error.context
  }

  var diagnostic: Diagnostic {
    if let context, context.text.hasSuffix("directive") { return directive }
    if let context, context.text.contains(" tag") { return tag(at: context.offset) }
    switch problem.text {
    case "found character that cannot start any token": return badStart
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return tab(at: problem.offset)
    case "found unexpected end of stream", "found unexpected document indicator":
      return unclosedQuote
    case "did not find expected ',' or ']'": return brokenFlow(opening: "[", closing: "]")
    case "did not find expected ',' or '}'": return brokenFlow(opening: "{", closing: "}")
    case "mapping values are not allowed in this context": return unexpectedColon
    case "could not find expected ':'": return missingColon
    case "did not find expected key", "did not find expected '-' indicator":
      return unexpectedItem
    case "did not find expected node content": return missingValue
    case "found unexpected ':'": return gluedColonInFlow
    case "found undefined tag handle": return tag(at: context?.offset ?? problem.offset)
    case "did not find expected <document start>": return textBehindDocument
    default: return named ?? unrecognised
    }
  }

  /// Problems that need no look at the text around them.
  private var named: Diagnostic? {
    let (message, hint): (String, String?)
    var place = problem.offset
    switch problem.text {
    case "block sequence entries are not allowed in this context":
      message = "a list with '- ' cannot start in the middle of a line"
      hint = "put it on the next line, indented, or write it as [first, second]"
    case "mapping keys are not allowed in this context":
      message = "a key with '? ' cannot start here"
      hint = "a text that starts with '? ' has to be quoted"
    case "found unknown escape character":
      message = "unknown escape '\(map.text(problem.offset, problem.offset + 2))' in double quotes"
      hint = "write '\\\\' for a backslash, or use single quotes, which know no escapes"
    case "did not find expected hexdecimal number":
      message = "an escape such as '\\x41' or '\\u00e9' needs hexadecimal digits"
      hint = "write '\\\\' for a backslash, or use single quotes, which know no escapes"
    case "found invalid Unicode character escape code":
      message = "the escape names no Unicode character"
      hint = nil
    case "did not find expected comment or line break":
      message = "unexpected text behind '\(context.map { map.scalar($0.offset) } ?? "|")'"
      hint = "a block of text starts on the next line; quote the text if this is no block"
    case "found an indentation indicator equal to 0":
      message = "the indentation of a block of text is a digit from 1 to 9"
      hint = nil
    case "did not find expected alphabetic or numeric character":
      place = context?.offset ?? place
      let sign = map.scalar(place)
      message = "the name behind '\(sign)' must consist of letters, digits, '-' and '_'"
      hint = "a text that starts with '\(sign)' has to be quoted"
    case "found incompatible YAML document":
      message = "only YAML 1.1 and 1.2 can be read"
      hint = "delete the '%YAML' line"
    case "found duplicate %YAML directive", "found duplicate %TAG directive":
      message = "this directive stands here twice"
      hint = "delete one of the lines"
    default: return nil
    }
    return syntax(token(at: place), message, hint: hint)
  }

  private var directive: Diagnostic {
    syntax(
      token(at: map.line(of: problem.offset).start),
      "a line that starts with '%' is a directive to the YAML reader",
      hint: "a text that starts with '%' has to be quoted")
  }

  private func tag(at offset: Int) -> Diagnostic {
    syntax(
      token(at: offset), "this is not a tag", hint: "a text that starts with '!' has to be quoted")
  }

  private var unrecognised: Diagnostic {
    let notes = context.map { [note($0.text, at: token(at: $0.offset))] } ?? []
    return syntax(token(at: problem.offset), problem.text, notes: notes)
  }
}

extension SyntaxExplanation {
  func syntax(
    _ range: Range<Int>, _ message: String, hint: String? = nil, notes: [Diagnostic.Note] = []
  ) -> Diagnostic {
    Diagnostic(
      .syntax, at: map.range(range.lowerBound, range.upperBound), message, hint: hint, notes: notes)
  }

  func note(_ message: String, at range: Range<Int>) -> Diagnostic.Note {
    Diagnostic.Note(message, at: map.range(range.lowerBound, range.upperBound))
  }

  /// The word that starts at an offset; at least one character unless the text ends there.
  func token(at offset: Int) -> Range<Int> {
    let start = min(offset, map.scalars.count)
    var end = start
    while end < map.scalars.count, !map.scalars[end].properties.isWhitespace { end += 1 }
    return start..<end
  }

  func single(_ offset: Int) -> Range<Int> {
    offset..<min(offset + 1, max(offset, map.scalars.count))
  }
}
