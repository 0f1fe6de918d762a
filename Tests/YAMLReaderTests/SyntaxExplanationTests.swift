import Diagnostics
import TestSupport
import Testing

@testable import YAMLReader

/// A broken text, and what is said about it.
struct BrokenText: CustomTestStringConvertible {
  var text: String
  var message: String
  var hint: String?

  /// The places that notes point at, with what they say.
  var notes: [String] = []

  init(_ text: String, _ message: String, hint: String? = nil, notes: [String] = []) {
    self.text = text
    self.message = message
    self.hint = hint
    self.notes = notes
  }

  var testDescription: String { text }

  func check(sourceLocation: SourceLocation = #_sourceLocation) {
    var notes: [String] = []
    var hint: String?
    expectDiagnostics(
      text, [Expected("①", "②", .syntax, message)], sourceLocation: sourceLocation
    ) { file, diagnostics in
      _ = YAMLReader.read(file, into: &diagnostics)
      hint = diagnostics.diagnostics.first?.hint
      for note in diagnostics.diagnostics.first?.notes ?? [] {
        let start = note.range?.start
        notes.append("\(start?.line ?? 0):\(start?.column ?? 0) \(note.message)")
      }
    }
    #expect(hint == self.hint, sourceLocation: sourceLocation)
    #expect(notes == self.notes, sourceLocation: sourceLocation)
  }
}

@Suite struct SyntaxExplanationTests {
  static let tabHint = "indent with spaces; YAML does not allow tabs there"

  @Test(arguments: [
    BrokenText("a: 1\n①\t②b: 2", "a tab stands where the line is indented", hint: tabHint),
    BrokenText("a:\n①\t\t②- b", "a tab stands where the line is indented", hint: tabHint),
    BrokenText("①\t②a: 1", "a tab stands where the line is indented", hint: tabHint),
    BrokenText("a:\n  ①\t②b: 1", "a tab stands where the line is indented", hint: tabHint),
    BrokenText(
      "-①\t②a: 1", "a tab stands where a space is expected", hint: "replace it by a space"),
  ])
  func tabs(_ example: BrokenText) { example.check() }

  @Test(arguments: [
    BrokenText(
      "a:\n  b: 1\n ①c: 2②", "the indentation of 1 space fits no line above",
      hint: "indent it by 0 or 2 to continue what is above",
      notes: ["2:3 the lines above are indented further from here"]),
    BrokenText(
      "a:\n    b:\n      - c: 1\n  ①d: 2②", "the indentation of 2 spaces fits no line above",
      hint: "indent it by 0 or 4 to continue what is above",
      notes: ["2:5 the lines above are indented further from here"]),
    BrokenText(
      "a:\n  - b: 1\n ①- c: 2② # x", "the indentation of 1 space fits no line above",
      hint: "indent it by 0 or 2 to continue what is above",
      notes: ["2:3 the lines above are indented further from here"]),
    BrokenText(
      "a:\n  - [1]\n   ①- 2②", "the indentation of 3 spaces fits no line above",
      hint: "indent it by 2 to continue what is above"),
    BrokenText(
      "a: 1\n  ①b②: 2", "'b' is indented below 'a', which has a value already",
      hint: "align it with 'a', or make it a key of a mapping",
      notes: ["1:4 'a' has its value here"]),
    BrokenText(
      "a: 'x' # y\n\n  ①b②: 2", "'b' is indented below 'a', which has a value already",
      hint: "align it with 'a', or make it a key of a mapping",
      notes: ["1:4 'a' has its value here"]),
    BrokenText(
      "- name: A\n   ①grid②: {x: [1]}",
      "'grid' is indented below 'name', which has a value already",
      hint: "align it with 'name', or make it a key of a mapping",
      notes: ["1:9 'name' has its value here"]),
    BrokenText(
      "a: 1\n①- b②\n", "a list item stands among the keys of a mapping",
      hint: "put the list below a key of its own", notes: ["1:1 the mapping starts here"]),
    BrokenText(
      "- a\n①b: 1②", "this is no list item: it does not start with '- '",
      hint: "add '- ', or align the line with the key it belongs to",
      notes: ["1:1 the list starts here"]),
    BrokenText("- a\n①-②b: 1\n", "a space is missing behind '-'", hint: "write '- b: 1'"),
    BrokenText(
      "a: ①-② 1", "a list with '- ' cannot start in the middle of a line",
      hint: "put it on the next line, indented, or write it as [first, second]"),
  ])
  func indentation(_ example: BrokenText) { example.check() }

