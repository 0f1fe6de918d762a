internal import Foundation
package import Specification

/// Numbers as text: the same on every machine and in every locale.
package enum NumberText {
  /// A number with a fixed count of digits after the point.
  package static func fixed(_ value: Double, _ digits: Int) -> String {
    if let decimal = DecimalDigits(abs(value), places: digits) {
      return decimal.text(isNegative: value < 0)
    }
    return special(value) ?? unsigned(zero: String(format: "%.\(digits)f", value))
  }

  /// A number with a count of significant digits.
  package static func significant(_ value: Double, _ digits: Int) -> String {
    if let decimal = DecimalDigits(abs(value), significant: digits) {
      return decimal.shortened.text(isNegative: value < 0)
    }
    return special(value) ?? unsigned(zero: String(format: "%.\(digits)g", value))
  }

  /// The raw form of CSV files: accuracies with 6 decimals, everything else with 6 digits.
  package static func raw(_ value: Double, _ quantity: Metric.Quantity) -> String {
    switch quantity {
    case .accuracy: fixed(value, 6)
    case .loss, .cost: padded(value)
    }
  }

  /// Six significant digits with their trailing zeros, so that columns line up.
  private static func padded(_ value: Double) -> String {
    if let decimal = DecimalDigits(abs(value), significant: 6) {
      return decimal.text(isNegative: value < 0)
    }
    let text = special(value) ?? unsigned(zero: String(format: "%#.6g", value))
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  private static func special(_ value: Double) -> String? {
    if value.isNaN { return "NaN" }
    return value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : nil
  }

  /// Removes the sign of a number that was rounded to zero.
  private static func unsigned(zero text: String) -> String {
    text.hasPrefix("-") && !text.utf8.contains { (0x31...0x39).contains($0) }
      ? String(text.dropFirst()) : text
  }
}
