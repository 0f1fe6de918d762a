/// Welch's t test of whether two independent samples, of possibly unequal spread, have one mean.
package enum WelchT {
  /// Tests two samples by their summaries.
  ///
  /// - Parameters:
  ///   - first: The first sample.
  ///   - second: The second sample; the difference is second minus first.
  ///   - confidence: Of the interval, such as 0.95.
  /// - Returns: `nil` when either sample has a single value, and when neither has any spread,
  ///   and when they are too large to compute with.
  /// - SeeAlso: B. L. Welch, Biometrika 34, 1947; degrees of freedom after Satterthwaite.
  package static func test(_ first: Summary, _ second: Summary, confidence: Double) -> TestResult? {
    guard let deviation = first.standardDeviation, let other = second.standardDeviation else {
      return nil
    }
    let difference = second.mean - first.mean
    let a = deviation * deviation / Double(first.count)
    let b = other * other / Double(second.count)
    let error = (a + b).squareRoot()
    guard PairedT.isSpread(error, around: max(abs(first.mean), abs(second.mean))) else {
      return nil
    }
    // Shares instead of squares of squares, which underflow for losses near zero.
    let (shareA, shareB) = (a / (a + b), b / (a + b))
    let freedom =
      1
      / (shareA * shareA / Double(first.count - 1) + shareB * shareB / Double(second.count - 1))
    let half = StudentT.quantile((1 + confidence) / 2, freedom: max(1, freedom)) * error
    guard difference.isFinite, half.isFinite else { return nil }
    return TestResult(
      estimate: difference, interval: difference - half...difference + half,
      pValue: StudentT.twoSidedTail(abs(difference) / error, max(1, freedom)))
  }
}
