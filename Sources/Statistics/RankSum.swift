/// Midranks of two samples and the exact null distribution of the first one's rank sum.
struct RankSum {
  /// Twice the rank of each value, first sample before second: twice a midrank is a whole number.
  let doubledRanks: [Int]
  let firstCount: Int
  /// Σ (t³ − t) over groups of t equal values.
  let tieTerm: Double

  init(_ first: [Double], _ second: [Double]) {
    let values = first + second
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Int](repeating: 0, count: values.count)
    var ties = 0.0
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      // Ranks start + 1 … end have the mean (start + 1 + end) / 2.
      for place in start..<end { ranks[order[place]] = start + 1 + end }
      let size = Double(end - start)
      ties += size * size * size - size
      start = end
    }
    doubledRanks = ranks
    firstCount = first.count
    tieTerm = ties
  }

  /// The first sample's doubled rank sum.
  var observed: Int { doubledRanks.prefix(firstCount).reduce(0, +) }

  /// Probabilities of each doubled rank sum when all choices of the first sample are alike.
  ///
  /// - Complexity: O(N² · n · N) for N values of which n are the first sample's.
  func distribution() -> [Double] {
    let most = doubledRanks.sorted(by: >).prefix(firstCount).reduce(0, +)
    // ways[k][s]: the share of choices of k among the values so far with sum s, kept as
    // probabilities so that nothing overflows.
    var ways = [[Double]](
      repeating: [Double](repeating: 0, count: most + 1), count: firstCount + 1)
    ways[0][0] = 1
    for (index, rank) in doubledRanks.enumerated() {
      for size in stride(from: min(firstCount, index + 1), through: 1, by: -1) {
        guard rank <= most else { continue }
        for sum in stride(from: most, through: rank, by: -1) {
          ways[size][sum] += ways[size - 1][sum - rank]
        }
      }
    }
    let total = ways[firstCount].reduce(0, +)
    return ways[firstCount].map { $0 / total }
  }
}
