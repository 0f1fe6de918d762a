import Datasets
import Testing

@Suite struct StandardizationTests {
  /// Two examples of two channels with two positions each, and one that is left out.
  private func dataset(floats: Bool) -> Dataset {
    let bytes: [UInt8] = [1, 3, 7, 7, 5, 7, 7, 7, 200, 200, 200, 200]
    return Dataset(
      description: DatasetDescription(
        height: 1, width: 2, channels: 2, classNames: ["a"], trainingCount: 0, testCount: 0),
      training: ExampleSet(
        values: floats ? .floats(bytes.map { Float($0) }) : .bytes(bytes), labels: [0, 0, 0]),
      test: ExampleSet(values: floats ? .floats([]) : .bytes([]), labels: []))
  }

  private func expectClose(
    _ actual: [Float], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(actual.count == expected.count, sourceLocation: sourceLocation)
    for (value, wanted) in zip(actual, expected) {
      #expect(
        abs(Double(value) - wanted) <= 1e-6 * (1 + abs(wanted)), sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: [false, true])
  func channelsAreMeasuredOverTheirPositions(floats: Bool) {
    // Channel 0 holds 1, 3, 5, 7: mean 4, variance 5. Channel 1 is constant.
    let found = Standardization.standardize(dataset(floats: floats), over: [0, 1], by: .channel)
    let factor = 1 / 5.0.squareRoot()
    expectClose(found.scale, [factor, factor, 1, 1])
    expectClose(found.shift, [-4 * factor, -4 * factor, -7, -7])
  }

  @Test(arguments: [false, true])
  func featuresAreMeasuredByThemselves(floats: Bool) {
    let found = Standardization.standardize(dataset(floats: floats), over: [0, 1], by: .feature)
    expectClose(found.scale, [0.5, 0.5, 1, 1])
    expectClose(found.shift, [-1.5, -2.5, -7, -7])
  }

  @Test(arguments: [false, true])
  func everythingIsMeasuredTogether(floats: Bool) {
    // 1, 3, 5, 7 and four times 7: mean 5.5, variance 280/8 − 5.5² = 4.75.
    let found = Standardization.standardize(dataset(floats: floats), over: [0, 1], by: .all)
    let factor = 1 / 4.75.squareRoot()
    expectClose(found.scale, [factor, factor, factor, factor])
    expectClose(found.shift, [Double](repeating: -5.5 * factor, count: 4))
  }

  @Test(arguments: Standardization.Scope.allCases)
  func constantFloatsHaveExactlyNoDeviation(_ scope: Standardization.Scope) {
    let constant = Dataset(
      description: DatasetDescription(
        height: 1, width: 1, channels: 1, classNames: ["a"], trainingCount: 0, testCount: 0),
      training: ExampleSet(
        values: .floats([Float](repeating: 0.1, count: 7)), labels: [UInt8](repeating: 0, count: 7)),
      test: ExampleSet(values: .floats([]), labels: []))
    let found = Standardization.standardize(constant, over: [0, 1, 2, 4, 5, 6], by: scope)
    #expect(found == Standardization(scale: [1], shift: [-0.1]))
  }

  @Test func unitDividesBytesOnly() {
    let bytes = Standardization.unit(dataset(floats: false))
    #expect(bytes.scale == [Float](repeating: 1 / 255, count: 4))
    #expect(bytes.shift == [0, 0, 0, 0])
    #expect(Standardization.unit(dataset(floats: true)) == .none(featureCount: 4))
  }
}
