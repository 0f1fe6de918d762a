/// What a significance test says about a difference of two sets of numbers, second minus first.
package struct TestResult: Hashable, Sendable {
  /// The estimated difference.
  package var estimate: Double
  /// The confidence interval of the difference; `nil` where the samples allow none.
  package var interval: ClosedRange<Double>?
  /// Two-sided.
  package var pValue: Double
  /// The least p value that the test can give for samples of these sizes; 0 when there is no limit.
  package var leastPValue: Double

  package init(
    estimate: Double, interval: ClosedRange<Double>?, pValue: Double, leastPValue: Double = 0
  ) {
    self.estimate = estimate
    self.interval = interval
    self.pValue = pValue
    self.leastPValue = leastPValue
  }
}
