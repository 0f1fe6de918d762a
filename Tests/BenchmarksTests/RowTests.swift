import Testing

@testable import Benchmarks

@Suite struct RowTests {
  private static let timing = Timing(seconds: [0.5, 0.25, 1], peak: 400)

  @Test(arguments: [
    (MeasurementUnit.samplesPerSecond, 128.0, [256.0, 512, 128]),
    (.trialsPerSecond, 1, [2, 4, 1]),
    (.megabytesPerSecond, 2e6, [4, 8, 2]),
    (.gigaflops, 1e9, [2, 4, 1]),
    (.milliseconds, 1, [500, 250, 1000]),
    (.microseconds, 1000, [500, 250, 1000]),
  ])
  func timesBecomeValues(_ unit: MeasurementUnit, _ amount: Double, _ values: [Double]) {
    #expect(Row.timed("row", unit, Self.timing, amount: amount).values == values)
  }

  @Test func theSpeedIsThatOfTheMedianRound() {
    let row = Row.timed("row", .milliseconds, Self.timing, operations: 100)
    #expect(row.speed == 200)
    #expect(row.share == 0.5)
  }

  @Test func withoutOperationsThereIsNoShare() {
    #expect(Row.timed("row", .milliseconds, Self.timing).share == nil)
  }

  @Test(arguments: [
    (0.0, "0.000"), (0.0523, "0.052"), (0.9996, "1.000"), (1.234, "1.23"), (27.44, "27.4"),
    (99.97, "100.0"), (113.4, "113"), (999.6, "1,000"), (1000, "1,000"), (49_012.3, "49,012"),
    (1_234_567, "1,234,567"), (-27.44, "-27.4"), (-0.0001, "0.000"), (.infinity, "inf"),
  ])
  func numbersAreBrief(_ number: Double, _ text: String) {
    #expect(number.brief == text)
  }
}
