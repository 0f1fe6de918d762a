internal import Foundation

/// The exact permutation test of whether differences are symmetric about zero, by sign flips.
///
/// Where no pair favours a side, each sign is a coin toss; the p value is the share of the 2ⁿ ways
/// to choose signs whose sum is at least as far from zero. No normal distribution is assumed.
package enum SignFlip {
  /// The most pairs for which all sign patterns are counted.
  package static let mostPairs = 30

  /// Tests differences of pairs.
  ///
  /// The interval holds the shifts that the test would not reject, so it and the p value never
  /// disagree; too few pairs give none.
  ///
  /// - Parameters:
  ///   - differences: One for each pair.
  ///   - confidence: Of the interval, such as 0.95.
  /// - Returns: `nil` without pairs and above `mostPairs`.
  /// - Complexity: O(2^(n/2)) for each count; the interval takes some hundred counts, or for few pairs one
  ///   sorting of 2ⁿ means.
  /// - SeeAlso: J. A. Hartigan, *Using subsample values as typical values*, 1969: the interval's ends
  ///   are order statistics of the subset means.
  package static func test(_ differences: [Double], confidence: Double) -> TestResult? {
    guard let mean = Summary(differences)?.mean, differences.count <= mostPairs else { return nil }
    let mirrored = differences.map { -$0 }
    let pValue = 2 * min(share(differences, shiftedBy: 0), share(mirrored, shiftedBy: 0))
    var interval: ClosedRange<Double>?
    let excluded = (1 - confidence) / 2
    if differences.count <= mostSortedPairs {
      interval = orderedMeans(differences, excluded)
    } else if let lower = lowerEnd(differences, excluded),
      let mirroredLower = lowerEnd(mirrored, excluded)
    {
      interval = lower...(-mirroredLower)
    }
    interval = interval.map { min($0.lowerBound, mean)...max($0.upperBound, mean) }
    return TestResult(
      estimate: mean, interval: interval, pValue: min(1, pValue),
      leastPValue: min(1, pow(2, 1 - Double(differences.count))))
  }

  /// The share of all subsets, the empty one included, whose differences have no positive sum.
  ///
  /// Flipping a subset's signs takes twice its sum from the total: these are the patterns with at
  /// least the observed total.
  private static func share(_ differences: [Double], shiftedBy shift: Double) -> Double {
    let items = differences.map { $0 - shift }
    // Equal sums of decimal numbers may differ in their last bits.
    let tolerance = 1e-9 * items.reduce(0) { $0 + abs($1) }
    let half = items.count / 2
    let (first, second) = (subsetSums(items[..<half]), subsetSums(items[half...]))
    var count = 0.0
    var end = second.count
    for sum in first {
      while end > 0, sum + second[end - 1] > tolerance { end -= 1 }
      if end == 0 { break }
      count += Double(end)
    }
    return count / pow(2, Double(items.count))
  }

  /// The sums of all subsets, in rising order.
  private static func subsetSums(_ items: ArraySlice<Double>) -> [Double] {
    var sums = [0.0]
    for item in items {
      var merged: [Double] = []
      merged.reserveCapacity(2 * sums.count)
      // Both the sums and the sums with the new item are sorted.
      let (low, high) = item < 0 ? (item, 0) : (0, item)
      var next = 0
      for sum in sums {
        while next < sums.count, sums[next] + low <= sum + high {
          merged.append(sums[next] + low)
          next += 1
        }
        merged.append(sum + high)
      }
      sums = merged
    }
    return sums
  }

  /// The most pairs for which sorting all subset means takes less time than searching.
  private static let mostSortedPairs = 10

  /// The interval between two order statistics of the subset means; `nil` when every shift is kept.
  ///
  /// A shift is rejected from below by the subsets whose mean it has not reached, so the ends are
  /// the kth means from either side, with k the number of patterns that the level leaves out.
  private static func orderedMeans(
    _ differences: [Double], _ excluded: Double
  ) -> ClosedRange<Double>? {
    let patterns = 1 << differences.count
    let rank = Int((excluded * Double(patterns) * (1 + 1e-12)).rounded(.down))
    guard rank >= 1 else { return nil }
    var sums = [Double](repeating: 0, count: patterns)
    var means: [Double] = []
    means.reserveCapacity(patterns - 1)
    for subset in 1..<patterns {
      // A subset is a smaller one with one item more.
      let item = subset.trailingZeroBitCount
      sums[subset] = sums[subset & (subset - 1)] + differences[item]
      means.append(sums[subset] / Double(subset.nonzeroBitCount))
    }
    means.sort()
    return means[rank - 1]...means[means.count - rank]
  }

  /// The least shift that is not rejected from below; `nil` when every shift is kept.
  private static func lowerEnd(_ differences: [Double], _ excluded: Double) -> Double? {
    guard pow(2, -Double(differences.count)) <= excluded,
      var lower = differences.min(), var upper = differences.max()
    else { return nil }
    // At the least difference only the subsets of least ones reach the total.
    if share(differences, shiftedBy: lower) > excluded { return lower }
    for _ in 0..<48 {
      let middle = (lower + upper) / 2
      guard middle > lower, middle < upper else { break }
      if share(differences, shiftedBy: middle) > excluded { upper = middle } else { lower = middle }
    }
    return upper
  }
}
