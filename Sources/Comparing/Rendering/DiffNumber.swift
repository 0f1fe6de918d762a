internal import Foundation
internal import Reporting

/// Numbers of a comparison as text.
enum DiffNumber {
  /// Digits after the point for a column: two of the largest difference, one more for a lesser one.
  static func digits(_ cells: [CellComparison]) -> Int {
    let differences = cells.compactMap(\.difference).map(abs).filter { $0 > 0 && $0.isFinite }
    let means = cells.flatMap { [$0.a?.mean, $0.b?.mean] }.compactMap(\.self)
    let largest = means.map(abs).max() ?? 1
    // Six digits is what the files have.
    let most = largest >= 1 ? max(0, 6 - Int(log10(largest)) - 1) : 6
    guard let least = differences.min(), let greatest = differences.max() else {
      return min(4, most)
    }
    func needed(_ value: Double) -> Int { 1 - Int(log10(value).rounded(.down)) }
    let base = max(4, needed(greatest))
    return min(needed(least) > base ? base + 1 : base, most)
  }

  static func fixed(_ value: Double, _ digits: Int) -> String {
    minus(
      abs(value) < 1e9 ? NumberText.fixed(value, digits) : NumberText.significant(value, 6))
  }

  /// With its sign, also a plus; 0 has none.
  static func signed(_ value: Double, _ digits: Int) -> String {
    let text = fixed(value, digits)
    return value > 0 && text.utf8.contains { (0x31...0x39).contains($0) } ? "+\(text)" : text
  }

  static func pValue(_ value: Double) -> String {
    if value < 0.001 { return value < 1e-4 ? "<0.0001" : NumberText.fixed(value, 4) }
    return value < 0.1 ? NumberText.significant(value, 3) : NumberText.fixed(value, 2)
  }

  /// As short as six digits allow.
  static func plain(_ value: Double) -> String { NumberText.significant(value, 6) }

  /// As short as reads back the same.
  static func exact(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// The typographic sign, as wide as a plus.
  private static func minus(_ text: String) -> String {
    text.hasPrefix("-") ? "−" + text.dropFirst() : text
  }
}
