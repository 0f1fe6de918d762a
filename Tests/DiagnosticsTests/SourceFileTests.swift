import Testing

@testable import Diagnostics

@Suite struct SourceFileTests {
  @Test(arguments: [
    ("", [""]), ("a", ["a"]), ("a\n", ["a", ""]), ("a\r\nb", ["a", "b"]), ("a\rb", ["a", "b"]),
    ("a\n\nb", ["a", "", "b"]), ("a\r\n\r\nb", ["a", "", "b"]), ("a\r\rb", ["a", "", "b"]),
    ("a\n\rb", ["a", "", "b"]), ("e\u{301}\u{2028}x\u{85}y", ["e\u{301}\u{2028}x\u{85}y"]),
  ])
  func linesEndAtLineFeedsAndReturnsOnly(_ text: String, _ lines: [String]) {
    #expect(SourceFile(name: "t", text: text).lines == lines)
  }

  @Test func aLineOutsideTheFileIsEmpty() {
    let file = SourceFile(name: "t", text: "a\nb")
    #expect(file.line(2) == "b")
    #expect(file.line(3) == "" && file.line(0) == "" && file.line(-1) == "")
  }

  @Test func theWholeRangeEndsBehindTheLastScalar() {
    let range = SourceRange(whole: SourceFile(name: "t", text: "a\ne\u{301}x"))
    #expect(range.start == SourcePosition(line: 1, column: 1))
    #expect(range.end == SourcePosition(line: 2, column: 4))
  }
}
