import Testing

@testable import Diagnostics

@Suite struct DiagnosticListTests {
  let first = SourceFile(name: "a.yaml", text: "one\ntwo\n")
  let second = SourceFile(name: "b.yaml", text: "one\ntwo\n")

  func range(_ file: SourceFile, _ line: Int, _ column: Int) -> SourceRange {
    let start = SourcePosition(line: line, column: column)
    return SourceRange(file: file, start: start, end: start)
  }

  @Test func aMistakeThatIsMetAgainIsListedOnce() {
    var list = DiagnosticList()
    list.report(.unknownKey, at: range(first, 1, 1), "m")
    list.report(.unknownKey, at: range(first, 1, 1), "m", hint: "another hint")
    #expect(list.diagnostics.map(\.hint) == [nil])
    list.report(.unknownKey, at: range(first, 1, 2), "m")
    list.report(.unknownKey, at: range(second, 1, 1), "m")
    list.report(.missingKey, at: range(first, 1, 1), "m")
    list.report(.unknownKey, at: range(first, 1, 1), "n")
    #expect(list.diagnostics.count == 5)
  }

  @Test func diagnosticsAreSortedByFileAndPlaceThenDiscovery() {
    var list = DiagnosticList()
    list.report(.unknownKey, at: range(second, 1, 1), "e")
    list.report(.unknownKey, at: range(first, 2, 1), "d")
    list.report(.unknownKey, at: range(first, 1, 3), "b")
    list.report(.suspiciousValue, at: range(first, 1, 3), "c")
    list.report(.unknownKey, at: range(first, 1, 1), "a")
    #expect(list.sorted.map(\.message) == ["a", "b", "c", "d", "e"])
  }

  @Test func summaryCountsErrorsAndWarnings() {
    var list = DiagnosticList()
    #expect(list.summary == "no errors")
    list.report(.suspiciousValue, at: range(first, 1, 1), "w")
    #expect(list.summary == "1 warning")
    #expect(!list.hasErrors)
    list.report(.unknownKey, at: range(first, 1, 1), "a")
    #expect(list.summary == "1 error, 1 warning")
    list.report(.unknownKey, at: range(first, 2, 1), "b")
    list.report(.suspiciousValue, at: range(first, 2, 1), "w")
    #expect(list.summary == "2 errors, 2 warnings")
    #expect(list.hasErrors)
  }

  @Test(.timeLimit(.minutes(1)))
  func manyDiagnosticsAreAddedQuickly() {
    var list = DiagnosticList()
    for line in 1...50_000 { list.report(.duplicateKey, at: range(first, line, 1), "m") }
    #expect(list.errorCount == 50_000)
  }
}