  @Test(arguments: [
    BrokenText("a①:②1\nb: 2", "a space is missing behind ':'", hint: "write 'a: 1'"),
    BrokenText("a: 1\nb①:②2 # x\nc: 3", "a space is missing behind ':'", hint: "write 'b: 2'"),
    BrokenText(
      "x:\n  - ①conv:{filters②: 6}\n", "a space is missing behind ':'",
      hint: "write a space between ':' and '{'"),
    BrokenText(
      "x:\n  - {conv①:②{filters: 6}}\n", "a space is missing behind ':'",
      hint: "write a space between ':' and '{'"),
    BrokenText(
      "x: {relu①:②, b: 1}\n", "a value is missing behind ':'",
      hint: "put the text in quotes if the ':' is part of it"),
    BrokenText(
      "a: 1\n①b②\nc: 3", "a ':' is missing behind 'b'",
      hint: "every line of a mapping reads 'key: value'"),
    BrokenText(
      "①a b② # x\nb: 1", "a ':' is missing behind 'a b'",
      hint: "every line of a mapping reads 'key: value'"),
    BrokenText(
      "title: Study①:② part two", "a text that contains ': ' has to be quoted",
      hint: "write title: \"Study: part two\""),
    BrokenText(
      "- title: The \"best\"①:② a study  # x", "a text that contains ': ' has to be quoted",
      hint: "write title: 'The \"best\": a study'"),
    BrokenText(
      "a: 'x'①:② y", "unexpected ':' behind a value", hint: "a line holds one 'key: value' pair"),
    BrokenText("①:② x", "a key is missing before ':'"),
  ])
  func colons(_ example: BrokenText) { example.check() }

  @Test(arguments: [
    BrokenText(
      "a: ①\"②x\nb: 2\n", "this quote is never closed",
      hint: "add \" where the text ends; a quote inside double quotes is written \\\""),
    BrokenText(
      "a: [①'②x, 2]\nb: 2\n", "this quote is never closed",
      hint: "add ' where the text ends; an apostrophe inside single quotes is written ''"),
    BrokenText(
      "a: 'it'①s fine'②\nb: 1", "unexpected text behind a closing quote",
      hint: "an apostrophe inside single quotes is written ''"),
    BrokenText(
      "a: \"x\nb: \"①y\"②", "unexpected text behind a closing quote",
      hint: "a quote inside double quotes is written \\\"",
      notes: ["1:4 the quoted text starts here"]),
    BrokenText(
      "a: &x 1\nb: *x ①c②", "unexpected text behind a value", hint: "put the whole text in quotes"),
    BrokenText(
      "a: \"①\\d\"②", "unknown escape '\\d' in double quotes",
      hint: "write '\\\\' for a backslash, or use single quotes, which know no escapes"),
    BrokenText(
      "a: \"\\x①ZZ\"②", "an escape such as '\\x41' or '\\u00e9' needs hexadecimal digits",
      hint: "write '\\\\' for a backslash, or use single quotes, which know no escapes"),
    BrokenText(
      "a: |①x②\n y", "unexpected text behind '|'",
      hint: "a block of text starts on the next line; quote the text if this is no block"),
  ])
  func quotes(_ example: BrokenText) { example.check() }

  @Test(arguments: [
    BrokenText(
      "a: ①[②1, 2\nb: 3\n", "this '[' is never closed", hint: "add ']' behind its last value"),
    BrokenText(
      "a:\n  b: ①{②x: {y: 1}\n  c: 3\n", "this '{' is never closed",
      hint: "add '}' behind its last value"),
    BrokenText("a: ①[②", "this '[' is never closed", hint: "add ']' behind its last value"),
    BrokenText(
      "n: it's [x\na: {b: ①[②1, \"]\",\n# ]\n", "this '[' is never closed",
      hint: "add ']' behind its last value"),
    BrokenText("a: ①{②x: 1", "this '{' is never closed", hint: "add '}' behind its last value"),
    BrokenText(
      "- conv: ①{②filters: 6\n- relu\n- dense: 3", "this '{' is never closed",
      hint: "add '}' behind its last value"),
    BrokenText(
      "a: {x: [1, 2①}②", "'[' is closed by '}' instead of ']'",
      notes: ["1:8 '[' was opened here"]),
    BrokenText(
      "a: [1, 2]①]②\n", "']' closes nothing: no bracket is open here",
      hint: "delete it, or put the text in quotes"),
    BrokenText(
      "a: ①}②", "'}' closes nothing: no bracket is open here",
      hint: "delete it, or put the text in quotes"),
    BrokenText(
      "a: {x: 1,①,② y: 2}", "a value is missing before ','", hint: "delete one ','"),
    BrokenText("a: {x: 1 ①y②: 2}", "a ',' is missing before 'y'"),
    BrokenText(
      "a: {x: 1\n  ①y② : 2}", "a ',' is missing before 'y'", notes: ["1:4 '{' was opened here"]),
    BrokenText("a: [1, \"x\" ①\"y\"]②", "a ',' or ']' is missing before this"),
    BrokenText("a: {b: c①:② d}", "a text that contains ': ' has to be quoted"),
    BrokenText(
      "conv: {filters: ①${4 * width}②, kernel: 5}",
      "an expression inside '[…]' or '{…}' has to be quoted", hint: "write \"${4 * width}\""),
    BrokenText(
      "a: [①${x}②]", "an expression inside '[…]' or '{…}' has to be quoted",
      hint: "write \"${x}\""),
  ])
  func brackets(_ example: BrokenText) { example.check() }

