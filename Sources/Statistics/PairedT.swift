/// The paired t test of whether the mean of differences is zero.
package enum PairedT {
  /// Tests differences of pairs.
  ///
  /// - Parameters:
  ///   - differences: One for each pair.
  ///   - confidence: Of the interval, such as 0.95.
  /// - Returns: `nil` below two pairs, and when all differences are equal: without spread the test
  ///   has no answer. Nor has it one for numbers too large to compute with.
  package static func test(_ differences: [Double], confidence: Double) -> TestResult? {
    guard let summary = Summary(differences), let deviation = summary.standardDeviation,
      isSpread(deviation, around: summary.mean)
    else { return nil }
    let number = Double(summary.count)
    let error = deviation / number.squareRoot()
    let half = StudentT.quantile((1 + confidence) / 2, freedom: number - 1) * error
    guard summary.mean.isFinite, half.isFinite else { return nil }
    return TestResult(
      estimate: summary.mean, interval: summary.mean - half...summary.mean + half,
      pValue: StudentT.twoSidedTail(abs(summary.mean) / error, number - 1))
  }

  /// Whether a standard deviation is more than the rounding of equal numbers.
  static func isSpread(_ deviation: Double, around mean: Double) -> Bool {
    deviation > 1e-12 * abs(mean)
  }
}
