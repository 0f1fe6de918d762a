import Diagnostics
import TestSupport
import Testing

@testable import YAMLReader

@Suite struct CharacterCheckTests {
  @Test func controlCharactersAreReported() {
    expectDiagnostics(
      "a: x①\u{0}②",
      [
        Expected(
          "①", "②", .encoding, "a NUL character (U+0000) stands in the text",
          hint: "is this a binary file, or saved as UTF-16? Save it as UTF-8")
      ], from: readAndForget)
    expectDiagnostics(
      "a: 1\r\nb: \"①\u{1B}②[0m\u{7}\"",
      [
        Expected(
          "①", "②", .encoding, "the control character U+001B is not allowed in YAML",
          hint: "delete it, or write it as an escape in double quotes: \"\\u001B\"")
      ], from: readAndForget)
    expectDiagnostics(
      "a: 1\n①\u{FEFF}②b: 2",
      [Expected("①", "②", .encoding, "a byte order mark (U+FEFF) stands inside the text")],
      from: readAndForget)
    expectDiagnostics(
      "a: ①\u{9F}②",
      [Expected("①", "②", .encoding, "the control character U+009F is not allowed in YAML")],
      from: readAndForget)
  }

  @Test func invisibleCharactersAtTheEndsOfPlainTextsAreReported() {
    let hint = "delete it or replace it by a space; quote the text if it is meant"
    expectDiagnostics(
      "a: x\n③\u{A0}④ b: 2\nc: x①\u{3000}②\n",
      [
        Expected(
          "③", "④", .encoding, "an invisible character (U+00A0) stands before the text", hint: hint),
        Expected(
          "①", "②", .encoding, "an invisible character (U+3000) stands behind the text", hint: hint),
      ], from: readAndForget)
    expectDiagnostics(
      "a: \"\u{A0}x\"\nb: x\u{A0}y\nc: |\n  \u{A0}x\n", [], from: readAndForget)
  }

  @Test(arguments: ["\u{85}", "\u{A0}", "é", "\u{FFFD}", "🙂", "\u{E000}", "\u{10FFFF}", "\t"])
  func otherCharactersAreAllowed(_ character: String) {
    let (node, diagnostics) = read("a: \"x\(character)y\"")
    #expect(diagnostics.diagnostics == [])
    #expect(node?["a"]?.scalar?.text.contains("x") == true)
  }
}
