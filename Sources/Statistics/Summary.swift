/// What a few seeds say about one number.
package struct Summary: Hashable, Sendable {
  package var count: Int
  package var mean: Double
  /// With n − 1 in the denominator; `nil` for a single value.
  package var standardDeviation: Double?

  /// Half the width of the 95 % confidence interval of the mean; `nil` below three values.
  ///
  /// Two values have one degree of freedom: the interval would be some nine times their distance
  /// wide, and says nothing.
  package var halfWidth: Double?

  /// Summarizes the values; `nil` when there are none.
  package init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    count = values.count
    let number = Double(count)
    // The second term mends the rounding of the first.
    let rough = values.reduce(0, +) / number
    let mean = rough + values.reduce(0) { $0 + ($1 - rough) } / number
    self.mean = mean
    guard count > 1 else { return }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / (number - 1)).squareRoot()
    standardDeviation = deviation
    guard count > 2 else { return }
    halfWidth =
      StudentT.quantile(0.975, freedom: number - 1) * deviation / number.squareRoot()
  }
}

extension Summary {
  /// Takes the standard deviation back from a mean and its 95% interval.
  ///
  /// - Returns: `nil` below three values, or when the interval is no distance.
  package init?(mean: Double, halfWidth: Double, count: Int) {
    guard count > 2, halfWidth.isFinite, halfWidth >= 0 else { return nil }
    self.count = count
    self.mean = mean
    self.halfWidth = halfWidth
    standardDeviation =
      halfWidth * Double(count).squareRoot()
      / StudentT.quantile(0.975, freedom: Double(count - 1))
  }
}
