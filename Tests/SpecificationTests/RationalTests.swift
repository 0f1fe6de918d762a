import Testing

@testable import Specification

@Suite("Exact arithmetic")
struct RationalTests {
  @Test(arguments: [
    ("12", 12, 1), ("-0.5", -1, 2), ("+1e-4", 1, 10_000), ("2.50e1", 25, 1), ("0.1", 1, 10),
    (".5", 1, 2), ("3.", 3, 1), ("0e-300", 0, 1),
  ])
  func readsDecimals(_ text: String, _ numerator: Int, _ denominator: Int) throws {
    let rational = try #require(Rational(decimal: text))
    #expect(rational.numerator == Int128(numerator))
    #expect(rational.denominator == Int128(denominator))
    #expect(rational.double == Double(text.hasSuffix(".") ? text + "0" : text))
  }

  @Test(arguments: ["", "-", ".", "1.2.3", "abc", "1e", "1e5000", "0x10", "1e60", "１"])
  func refusesOtherTexts(_ text: String) {
    #expect(Rational(decimal: text) == nil)
  }

  @Test func sumsOfTenthsAreExact() throws {
    let tenth = try #require(Rational(decimal: "0.1"))
    #expect(try (tenth + tenth + tenth).double == 0.3)
    #expect(0.1 + 0.1 + 0.1 != 0.3)
  }

  @Test func quotientsAreNearest() throws {
    #expect(try (Rational(1) / Rational(3)).double == 1.0 / 3)
    #expect(try (Rational(-2) / Rational(7)).double == -2.0 / 7)
    #expect(try (Rational(1) / Rational(1_000_000_007)).double == 1.0 / 1_000_000_007)
  }

  @Test func failures() {
    #expect(throws: Rational.Failure.divisionByZero) { try Rational(1) / Rational(0) }
    let large = Rational(Int.max)
    #expect(throws: Rational.Failure.tooLarge) { try large * large * large }
    #expect(throws: Rational.Failure.tooLarge) {
      try Rational(decimal: "1e38").map { try $0 + $0 }
    }
  }

  @Test(arguments: [
    ("1 + 2 * 3", 7.0), ("(1 + 2) * 3", 9), ("8 / 4 / 2", 1), ("2 - 3 - 4", -5), ("-2 * -3", 6),
    ("1e2 + 0.5", 100.5), ("4 × 5 ÷ 2 − 1", 9), ("$x * x", 9), (" ( ( 7 ) ) ", 7), ("--1", 1),
  ])
  func expressions(_ text: String, _ value: Double) throws {
    let expression = try Specification.Expression(text)
    #expect(try expression.value(["x": Rational(3)]).double == value)
  }

  @Test(arguments: ["", "+", "1 2", "x y", "(1", "1)", "$", "$1", "1..2", "a.b", "2x", "é"])
  func malformedExpressions(_ text: String) {
    #expect(throws: Specification.Expression.Failure.self) { try Specification.Expression(text) }
  }

  @Test(arguments: [
    String(repeating: "(", count: 400), String(repeating: "-", count: 900) + "1",
    "1" + String(repeating: "+1", count: 5000),
  ])
  func hugeExpressionsAreRefused(_ text: String) {
    #expect(throws: Specification.Expression.Failure.self) { try Specification.Expression(text) }
  }

  @Test func roundingKeepsSixDigits() {
    #expect(Spread.rounded(0.001234565999)?.double == 0.00123457)
    #expect(Spread.rounded(123_456.7)?.integer == 123_457)
  }
}
