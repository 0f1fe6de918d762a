/// Repeatable numbers for tests, by a generator that is not the engine's (splitmix64).
struct TestNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func word() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Splitmix.mixed(state)
  }

  /// A number in −1..<1.
  mutating func number() -> Double { Double(word() >> 11) * 0x1p-52 - 1 }

  mutating func numbers(_ count: Int) -> [Double] { (0..<count).map { _ in number() } }

  mutating func samples(_ count: Int, of size: Int) -> [[Double]] {
    (0..<count).map { _ in numbers(size) }
  }

  /// Numbers in −1..<1 that keep a distance from each other and from zero.
  mutating func distinct(_ count: Int) -> [Double] {
    var places = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      places.swapAt(last, Int(word() % UInt64(last + 1)))
    }
    return places.map { (2 * Double($0) + 1) / Double(count) - 1 + 0.3 / Double(count) }
  }

  mutating func integer(below bound: Int) -> Int { Int(word() % UInt64(bound)) }
}

/// The mixing function of splitmix64, from which the networks' references are made.
enum Splitmix {
  static func mixed(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Number `index` of a stream, in 0..<1 with 24 bits.
  static func unit(stream: Int, _ index: Int) -> Double {
    let z = UInt64(stream) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(index)
    return Double(mixed(z) >> 40) * 0x1p-24
  }
}

extension TestNumbers {
  /// All of `0..<count`, or `most` of them.
  mutating func places(_ most: Int, of count: Int) -> [Int] {
    guard count > most else { return Array(0..<count) }
    var chosen: Set<Int> = []
    while chosen.count < most { chosen.insert(integer(below: count)) }
    return chosen.sorted()
  }
}
