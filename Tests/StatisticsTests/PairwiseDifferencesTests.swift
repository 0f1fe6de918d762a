import Testing

@testable import Statistics

@Suite struct PairwiseDifferencesTests {
  /// Values that look random, with ties when there are few steps.
  private func sample(_ count: Int, _ salt: Int, steps: Int) -> [Double] {
    (0..<count).map { index in
      let mixed = (index * 7919 + salt * 104_729 + index * index * 31) % 100_003
      return Double(mixed % steps) / 7 - Double(steps) / 15
    }
  }

  @Test(arguments: [(1, 1), (1, 5), (4, 2), (9, 14), (30, 31)], [3, 12, 100_003])
  func everyPlaceHoldsWhatSortingPutsThere(_ counts: (Int, Int), _ steps: Int) {
    let first = sample(counts.0, 1, steps: steps)
    let second = sample(counts.1, 2, steps: steps)
    let sorted = second.flatMap { b in first.map { b - $0 } }.sorted()
    let differences = PairwiseDifferences(first, second)
    #expect(differences.count == sorted.count)
    #expect(sorted.indices.map { differences[$0] } == sorted)
  }

  @Test func numbersOfAnySizeAreOrdered() {
    let tiny = Double.leastNonzeroMagnitude
    let values = [-1e308, -1, -tiny, 0, tiny, 1e-300, 1, 1e308]
    let sorted = values.flatMap { b in values.map { b - $0 } }.sorted()
    let differences = PairwiseDifferences(values.reversed(), values)
    #expect(sorted.indices.map { differences[$0] } == sorted)
  }

  /// All 400 million differences would take gigabytes.
  @Test func twentyThousandValuesAreNoBurden() throws {
    let first = (0..<20_000).map { Double(($0 * 7919) % 20_000) }
    let second = first.map { $0 + 100.5 }
    let result = try #require(MannWhitney.test(first, second, confidence: 0.95))
    #expect(result.estimate == 100.5)
    let interval = try #require(result.interval)
    #expect(interval.lowerBound < 100.5 && interval.upperBound > 100.5)
  }
}
