import Foundation
import Testing

@testable import Reporting

/// `printf` has the last word on how a number is rounded.
@Suite struct DecimalDigitsTests {
  private static let numbers: [Double] = {
    var generator = SystemRandomNumberGenerator()
    var numbers: [Double] = [
      0, 0.5, 1.5, 2.5, 0.125, 0.375, 0.0625, 0.000_5, 0.1, 0.15, 0.25, 0.35, 1e-4, 9.999_999_5,
      99_999.95, 999_999.5, 999_999.4, 1e6, 123_456.5, 0.999_999_5, 0.000_099_999_999, 4e15, 1e17,
      1e300, .leastNonzeroMagnitude, 0.000_1.nextDown, 0.000_1.nextUp, 1.nextDown, 10.nextDown,
      100_000.nextDown,
    ]
    for _ in 0..<5_000 {
      numbers.append(Double.random(in: 0..<1, using: &generator))
      let exponent = Double.random(in: -6...10, using: &generator)
      numbers.append(pow(10, exponent))
      // Few decimals: often exactly in the middle.
      numbers.append((pow(10, exponent) * 8).rounded() / 8)
      numbers.append((Double.random(in: 0..<1, using: &generator) * 1e7).rounded() / 1e7)
    }
    return numbers
  }()

  /// The numbers that are written in another way than `printf` does it.
  private func mistakes(
    _ format: String, _ text: (Double) -> String?
  ) -> [Double] {
    Self.numbers.filter { number in
      text(number).map { $0 != String(format: format, number) } ?? false
    }
  }

  @Test(arguments: [0, 1, 2, 4, 6, 9, 15]) func fixedPlacesArePrintfs(_ places: Int) {
    let mistakes = mistakes("%.\(places)f") {
      DecimalDigits($0, places: places)?.text(isNegative: false)
    }
    #expect(mistakes == [])
  }

  @Test(arguments: 1...9) func significantDigitsArePrintfs(_ digits: Int) {
    let short = mistakes("%.\(digits)g") {
      DecimalDigits($0, significant: digits)?.shortened.text(isNegative: false)
    }
    #expect(short == [])
    let padded = mistakes("%#.\(digits)g") { number in
      DecimalDigits(number, significant: digits).map {
        $0.text(isNegative: false) + ($0.places == 0 ? "." : "")
      }
    }
    #expect(padded == [])
  }

  /// Else the tests above would be content with a path that is never taken.
  @Test func mostNumbersAreDecided() {
    let shares = Self.numbers.filter { $0 > 1e-4 && $0 < 1e5 }
    let decided = shares.count { DecimalDigits($0, places: 6) != nil }
    #expect(Double(decided) > 0.9 * Double(shares.count))
    #expect(DecimalDigits(0.5, places: 0) == nil)
    #expect(DecimalDigits(0.15, places: 1) == nil)
    #expect(DecimalDigits(0.16, places: 1)?.text(isNegative: true) == "-0.2")
    #expect(DecimalDigits(0.01, places: 1)?.text(isNegative: true) == "0.0")
    #expect(DecimalDigits(1e-5, significant: 6) == nil)
    #expect(DecimalDigits(.infinity, places: 2) == nil)
    #expect(DecimalDigits(.nan, places: 2) == nil)
  }
}
