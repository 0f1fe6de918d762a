import Records
import Reporting
import Specification
import Testing

@Suite struct SelectionExplanationTests {
  private typealias Setting = FixtureBuilder.Setting

  private func explanation(
    _ settings: [([(String, Double)], Double)], states: [TrialState] = []
  ) throws -> SelectionExplanation {
    var builder = FixtureBuilder(name: "explained")
    builder.scatter = 0
    builder.add(
      "Only", "",
      settings.enumerated().map { index, setting in
        Setting(
          assignment: setting.0, accuracy: setting.1,
          state: states.indices.contains(index) ? states[index] : .finished)
      })
    return try #require(SelectionExplanation(builder.fixture.results(), variant: 0))
  }

  private func rates(_ accuracies: [(Double, Double)]) throws -> SelectionExplanation {
    try explanation(accuracies.map { ([("learning_rate", $0.0)], $0.1) })
  }

  @Test func settingsAreRankedAndTiesKeepTheirOrder() throws {
    let found = try rates([(0.1, 0.8), (0.2, 0.9), (0.3, 0.9), (0.4, 0.7)])
    #expect(found.ranking.map(\.candidate) == [1, 2, 0, 3])
    #expect(found.margin == 0)
    #expect(found.edges.isEmpty)
    #expect(try rates([(0.1, 0.8)]).margin == nil)
  }

  @Test func whatDidNotFinishIsCounted() throws {
    let found = try explanation(
      [
        ([("learning_rate", 0.1)], 0.8), ([("learning_rate", 1)], 0.9),
        ([("learning_rate", 2)], 0.9),
      ],
      states: [.finished, .diverged(epoch: 1, step: 1), .failed("no")])
    #expect(found.ranking.map(\.candidate) == [0])
    #expect(found.diverged == 1 && found.failed == 1)
    // What diverged was tried: the selected value is the smallest all the same.
    #expect(found.edges.map(\.isLargest) == [false])
  }

  @Test func anEdgeGoesOnInTheRatioOfItsAxis() throws {
    let largest = try #require(try rates([(0.001, 0.7), (0.1, 0.9), (0.01, 0.8)]).edges.first)
    #expect(largest.axis == "learning_rate" && largest.value == "0.1" && largest.isLargest)
    #expect(largest.values == ["0.001", "0.01", "0.1"])
    #expect(abs(largest.continuations[0] - 1) < 1e-12)
    let smallest = try #require(try rates([(0.001, 0.9), (0.1, 0.7), (0.01, 0.8)]).edges.first)
    #expect(!smallest.isLargest && abs(smallest.continuations[0] - 0.0001) < 1e-12)
    let even = try #require(try rates([(0.2, 0.7), (0.3, 0.8), (0.4, 0.9)]).edges.first)
    #expect(abs(even.continuations[0] - 0.5) < 1e-12)
    let whole = try #require(try rates([(32, 0.7), (64, 0.8), (128, 0.9)]).edges.first)
    #expect(whole.continuations[0] == 256)
  }

  /// Values, whether it goes on beyond the largest, and the boldest continuation.
  private static let continued: [(values: [Double], isLargest: Bool, next: Double)] = [
    ([0.03, 0.1], true, 0.3), ([0.03, 0.1], false, 0.01), ([0.1, 0.01, 0.001], true, 1),
    ([0.1, 0.01, 0.001], false, 0.0001), ([0.1, 0.2, 0.5], true, 1),
    ([0.1, 0.2, 0.5], false, 0.05),
    ([0.1, 0.3, 1], true, 3), ([0.1, 0.2, 0.3, 0.4, 0.5], true, 0.6), ([0.5, 0.6], true, 0.7),
    ([16, 32], true, 64), ([1, 2, 4], true, 8), ([32, 64, 96, 128], true, 160),
    ([1, 2, 3], true, 4),
    ([0, 0.5], true, 1), ([0.2, 0.4, 0.8], false, 0.1),
  ]

  @Test(arguments: continued)
  func aRowOfValuesGoesOnAsItBegan(values: [Double], isLargest: Bool, next: Double) throws {
    let best = isLargest ? values.max() : values.min()
    let found = try rates(values.map { ($0, $0 == best ? 0.9 : 0.5) })
    let edge = try #require(found.edges.first)
    #expect(edge.isLargest == isLargest)
    let boldest = try #require(edge.continuations.first)
    #expect(abs(boldest - next) < 1e-12, "\(values): \(edge.continuations)")
  }

  @Test func whatNearsOneGoesOnTowardsIt() throws {
    let edge = try #require(try rates([(0.9, 0.7), (0.99, 0.8)]).edges.first)
    let last = try #require(edge.continuations.last)
    #expect(abs(last - 0.999) < 1e-12)
  }

  @Test func nothingNegativeIsProposedWhereNothingWas() throws {
    let zero = try #require(try rates([(0, 0.9), (0.9, 0.7)]).edges.first)
    #expect(zero.continuations.isEmpty)
    let towardsZero = try #require(try rates([(0.1, 0.9), (0.2, 0.7)]).edges.first)
    #expect(towardsZero.continuations.allSatisfy { $0 > 0 })
    #expect(!towardsZero.continuations.isEmpty)
  }
}
