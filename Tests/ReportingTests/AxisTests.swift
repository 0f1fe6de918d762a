import Testing

@testable import Reporting

@Suite struct AxisTests {
  @Test(arguments: [
    ([0.61, 0.94], "", "0.6 0.7 0.8 0.9 1.0"),
    ([78.0, 97.3], "%", "75% 80% 85% 90% 95% 100%"),
    ([97.13, 97.92], "%", "97.0% 97.2% 97.4% 97.6% 97.8% 98.0%"),
    ([5, 5], "", "4.7 4.8 4.9 5.0 5.1 5.2 5.3"),
    ([0, 0], "", "-1.0 -0.5 0.0 0.5 1.0"),
    ([], "", "0.0 0.2 0.4 0.6 0.8 1.0"),
    ([-3, 1200], "", "-500 0 500 1000 1500"),
    ([0.0001, 0.00042], "", "0.0001 0.0002 0.0003 0.0004 0.0005"),
  ])
  func ticksAreRound(_ values: [Double], _ suffix: String, _ labels: String) {
    let axis = Axis.numbers("", values, suffix: suffix)
    #expect(axis.ticks.map(\.label).joined(separator: " ") == labels)
    #expect(values.allSatisfy { axis.lower <= $0 && $0 <= axis.upper })
  }

  @Test func percentagesEndAtAHundred() {
    let axis = Axis.numbers("", [71, 99.9], suffix: "%", limit: 100)
    #expect(axis.upper == 100)
    #expect(axis.ticks.last?.label == "100%")
  }

  @Test(arguments: [
    (1, "1"), (2, "1 2"), (4, "1 2 3 4"), (25, "1 5 10 15 20 25"), (50, "1 10 20 30 40 50"),
    (100, "1 20 40 60 80 100"), (7, "1 2 3 4 5 6 7"),
  ])
  func epochsAreWhole(_ count: Int, _ labels: String) {
    #expect(Axis.epochs(count).ticks.map(\.label).joined(separator: " ") == labels)
  }

  @Test(arguments: [
    ([0.013, 0.7], "0.01 0.02 0.05 0.1 0.2 0.5 1"),
    ([0.002, 0.9], "0.001 0.003 0.01 0.03 0.1 0.3 1"),
    ([0.00001, 0.9], "1e-05 0.0001 0.001 0.01 0.1 1"),
  ])
  func magnitudesHavePowersOfTen(_ values: [Double], _ labels: String) {
    let axis = Axis.magnitudes("", values)
    #expect(axis.isLogarithmic)
    #expect(axis.ticks.map(\.label).joined(separator: " ") == labels)
    #expect(values.allSatisfy { axis.lower <= $0 && $0 <= axis.upper })
  }

  @Test func crowdedLabelsGo() {
    var axis = Axis(
      title: "", lower: 0.001, upper: 1, isLogarithmic: true,
      ticks: [0.001, 0.0011, 0.0012, 0.1, 1].map { Axis.Tick(position: $0, label: "\($0)") })
    axis.dropCrowdedLabels(width: 580)
    #expect(axis.ticks.map(\.label) == ["0.001", "", "", "0.1", "1.0"])
    #expect(axis.ticks.count == 5)
  }
}