  @Test(arguments: [
    BrokenText(
      "a: ①@x y② # z", "a value cannot start with '@'", hint: "put it in quotes: \"@x y\""),
    BrokenText("a: ①%d②", "a value cannot start with '%'", hint: "put it in quotes: \"%d\""),
    BrokenText("a: ①`x`②\n", "a value cannot start with '`'", hint: "put it in quotes: \"`x`\""),
    BrokenText(
      "a: ①,②x", "a value cannot start with ','",
      hint: "put the text in quotes if it is meant literally"),
    BrokenText(
      "①%d:② 1", "a line that starts with '%' is a directive to the YAML reader",
      hint: "a text that starts with '%' has to be quoted"),
    BrokenText(
      "①%TAG② x\n---\na: 1", "a line that starts with '%' is a directive to the YAML reader",
      hint: "a text that starts with '%' has to be quoted"),
    BrokenText(
      "%YAML 1.2\n①%YAML② 1.2\n---\na: 1", "this directive stands here twice",
      hint: "delete one of the lines"),
    BrokenText(
      "a: ①!<x② y", "this is not a tag", hint: "a text that starts with '!' has to be quoted"),
    BrokenText(
      "①%YAML② 3.0\n---\na: 1", "only YAML 1.1 and 1.2 can be read", hint: "delete the '%YAML' line"
    ),
    BrokenText(
      "a: ①*②", "the name behind '*' must consist of letters, digits, '-' and '_'",
      hint: "a text that starts with '*' has to be quoted"),
    BrokenText(
      "a: ①&.x②", "the name behind '&' must consist of letters, digits, '-' and '_'",
      hint: "a text that starts with '&' has to be quoted"),
    BrokenText(
      "a: ①!x!y② z", "this is not a tag", hint: "a text that starts with '!' has to be quoted"),
    BrokenText(
      "a: ①?② x", "a key with '? ' cannot start here",
      hint: "a text that starts with '? ' has to be quoted"),
    BrokenText(
      "a: 1\n...\n①b②", "text behind the end of the document",
      hint: "a document ends at '...', or where its outermost bracket is closed"),
    BrokenText(
      "{a: 1}\n①b:② 1", "text behind the end of the document",
      hint: "a document ends at '...', or where its outermost bracket is closed"),
  ])
  func indicators(_ example: BrokenText) { example.check() }

  @Test func aLongTextIsCutInMessages() {
    let word = String(repeating: "wide ", count: 100) + "end"
    let shown = String(repeating: "wide ", count: 10).dropLast()
    BrokenText(
      "a: 1\n①\(word)②\nc: 3", "a ':' is missing behind '\(shown)…'",
      hint: "every line of a mapping reads 'key: value'"
    ).check()
  }

  @Test func aMessageThatIsNotRecognisedIsShownAsItIs() {
    let error = YAMLSyntaxError(
      problem: .init(text: "found a surprise", offset: 3),
      context: .init(text: "while looking elsewhere", offset: 0))
    let map = TextMap(SourceFile(name: "t", text: "a: b c"))
    let diagnostic = SyntaxExplanation(error, in: map).diagnostic
    #expect(diagnostic.message == "found a surprise")
    #expect(text(in: diagnostic.range) == "b")
    #expect(diagnostic.notes.map(\.message) == ["while looking elsewhere"])
  }
}
