import Testing

@testable import YAMLReader

@Suite struct CoreSchemaTests {
  @Test(
    arguments: [
      ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null),
      ("true", .boolean(true)), ("True", .boolean(true)), ("TRUE", .boolean(true)),
      ("false", .boolean(false)), ("False", .boolean(false)), ("FALSE", .boolean(false)),
      ("0", .integer(0)), ("-1", .integer(-1)), ("+1", .integer(1)), ("007", .integer(7)),
      ("0o17", .integer(15)), ("0x1F", .integer(31)), ("0xff", .integer(255)),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .number(9_223_372_036_854_775_808)),
      ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
      ("0xFFFFFFFFFFFFFFFFF", .number(295_147_905_179_352_825_856)),
      ("1e-4", .number(1e-4)), ("1e-3", .number(1e-3)), ("1E5", .number(1e5)),
      ("1e+2", .number(100)),
      ("-.5", .number(-0.5)), (".5", .number(0.5)), ("1.", .number(1)), ("+1.5e3", .number(1500)),
      ("0.1", .number(0.1)), (".inf", .number(.infinity)), ("-.INF", .number(-.infinity)),
      ("+.Inf", .number(.infinity)), ("1e400", .number(.infinity)), ("1e-400", .number(0)),
    ] as [(String, YAMLScalar.Kind)])
  func typed(_ text: String, _ kind: YAMLScalar.Kind) {
    #expect(CoreSchema.kind(ofPlain: text) == kind)
  }

  @Test(arguments: [".nan", ".NaN", ".NAN"])
  func notANumber(_ text: String) {
    guard case .number(let value) = CoreSchema.kind(ofPlain: text) else {
      Issue.record("\(text) is no number")
      return
    }
    #expect(value.isNaN)
  }

  @Test(arguments: [
    "no", "yes", "on", "off", "y", "n", "No", "tRUE", "nUll", "1_000", "1,000", "1e", "e5", ".",
    "-", "+", "+-1", "--1", "1-", "0x", "0o", "0o8", "0xG", "-0x1F", "+0o7", "0b1", ".e5", "-.",
    "1.2.3", "12:30", "1e5.5", "inf", "nan", "-.nan", "+.nan", ".iNf", "1 2", "٣", "½", "1d",
    "0x1p3",
    "infinity", "$x", "1e+", "..5",
  ])
  func text(_ text: String) {
    #expect(CoreSchema.kind(ofPlain: text) == .string)
  }
}
