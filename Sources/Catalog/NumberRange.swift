/// An interval of real numbers whose ends may each be open, closed or absent.
package struct NumberRange: Hashable, Sendable, CustomStringConvertible {
  package var lower: Double?
  package var upper: Double?
  package var includesLower: Bool
  package var includesUpper: Bool

  package init(
    lower: Double? = nil, includesLower: Bool = true, upper: Double? = nil,
    includesUpper: Bool = true
  ) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }

  /// Every finite number.
  package static let all = NumberRange()

  /// Zero and above.
  package static let nonNegative = NumberRange(lower: 0)

  /// Above zero.
  package static let positive = NumberRange(lower: 0, includesLower: false)

  /// From `lower` up to but not including `upper`.
  package static func halfOpen(_ lower: Double, _ upper: Double) -> NumberRange {
    NumberRange(lower: lower, upper: upper, includesUpper: false)
  }

  /// From `lower` to `upper`, both included.
  package static func closed(_ lower: Double, _ upper: Double) -> NumberRange {
    NumberRange(lower: lower, upper: upper)
  }

  /// Whether a finite number lies in the interval; infinities and NaN never do.
  package func contains(_ number: Double) -> Bool {
    guard number.isFinite else { return false }
    if let lower, includesLower ? number < lower : number <= lower { return false }
    if let upper, includesUpper ? number > upper : number >= upper { return false }
    return true
  }

  /// The interval in words: `at least 0 and below 1`.
  package var description: String {
    var parts: [String] = []
    if let lower { parts.append("\(includesLower ? "at least" : "above") \(lower.shortest)") }
    if let upper { parts.append("\(includesUpper ? "at most" : "below") \(upper.shortest)") }
    return parts.isEmpty ? "any finite number" : parts.joined(separator: " and ")
  }
}

/// A closed interval of integers whose ends may be absent.
package struct IntegerRange: Hashable, Sendable, CustomStringConvertible {
  package var lower: Int?
  package var upper: Int?

  package init(lower: Int? = nil, upper: Int? = nil) {
    self.lower = lower
    self.upper = upper
  }

  /// One and above.
  package static let positive = IntegerRange(lower: 1)

  /// Zero and above.
  package static let nonNegative = IntegerRange(lower: 0)

  /// A number of examples, epochs or the like: at least one, and so few that products of several do
  /// not overflow.
  package static let count = IntegerRange(lower: 1, upper: 1_000_000)

  package func contains(_ number: Int) -> Bool {
    (lower.map { number >= $0 } ?? true) && (upper.map { number <= $0 } ?? true)
  }

  package var description: String {
    var parts: [String] = []
    if let lower { parts.append("at least \(lower)") }
    if let upper { parts.append("at most \(upper)") }
    return parts.isEmpty ? "any integer" : parts.joined(separator: " and ")
  }
}

extension Double {
  /// The shortest text that reads back as the same number, whole numbers without a fraction.
  package var shortest: String {
    if self == 0 { return "0" }
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
