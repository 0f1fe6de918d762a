import Randomness
import Testing

/// Streams are functions of their key, apart from each other, and distributed as they say.
@Suite struct RandomStreamTests {
  private let stream = RandomStream(seed: 7, .synthetic, name: "numbers", number: 3)

  @Test func theSameKeyGivesTheSameNumbers() {
    let again = RandomStream(seed: 7, .synthetic, name: "numbers", number: 3)
    for index: UInt64 in [0, 1, 5, 1 << 40, .max] {
      #expect(again.words(at: index) == stream.words(at: index))
      #expect(again.normal(at: index) == stream.normal(at: index))
    }
  }

  /// Every part of the key tells streams apart, also where concatenated parts would be equal.
  @Test func differentKeysGiveDifferentNumbers() {
    var streams = RandomPurpose.allCases.map { RandomStream(seed: 7, $0) }
    streams += (0..<50).map { RandomStream(seed: 7, .dropout, number: $0 + 1) }
    streams += (0..<50).map { RandomStream(seed: 100 + $0, .dropout) }
    streams += [1, 1 << 32, 1 << 63].map { RandomStream(seed: 1 << 33, .dropout, number: $0) }
    let names = [
      "conv1", "conv2", "conv11", "conv1.weight", "conv1.bias", "a", "aa", "\0", "\0\0",
      "12345678", "123456781", "12345678\0", "é", "e",
    ]
    streams += names.map { RandomStream(seed: 7, .initialWeights, name: $0) }
    for index: UInt64 in [0, 9] {
      let words = Set(streams.map { $0.words(at: index) })
      #expect(words.count == streams.count, "two streams agree at \(index)")
    }
  }

  @Test func indicesBeyond32BitsAreOthers() {
    #expect(stream.words(at: 5) != stream.words(at: 5 + 1 << 32))
  }

  @Test func uniformNumbersHaveTheMomentsOfTheTheory() {
    let count = 200_000
    var (sum, squares, product) = (0.0, 0.0, 0.0)
    var tenths = [Int](repeating: 0, count: 10)
    var last = 0.5
    for index in 0..<count {
      let value = stream.uniform(at: UInt64(index))
      #expect(0 <= value && value < 1)
      sum += value
      squares += (value - 0.5) * (value - 0.5)
      product += (value - 0.5) * (last - 0.5)
      tenths[Int(value * 10)] += 1
      last = value
    }
    let n = Double(count)
    // Five standard errors each.
    #expect(abs(sum / n - 0.5) < 5 / (12 * n).squareRoot())
    #expect(abs(squares / n - 1 / 12.0) < 5 / (180 * n).squareRoot())
    #expect(abs(product / n) < 5 / (144 * n).squareRoot())
    for tenth in tenths { #expect(abs(Double(tenth) - n / 10) < 5 * (n * 0.09).squareRoot()) }
  }

  @Test func normalNumbersHaveTheMomentsOfTheTheory() {
    let count = 200_000
    var powers = [0.0, 0.0, 0.0, 0.0]
    var beyond = 0
    for index in 0..<count {
      let value = stream.normal(at: UInt64(index))
      var power = 1.0
      for order in 0..<4 {
        power *= value
        powers[order] += power
      }
      if abs(value) > 2.5 { beyond += 1 }
    }
    let n = Double(count)
    // Variances of x, x², x³, x⁴ of a standard normal number: 1, 2, 15, 96; five standard errors.
    #expect(abs(powers[0] / n) < 5 * (1 / n).squareRoot())
    #expect(abs(powers[1] / n - 1) < 5 * (2 / n).squareRoot())
    #expect(abs(powers[2] / n) < 5 * (15 / n).squareRoot())
    #expect(abs(powers[3] / n - 3) < 5 * (96 / n).squareRoot())
    // P(|x| > 2.5) = 0.0124193.
    #expect(abs(Double(beyond) / n - 0.0124193) < 5 * (0.0124193 / n).squareRoot())
  }

  @Test(arguments: [0, 1, 2, 3, 17, 64, 1000, 60_000])
  func aPermutationHoldsEveryNumberOnce(_ count: Int) {
    let order = stream.permutation(of: count)
    #expect(order.sorted() == (0..<Int32(count)).map { $0 })
    if count > 10 { #expect(order != order.sorted()) }
  }

  @Test func allPermutationsAreEquallyLikely() {
    var counts: [[Int32]: Int] = [:]
    for number in 0..<24_000 {
      let order = RandomStream(seed: 1, .batchOrder, number: UInt64(number)).permutation(of: 4)
      counts[order, default: 0] += 1
    }
    #expect(counts.count == 24)
    // Chi-squared with 23 degrees of freedom is above 58.6 once in 20,000 times.
    let chi = counts.values.reduce(0.0) { $0 + (Double($1) - 1000) * (Double($1) - 1000) / 1000 }
    #expect(chi < 58.6)
  }

  @Test(arguments: [1, 2, 3, 7, 1000, Int(Int32.max)])
  func integersStayBelowTheirBound(_ bound: Int) {
    let numbers = (0..<2000).map { stream.integer(below: bound, at: $0) }
    #expect(numbers.allSatisfy { (0..<bound).contains($0) })
    if bound <= 7 { #expect(Set(numbers).count == bound) }
  }
}
