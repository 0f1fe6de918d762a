internal import Foundation
internal import Randomness

/// The Mann–Whitney U test of whether one of two independent samples tends to larger values.
///
/// The p value is exact, also with ties, up to `mostExact` values; beyond it is the normal
/// approximation with corrections for ties and continuity.
package enum MannWhitney {
  /// The most values in both samples together for an exact p value.
  package static let mostExact = 60

  /// Tests two samples.
  ///
  /// The estimate is the median of all pairwise differences (Hodges and Lehmann), the interval
  /// that of the shifts that the test would not reject, were there no ties.
  ///
  /// - Parameters:
  ///   - first: The first sample.
  ///   - second: The second sample; the difference is second minus first.
  ///   - confidence: Of the interval, such as 0.95.
  /// - Returns: `nil` when a sample is empty.
  /// - Complexity: O(N log N) for N values beyond `mostExact`.
  package static func test(
    _ first: [Double], _ second: [Double], confidence: Double
  ) -> TestResult? {
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let isExact = first.count + second.count <= mostExact
    let differences = PairwiseDifferences(first, second)
    let outside = intervalRank(first.count, second.count, (1 - confidence) / 2, isExact)
    let interval =
      outside > 0 ? differences[outside - 1]...differences[differences.count - outside] : nil
    return TestResult(
      estimate: differences.median, interval: interval,
      pValue: isExact ? exact(first, second) : approximate(first, second),
      leastPValue: isExact ? least(first.count, second.count) : 0)
  }

  /// The exact two-sided p value: twice the smaller tail, given the ties that there are.
  package static func exact(_ first: [Double], _ second: [Double]) -> Double {
    let ranks = RankSum(first, second)
    let distribution = ranks.distribution()
    let observed = ranks.observed
    let lower = distribution[...observed].reduce(0, +)
    let upper = distribution[observed...].reduce(0, +)
    return min(1, 2 * min(lower, upper))
  }

  /// The two-sided p value by the normal distribution.
  package static func approximate(_ first: [Double], _ second: [Double]) -> Double {
    let ranks = RankSum(first, second)
    let (n, m) = (Double(first.count), Double(second.count))
    let total = n + m
    let u = Double(ranks.observed) / 2 - n * (n + 1) / 2
    let variance = n * m / 12 * (total + 1 - ranks.tieTerm / (total * (total - 1)))
    guard variance > 0 else { return 1 }
    let distance = max(0, abs(u - n * m / 2) - 0.5)
    return min(1, NormalDistribution.twoSidedTail(distance / variance.squareRoot()))
  }

  /// The p value of two samples that do not overlap.
  private static func least(_ n: Int, _ m: Int) -> Double {
    var choices = 1.0
    for index in 1...min(n, m) {
      choices *= Double(max(n, m) + index) / Double(index)
    }
    return min(1, 2 / choices)
  }

  /// How many differences lie outside each end of the interval, plus one; 0: the ends are infinite.
  private static func intervalRank(
    _ n: Int, _ m: Int, _ excluded: Double, _ isExact: Bool
  ) -> Int {
    guard isExact else {
      let spread = (Double(n) * Double(m) * Double(n + m + 1) / 12).squareRoot()
      let distance = -Portable.normalQuantile(excluded) * spread
      return max(0, Int((Double(n) * Double(m) / 2 - distance).rounded(.down)))
    }
    let distinct = RankSum((0..<n).map(Double.init), (n..<n + m).map(Double.init))
    let distribution = distinct.distribution()
    // The least doubled rank sum stands for U = 0, each step of two for one more.
    let start = n * (n + 1)
    var (tail, rank) = (0.0, 0)
    while start + 2 * rank < distribution.count {
      tail += distribution[start + 2 * rank]
      // A shift whose p value is the level itself is kept, as verdicts keep it.
      if tail >= excluded * (1 - 1e-9) { break }
      rank += 1
    }
    return min(rank, n * m / 2)
  }
}
