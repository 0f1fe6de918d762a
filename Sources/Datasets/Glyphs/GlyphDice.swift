internal import Randomness

/// The random numbers of one example, drawn in a fixed order.
struct GlyphDice {
  private let stream: RandomStream
  private var position: UInt64
  private var words = SIMD4<UInt32>()
  private var used = 4

  /// Every example has room for 256 times four words of its own.
  init(_ stream: RandomStream, example: Int) {
    self.stream = stream
    position = UInt64(example) << 8
  }

  /// Four random words.
  mutating func fourWords() -> SIMD4<UInt32> {
    defer { position += 1 }
    return stream.words(at: position)
  }

  /// A number in 0..<1 with 24 random bits, exactly representable.
  mutating func share() -> Float {
    if used == 4 {
      words = fourWords()
      used = 0
    }
    defer { used += 1 }
    return Float(words[used] >> 8) * 0x1p-24
  }

  /// A number in `low..<high`, rounding aside.
  mutating func number(_ low: Float, _ high: Float) -> Float {
    low + (high - low) * share()
  }

  /// A whole number in `0..<bound`.
  mutating func integer(below bound: Int) -> Int {
    Int(share() * Float(bound))
  }
}
