internal import Foundation

/// The cumulative probabilities of a binomial distribution where they are neither 0 nor 1.
struct BinomialTable {
  private let first: Int
  private let cumulative: [Double]

  /// Tabulates the distribution.
  ///
  /// - Parameters:
  ///   - trials: At least 0.
  ///   - share: In `0 ... 1`.
  init(trials: Int, share: Double) {
    guard trials > 0, share > 0 else {
      (first, cumulative) = (0, [1])
      return
    }
    guard share < 1 else {
      (first, cumulative) = (trials, [1])
      return
    }
    // Weights relative to the mode, down and up until they no longer count.
    let mode = min(trials, Int(Double(trials + 1) * share))
    let odds = share / (1 - share)
    var below: [Double] = []
    var weight = 1.0
    var place = mode
    while place > 0, weight > 1e-18 {
      weight *= Double(place) / (Double(trials - place + 1) * odds)
      below.append(weight)
      place -= 1
    }
    first = place
    var weights = Array(below.reversed()) + [1]
    (weight, place) = (1, mode)
    while place < trials, weight > 1e-18 {
      weight *= Double(trials - place) / Double(place + 1) * odds
      weights.append(weight)
      place += 1
    }
    let total = weights.reduce(0, +)
    var sum = 0.0
    cumulative = weights.map { item in
      sum += item
      return sum / total
    }
  }

  /// The number that a uniform number in `0..<1` stands for (inversion).
  func number(at uniform: Double) -> Int {
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > uniform { high = middle } else { low = middle + 1 }
    }
    return first + low
  }
}
