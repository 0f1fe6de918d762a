import Diagnostics
import TestSupport
import Testing

@testable import YAMLReader

@Suite struct EntryListTests {
  @Test func aRepeatedKeyIsAnErrorAtTheRepeat() throws {
    expectDiagnostics(
      "a: 1\nb:\n  a: 2\n①\"a\"②: 3\n",
      [
        Expected(
          "①", "②", .duplicateKey, "the key 'a' is defined twice",
          hint: "delete or rename one of the two")
      ], from: readAndForget)
    let (node, diagnostics) = read("a: 1\nb: 2\na: 3\n")
    #expect(node?.dump == "{a: 1, b: 2}")
    let note = try #require(diagnostics.diagnostics.first?.notes.first)
    #expect(note.message == "first defined here")
    #expect(note.range?.start == SourcePosition(line: 1, column: 1))
  }

  @Test func eachRepeatIsReported() {
    expectDiagnostics(
      "{a: 1, ①a②: 2, ③a④: 3, <<: {b: 1}, ⑤<<⑥: {c: 1}}",
      [
        Expected("①", "②", .duplicateKey, "the key 'a' is defined twice"),
        Expected("③", "④", .duplicateKey, "the key 'a' is defined twice"),
        Expected("⑤", "⑥", .duplicateKey, "the key '<<' is defined twice"),
      ], from: readAndForget)
  }

  @Test func aLongKeyIsCut() {
    let key = "\"first\\n\(String(repeating: "x", count: 60))\""
    expectDiagnostics(
      "{\(key): 1, ①\(key)②: 2}",
      [
        Expected(
          "①", "②", .duplicateKey,
          "the key 'first \(String(repeating: "x", count: 33))…' is defined twice")
      ], from: readAndForget)
  }

  @Test func keysAreScalars() {
    expectDiagnostics(
      "①[a, b]②: 1\n? ③{c: 1}④\n: 2\n⑤:⑥ 3\nx: 4\n",
      [
        Expected("①", "②", .syntax, "a key must be plain text, not a list"),
        Expected("③", "④", .syntax, "a key must be plain text, not a mapping"),
        Expected("⑤", "⑥", .syntax, "a key is missing before ':'"),
      ], from: readAndForget)
  }

  @Test func mergesTakeMappingsOnly() {
    expectDiagnostics(
      "a: &a {x: 1}\nb: {<<: ①3②}\nc: {<<: [*a, ③text④]}\n",
      [
        Expected(
          "①", "②", .wrongType,
          "'<<' merges a mapping or a list of mappings, not the number 3",
          hint: "write '<<: *name' with the name of an anchored mapping"),
        Expected(
          "③", "④", .wrongType,
          "'<<' merges a mapping or a list of mappings, not the text 'text'"),
      ], from: readAndForget)
  }

  @Test func aMissingSpaceBehindAColonIsReportedAndRepaired() {
    expectDiagnostics(
      "conv: {①filters:6②, kernel: 5}",
      [
        Expected(
          "①", "②", .syntax, "a space is missing behind ':'", hint: "write 'filters: 6'")
      ], from: readAndForget)
    let (node, _) = read("conv: {filters:6, kernel: 5}")
    #expect(node?.dump == "{conv: {filters: 6, kernel: 5}}")
    #expect(node?["conv"]?["filters"].map { text(in: $0.range) } == "6")
  }
}
