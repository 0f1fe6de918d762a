/// The middle of some numbers and how far they lie apart.
package struct Spread: Sendable, Equatable {
  package let median: Double
  package let low: Double
  package let high: Double
  package let count: Int

  /// Orders numbers; of an even count, the median is the mean of the two in the middle.
  ///
  /// - Returns: `nil` for no numbers.
  package init?(_ values: [Double]) {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    (low, high, count) = (first, last, sorted.count)
    let middle = sorted.count / 2
    median =
      sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
