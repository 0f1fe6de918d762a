/// All differences between values of two samples, ordered without being written down.
///
/// Two samples of 20,000 values have 400 million differences. An ordinal is found by halving the
/// numbers between the least and the greatest difference and counting those below.
struct PairwiseDifferences {
  private let first: [Double]
  private let second: [Double]

  /// Takes two samples of finite values, neither of them empty; differences are second minus first.
  init(_ first: [Double], _ second: [Double]) {
    precondition(!first.isEmpty && !second.isEmpty, "a sample is empty")
    self.first = first.sorted()
    self.second = second.sorted()
  }

  var count: Int { first.count * second.count }

  /// The difference that has a place in rising order, exactly as subtraction gives it.
  ///
  /// - Parameter place: From 0 up to `count`.
  /// - Complexity: O(n + m), 64 times at most.
  subscript(place: Int) -> Double {
    precondition((0..<count).contains(place), "there is no such difference")
    var low = Self.ordinal(second[0] - first[first.count - 1])
    var high = Self.ordinal(second[second.count - 1] - first[0])
    while low < high {
      // The mean of both, rounded down; their sum may be too large.
      let middle = (low & high) + ((low ^ high) >> 1)
      if countUp(to: Self.number(middle)) > place { high = middle } else { low = middle + 1 }
    }
    return Self.number(low)
  }

  /// The difference in the middle, or the mean of the two there.
  var median: Double {
    let middle = count / 2
    return count.isMultiple(of: 2) ? (self[middle - 1] + self[middle]) / 2 : self[middle]
  }

  /// How many differences are not above a limit.
  private func countUp(to limit: Double) -> Int {
    var (total, start) = (0, 0)
    for value in second {
      // A greater value needs a greater one taken from it, so the start only moves on.
      while start < first.count, value - first[start] > limit { start += 1 }
      total += first.count - start
    }
    return total
  }

  /// The place of a number among all of its type; both zeros have the same.
  private static func ordinal(_ number: Double) -> Int64 {
    let bits = Int64(bitPattern: number.bitPattern)
    return bits < 0 ? Int64.min - bits : bits
  }

  private static func number(_ ordinal: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: ordinal < 0 ? Int64.min - ordinal : ordinal))
  }
}
