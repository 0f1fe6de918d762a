/// What a stream of random numbers is for; streams of different purposes are independent.
package enum RandomPurpose: UInt32, Sendable, CaseIterable {
  case split = 1
  case batchOrder = 2
  case initialWeights = 3
  case dropout = 4
  case augmentation = 5
  case glyphs = 6
  case sweep = 7
  case synthetic = 8
  case bootstrap = 9
}

/// A stream of random numbers that is a function of its key alone.
///
/// Keys are made of a seed, a purpose and up to two further parts (a layer's name, an epoch).
/// Nothing is drawn in sequence: the number at an index never depends on other draws.
package struct RandomStream: Sendable {
  package let philox: Philox
  @usableFromInline let high: SIMD2<UInt32>

  /// Makes the stream of a key.
  ///
  /// - Parameters:
  ///   - seed: The trial's seed, or another fixed number.
  ///   - purpose: Keeps streams of one seed apart.
  ///   - name: A further part of the key, such as a layer's name.
  ///   - number: A further part of the key, such as an epoch.
  package init(seed: UInt64, _ purpose: RandomPurpose, name: String = "", number: UInt64 = 0) {
    // The parts are absorbed one after the other by the generator itself.
    var state = SIMD2<UInt32>(
      UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    func absorb(_ a: UInt64, _ b: UInt64) {
      let words = Philox(key: state).words(
        at: SIMD4(
          UInt32(truncatingIfNeeded: a), UInt32(truncatingIfNeeded: a >> 32),
          UInt32(truncatingIfNeeded: b), UInt32(truncatingIfNeeded: b >> 32)))
      state = SIMD2(words.x, words.y)
    }
    absorb(UInt64(purpose.rawValue), number)
    let bytes = Array(name.utf8)
    absorb(UInt64(bytes.count), 0)
    for start in stride(from: 0, to: bytes.count, by: 8) {
      var part: UInt64 = 0
      for (offset, byte) in bytes[start..<min(start + 8, bytes.count)].enumerated() {
        part |= UInt64(byte) << UInt64(8 * offset)
      }
      absorb(part, UInt64(start) + 1)
    }
    philox = Philox(key: state)
    high = SIMD2(0, 0)
  }

  /// Four random words at an index.
  @inlinable
  package func words(at index: UInt64) -> SIMD4<UInt32> {
    philox.words(
      at: SIMD4(
        UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index &>> 32), high.x, high.y)
    )
  }

  /// A number in 0..<1 with 53 random bits.
  @inlinable
  package func uniform(at index: UInt64) -> Double {
    let w = words(at: index)
    let bits = UInt64(w.x) | UInt64(w.y) &<< 32
    return Double(bits &>> 11) * 0x1p-53
  }

  /// A standard normal number, within ±8.2.
  package func normal(at index: UInt64) -> Double {
    // Half a step keeps both ends open.
    Portable.normalQuantile(min(uniform(at: index) + 0x1p-54, 1 - 0x1p-53))
  }

  /// An integer in `0..<bound`, without bias worth mentioning (2⁻⁶⁴ relative).
  @inlinable
  package func integer(below bound: Int, at index: UInt64) -> Int {
    let w = words(at: index)
    let bits = UInt64(w.x) | UInt64(w.y) &<< 32
    return Int(truncatingIfNeeded: bits.multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A random order of `0..<count` (Fisher–Yates).
  ///
  /// - Complexity: O(`count`).
  package func permutation(of count: Int) -> [Int32] {
    var order = (0..<Int32(count)).map { $0 }
    guard count > 1 else { return order }
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, integer(below: last + 1, at: UInt64(last)))
    }
    return order
  }
}
