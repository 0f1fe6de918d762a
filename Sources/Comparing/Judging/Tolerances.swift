/// How far values may lie apart where there are no statistics to stand on.
package struct Tolerances: Hashable, Sendable {
  package struct Amount: Hashable, Sendable, CustomStringConvertible {
    package var value: Double
    /// A share of the first side's value rather than a distance.
    package var isRelative: Bool
    /// As the user wrote it.
    package var description: String

    /// Reads `0.005` or `1%`; `nil` for any other text.
    package init?(_ text: String) {
      let isRelative = text.hasSuffix("%")
      let number = isRelative ? String(text.dropLast()) : text
      guard let first = number.first, first.isNumber || first == ".", let value = Double(number),
        value.isFinite, value >= 0
      else { return nil }
      self.value = isRelative ? value / 100 : value
      self.isRelative = isRelative
      description = text
    }

    /// The distance that is allowed from a value.
    func distance(from value: Double) -> Double {
      isRelative ? self.value * abs(value) : self.value
    }
  }

  package static let none = Tolerances()

  /// For every metric that has none of its own.
  package var general: Amount?
  package var byMetric: [String: Amount]

  package init(general: Amount? = nil, byMetric: [String: Amount] = [:]) {
    self.general = general
    self.byMetric = byMetric
  }

  /// The tolerance of a metric.
  func amount(for metric: String) -> Amount? { byMetric[metric] ?? general }
}
