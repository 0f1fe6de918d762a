import Diagnostics
import TestSupport
import Testing

@testable import YAMLReader

@Suite struct NodeBuilderTests {
  @Test func unknownAliasesAreReported() {
    expectDiagnostics(
      "a: &base 1\nb: ①*bas②\nc: ③*other④\nd: &d [1, ⑤*d⑥]\ne: ⑦*later⑧\nf: &later 1\n",
      [
        Expected(
          "①", "②", .syntax, "no anchor '&bas' is defined before this alias",
          hint: "did you mean '*base'?"),
        Expected(
          "③", "④", .syntax, "no anchor '&other' is defined before this alias",
          hint: "a text that starts with '*' has to be quoted"),
        Expected("⑤", "⑥", .syntax, "the alias '*d' stands inside the value it refers to"),
        Expected("⑦", "⑧", .syntax, "no anchor '&later' is defined before this alias"),
      ], from: readAndForget)
  }

  @Test func tagsAreChecked() {
    expectDiagnostics(
      """
      a: ①!point② [1, 2]
      b: ③!!binary④ x
      c: !!int ⑤1.5⑥
      d: !!bool ⑦yes⑧
      e: ⑨!!map [⑩1]
      f: !!seq ⑪x⑫
      g: !!null ⑬0⑭
      h: !!int ⑮2
        5⑯
      """,
      [
        Expected(
          "①", "②", .syntax, "unknown tag '!point'",
          hint: "a text that starts with '!' has to be quoted"),
        Expected("③", "④", .syntax, "unknown tag '!!binary'"),
        Expected("⑤", "⑥", .wrongType, "'1.5' is not what its tag '!!int' says"),
        Expected("⑦", "⑧", .wrongType, "'yes' is not what its tag '!!bool' says"),
        Expected("⑨", "⑩", .wrongType, "the tag '!!map' does not fit a list"),
        Expected("⑪", "⑫", .wrongType, "the tag '!!seq' does not fit a single value"),
        Expected("⑬", "⑭", .wrongType, "'0' is not what its tag '!!null' says"),
        Expected("⑮", "⑯", .wrongType, "'2 5' is not what its tag '!!int' says"),
      ], from: readAndForget)
  }

  @Test func aNumberThatIsTooLargeIsReported() {
    expectDiagnostics(
      "a: ①1e400②\nb: .inf\nc: '1e400'\nd: ③-1e999④",
      [
        Expected("①", "②", .outOfRange, "the number 1e400 is too large for 64 bits"),
        Expected("③", "④", .outOfRange, "the number -1e999 is too large for 64 bits"),
      ], from: readAndForget)
  }
}
