internal import Foundation
internal import Reporting

/// A mean as the table prints it, held against the trials' values as their list prints them.
struct PrintedMean {
  let text: String
  let value: Double

  /// Whether the mean of the trials is the table's.
  ///
  /// - Parameters:
  ///   - mean: The mean of the trials' values.
  ///   - texts: These values as printed.
  /// - Returns: Whether rounding as printed explains how far the two lie apart.
  func agrees(with mean: Double, of texts: [String]) -> Bool {
    guard value.isFinite, !texts.isEmpty else { return true }
    let units = texts.reduce(0) { $0 + Self.unit($1) } / Double(texts.count)
    // Neither number nor mean is exact in binary.
    return abs(mean - value) <= (Self.unit(text) + units) / 2 * (1 + 1e-9) + 1e-12 * abs(value)
  }

  /// A number with one digit more than the table has, so that it shows where it differs.
  func exceeding(_ mean: Double) -> String {
    NumberText.fixed(mean, max(0, Self.decimals(text) + 1))
  }

  /// The step between neighbouring numbers of a text's precision.
  private static func unit(_ text: String) -> Double { pow(10, -Double(decimals(text))) }

  /// The digits behind the point that a number was rounded to; below 0 in front of it.
  ///
  /// Fewer than the six that results have are taken for zeros that another program left off.
  static func decimals(_ text: String) -> Int {
    let parts = text.lowercased().split(separator: "e", maxSplits: 1)
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let fraction = parts.first?.split(separator: ".", omittingEmptySubsequences: false)
    let printed = (fraction.map { $0.count > 1 ? $0[1].count : 0 } ?? 0) - exponent
    guard let value = Double(text), value.isFinite, value != 0 else { return max(printed, 6) }
    // Fractions have six decimals, what is larger has six digits.
    return max(printed, min(6, 5 - Int(log10(abs(value)).rounded(.down))))
  }
}
