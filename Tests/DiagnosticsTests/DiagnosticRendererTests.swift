import Testing
import TestSupport

@testable import Diagnostics

@Suite struct DiagnosticRendererTests {
  /// Renders one diagnostic between the markers `①` and `②` of a text.
  func render(
    _ marked: String, _ code: DiagnosticCode = .unknownKey, _ message: String = "wrong",
    hint: String? = nil, renderer: DiagnosticRenderer = DiagnosticRenderer(),
    notes: (SourceFile, (String, String) -> SourceRange) -> [Diagnostic.Note] = { _, _ in [] }
  ) throws -> String {
    let text = MarkedText(marked)
    let file = SourceFile(name: "a.yaml", text: text.text)
    func range(_ start: String, _ end: String) -> SourceRange {
      let (start, end) = (text.positions[start] ?? (1, 1), text.positions[end] ?? (1, 1))
      return SourceRange(
        file: file, start: SourcePosition(line: start.line, column: start.column),
        end: SourcePosition(line: end.line, column: end.column))
    }
    return renderer.render(
      Diagnostic(
        code, at: range("①", "②"), message, hint: hint, notes: notes(file, range)))
  }

  @Test func anErrorShowsPlaceLineMarkAndHint() throws {
    let rendered = try render(
      "training:\n  optimizer:\n    sgd: {①learing_rate②: 0.1}\n", .unknownKey,
      "unknown key 'learing_rate'", hint: "did you mean 'learning_rate'?")
    #expect(
      rendered == """
        a.yaml:3:11: error: unknown key 'learing_rate' [E0201]
          |
        3 |     sgd: {learing_rate: 0.1}
          |           ^^^^^^^^^^^^
          = help: did you mean 'learning_rate'?

        """)
  }

  @Test func notesHaveTheirOwnExcerptAndOneGutter() throws {
    let lines = (2...9).map { "k\($0): 0\n" }.joined()
    let rendered = try render(
      "③name④: x\n\(lines)①name②: y\n", .duplicateKey, "the key 'name' is defined twice"
    ) { _, range in
      [.init("first defined here", at: range("③", "④")), .init("keys are compared as text")]
    }
    #expect(
      rendered == """
        a.yaml:10:1: error: the key 'name' is defined twice [E0105]
           |
        10 | name: y
           | ^^^^
        a.yaml:1:1: note: first defined here
           |
         1 | name: x
           | ----
           = note: keys are compared as text

        """)
  }

  @Test func aWarningSaysSo() throws {
    #expect(
      try render("a: ①1②", .suspiciousValue) == """
        a.yaml:1:4: warning: wrong [W0901]
          |
        1 | a: 1
          |    ^

        """)
  }

  @Test(
    "Marks stand below what they mean",
    arguments: [
      ("\t\tkey: ①value② x", "        key: value x", "             ^^^^^"),
      ("a\tb①c②", "a   bc", "     ^"),
      ("日本: ①値段②", "日本: 値段", "      ^^^^"),
      ("e\u{301}e\u{301}: ①u\u{308}②!", "e\u{301}e\u{301}: u\u{308}!", "    ^"),
      ("🙂🇩🇪👩‍💻: ①x②", "🙂🇩🇪👩‍💻: x", "        ^"),
      ("key: ①②", "key:", "     ^"),
      ("①②", "", "^"),
      ("①a: 1  \nb: 2②", "a: 1", "^^^^"),
      ("a\u{1B}[31m: ①x②", "a␛[31m: x", "        ^"),
      ("a\u{202E}b: ①x②", "a\u{FFFD}b: x", "     ^"),
    ])
  func alignment(_ marked: String, _ line: String, _ marks: String) throws {
    // A text of its own line, because a source without any text has no excerpt.
    let lines = try render(marked + "\n").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.dropFirst(2).first.map(String.init) == (line.isEmpty ? "1 |" : "1 | \(line)"))
    #expect(lines.dropFirst(3).first.map(String.init) == "  | \(marks)")
  }

  @Test(
    "Long lines are cut around the mark",
    arguments: [
      (0, 10, "key0123456789", "^^^"),
      (0, 40, "key01234567890123456789012345…", "^^^"),
      (10, 40, "0123456789key0123456789012345…", "          ^^^"),
      (40, 40, "…456789key0123456789012345678…", "       ^^^"),
      (40, 0, "…5678901234567890123456789key", "                          ^^^"),
    ])
  func longLines(_ before: Int, _ after: Int, _ line: String, _ marks: String) throws {
    func digits(_ count: Int) -> String { (0..<count).map { String($0 % 10) }.joined() }
    let rendered = try render(
      digits(before) + "①key②" + digits(after), renderer: DiagnosticRenderer(excerptWidth: 30))
    let lines = rendered.split(separator: "\n").dropFirst(2).map { $0.dropFirst(4) }
    #expect(lines.map(String.init) == [line, marks])
    #expect(line.count <= 30)
  }

  @Test func aMarkThatIsLongerThanTheExcerptIsCut() throws {
    let renderer = DiagnosticRenderer(excerptWidth: 20)
    let rendered = try render(
      "①" + String(repeating: "x", count: 2_000_000) + "②", renderer: renderer)
    #expect(
      rendered == """
        a.yaml:1:1: error: wrong [E0201]
          |
        1 | xxxxxxxxxxxxxxxxxxx…
          | ^^^^^^^^^^^^^^^^^^^

        """)
  }

  @Test func aFileWithoutTextIsNamedWithoutPosition() throws {
    var diagnostics = DiagnosticList()
    #expect(SourceFile.load(path: "nowhere/a.yaml", into: &diagnostics) == nil)
    #expect(
      DiagnosticRenderer().render(diagnostics) == """
        nowhere/a.yaml: error: there is no such file [E0106]

        1 error

        """)
  }

  @Test func theListIsSortedCountedAndLimited() {
    let file = SourceFile(name: "a.yaml", text: "a: 1\nb: 2\nc: 3\n")
    var list = DiagnosticList()
    for line in [3, 1, 2] {
      let start = SourcePosition(line: line, column: 4)
      let end = SourcePosition(line: line, column: 5)
      list.report(
        line == 2 ? .suspiciousValue : .outOfRange,
        at: SourceRange(file: file, start: start, end: end), "message \(line)")
    }
    #expect(
      DiagnosticRenderer(maximumCount: 2).render(list) == """
        a.yaml:1:4: error: message 1 [E0302]
          |
        1 | a: 1
          |    ^

        a.yaml:3:4: error: message 3 [E0302]
          |
        3 | c: 3
          |    ^

        … and 1 more

        2 errors, 1 warning

        """)
    #expect(DiagnosticRenderer().render(DiagnosticList()) == "")
  }

  @Test func longRemarksAreWrapped() throws {
    let rendered = try render(
      "①a②", hint: "one two three four five\nsix",
      renderer: DiagnosticRenderer(excerptWidth: 20)
    ) { _, _ in [.init("shapes so far: input 1×28×28 → conv1 6×28×28")] }
    #expect(
      rendered == """
        a.yaml:1:1: error: wrong [E0201]
          |
        1 | a
          | ^
          = help: one two three four
                  five
                  six
          = note: shapes so far: input
                  1×28×28 → conv1
                  6×28×28

        """)
  }

  @Test func colourOnlyAddsSequences() throws {
    let marked = "a: ①1②\n③b④: 2"
    let plain = try render(marked, hint: "h") { _, range in [.init("n", at: range("③", "④"))] }
    let coloured = try render(marked, hint: "h", renderer: DiagnosticRenderer(usesColor: true)) {
      _, range in [.init("n", at: range("③", "④"))]
    }
    #expect(!plain.contains("\u{1B}"))
    #expect(coloured.hasPrefix("\u{1B}[1ma.yaml:1:4:\u{1B}[0m \u{1B}[1;31merror:\u{1B}[0m "))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test func messagesCannotControlTheTerminal() throws {
    let rendered = try render("①a②", .unknownKey, "unknown key '\u{1B}[2J'", hint: "a\tb\u{202E}")
    #expect(rendered.contains("unknown key '␛[2J'"))
    #expect(rendered.contains("= help: a␉b\u{FFFD}"))
  }
}
