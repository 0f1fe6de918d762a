import Diagnostics
import TestSupport
import Testing

@testable import YAMLReader

@Suite struct ReaderLimitsTests {
  func check(_ limits: ReaderLimits) -> (SourceFile, inout DiagnosticList) -> Void {
    { file, diagnostics in _ = YAMLReader.read(file, limits: limits, into: &diagnostics) }
  }

  @Test func bytes() {
    let limits = ReaderLimits(bytes: 6, depth: 9, nodes: 9)
    expectDiagnostics("a: äö", [], from: { file, _ in #expect(file.text.utf8.count == 7) })
    expectDiagnostics(
      "①②a: äö",
      [Expected("①", "②", .limitExceeded, "the text has 7 bytes; at most 6 are read")],
      from: check(limits))
    expectDiagnostics("a: öo", [], from: check(limits))
  }

  @Test func depth() {
    let limits = ReaderLimits(bytes: 999, depth: 3, nodes: 99)
    let message = "values are nested more than 3 levels deep"
    expectDiagnostics("[[[1]]]", [], from: check(limits))
    expectDiagnostics(
      "a:\n  b:\n    - ①②- 1", [Expected("①", "②", .limitExceeded, message)], from: check(limits))
    expectDiagnostics(
      "[[[①[②1]]]]", [Expected("①", "②", .limitExceeded, message)], from: check(limits))
    // Two levels here and two behind the alias.
    expectDiagnostics(
      "- &a [[1]]\n- [①*a②]", [Expected("①", "②", .limitExceeded, message)], from: check(limits))
    expectDiagnostics("- &a [[1]]\n- *a", [], from: check(limits))
  }

  @Test func nodes() {
    let limits = ReaderLimits(bytes: 999, depth: 9, nodes: 5)
    let message = "the document has more than 5 values, aliases counted as copies"
    expectDiagnostics("[1, 2, 3, 4]", [], from: check(limits))
    expectDiagnostics(
      "[1, 2, 3, 4, ①5②]", [Expected("①", "②", .limitExceeded, message)], from: check(limits))
    expectDiagnostics(
      "[&a [1, 2], ①*a②]", [Expected("①", "②", .limitExceeded, message)], from: check(limits))
  }

  @Test(.timeLimit(.minutes(1)))
  func aliasesDoNotExplode() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...40 {
      let uses = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(uses)]\n"
    }
    let (node, diagnostics) = read(text)
    #expect(node == nil)
    #expect(
      diagnostics.diagnostics.map(\.message)
        == ["the document has more than 100000 values, aliases counted as copies"])
  }

  @Test(
    "Long repetitions are read or refused without delay", .timeLimit(.minutes(1)),
    arguments: [
      "[", "{", "{a: ", "- ", "? ", "a: &a ", "\"", "'", "a\n", "a: 1\n", "a:\n", "[a, ", "!a ",
      "*a ",
      "- !x\n", "- *x\n", "a:1\n", "\t", "\r", "#", "- [a]\n", "- &x [*y]\n", "|\n", "%", "'x'",
      "x ",
      "{x:1, ", " a: 1\n", "---\n", "<<: {a: 1}\n", "- 1e400\n", "é", "\u{2028}", ": ", ",", "]",
    ])
  func hostileRepetition(_ unit: String) {
    let count = 60_000 / unit.utf8.count
    let file = SourceFile(name: "t", text: String(repeating: unit, count: count))
    for text in [file.text, "a: " + file.text, "[" + file.text, "a:\n" + file.text] {
      let (_, diagnostics) = read(text)
      #expect(diagnostics.diagnostics.allSatisfy { isInside($0.range) })
    }
  }
}
