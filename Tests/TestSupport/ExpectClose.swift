package import Testing

/// Checks that two numbers differ by at most an absolute or a relative tolerance.
///
/// - Parameters:
///   - actual: The computed number.
///   - expected: The number it should be.
///   - absolute: The allowed difference.
///   - relative: The allowed difference as a share of the larger magnitude of both.
///   - sourceLocation: The place of the call.
package func expectClose(
  _ actual: Double, _ expected: Double, absolute: Double = 0, relative: Double = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    isClose(actual, expected, absolute: absolute, relative: relative),
    "\(actual) is not close to \(expected): they differ by \(abs(actual - expected))",
    sourceLocation: sourceLocation)
}

/// Checks two lists of numbers element by element.
///
/// - Parameters:
///   - actual: The computed numbers.
///   - expected: The numbers they should be, as many.
///   - absolute: The allowed difference.
///   - relative: The allowed difference as a share of the larger magnitude of both.
///   - sourceLocation: The place of the call.
package func expectClose(
  _ actual: [Double], _ expected: [Double], absolute: Double = 0, relative: Double = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    actual.count == expected.count, "the lists differ in length", sourceLocation: sourceLocation)
  let far = zip(actual, expected).enumerated().first { _, pair in
    !isClose(pair.0, pair.1, absolute: absolute, relative: relative)
  }
  if let far {
    Issue.record(
      "element \(far.offset): \(far.element.0) is not close to \(far.element.1)",
      sourceLocation: sourceLocation)
  }
}

/// Whether two numbers are equal, or finite and within one of the tolerances.
package func isClose(
  _ actual: Double, _ expected: Double, absolute: Double, relative: Double
) -> Bool {
  if actual == expected { return true }
  let difference = abs(actual - expected)
  let magnitude = max(abs(actual), abs(expected))
  guard magnitude.isFinite else { return false }
  return difference <= absolute || difference <= relative * magnitude
}
