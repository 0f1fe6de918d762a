internal import Randomness

/// Four words of Philox4x32-10 for each of sixteen samples at once.
struct PhiloxLanes {
  typealias Words = SIMD16<UInt32>
  let key: SIMD2<UInt32>

  /// The two halves of each lane's product.
  @inline(__always) static func products(_ a: Words, _ multiplier: UInt32) -> (
    high: Words, low: Words
  ) {
    // Two lanes are one of 64 bits, whose low half an instruction multiplies to 64 bits.
    let pairs = unsafeBitCast(a, to: SIMD8<UInt64>.self)
    let factor = SIMD8(repeating: UInt64(multiplier))
    let half = SIMD8<UInt64>(repeating: 32)
    let low = SIMD8<UInt64>(repeating: 0xFFFF_FFFF)
    let even = (pairs & low) &* factor
    let odd = (pairs &>> half) &* factor
    let high = (even &>> half) | (odd & (low &<< half))
    return (
      unsafeBitCast(high, to: Words.self), a &* Words(repeating: multiplier)
    )
  }

  /// The words at counters (x, y, 0, 0) for sixteen `x` and one `y`.
  @inline(__always) func words(_ x: Words, _ y: UInt32) -> (Words, Words, Words, Words) {
    var (c0, c1, c2, c3) = (x, Words(repeating: y), Words(repeating: 0), Words(repeating: 0))
    var (k0, k1) = (key.x, key.y)
    for round in 0..<10 {
      if round > 0 {
        k0 = k0 &+ 0x9E37_79B9
        k1 = k1 &+ 0xBB67_AE85
      }
      let first = Self.products(c0, 0xD251_1F53)
      let second = Self.products(c2, 0xCD9E_8D57)
      c0 = second.high ^ c1 ^ Words(repeating: k0)
      c1 = second.low
      c2 = first.high ^ c3 ^ Words(repeating: k1)
      c3 = first.low
    }
    return (c0, c1, c2, c3)
  }
}

/// Inverted dropout: y = x / (1 − rate) where kept, 0 where dropped.
///
/// Whether element `e` of a sample is kept is a function of (key, sample, e) alone: word `e mod 4`
/// of the generator at counter (sample, e div 4). Nothing is stored, and the order of evaluation
/// does not matter.
@inline(__always) func dropoutChunk<S: EngineScalar>(
  _ x: Activations<S>, into y: Activations<S>, _ chunk: Int, key: SIMD2<UInt32>,
  samples: UnsafePointer<UInt32>, rate: Double
) {
  let generator = PhiloxLanes(key: key)
  let limit = UInt32(((1 - rate) * 0x1p32).rounded().clamped(to: 1...0xFFFF_FFFF))
  let factor = Lanes<S>(all: S.scalar(1 / (1 - rate)))
  let perLine = x.width &* x.channels
  var group = 0
  for line in 0..<x.height {
    let source = x.line(line, chunk)
    let target = y.line(line, chunk)
    var e = 0
    while e < perLine {
      for n in stride(from: 0, to: Chunk.size, by: 16) {
        let ids = UnsafeRawPointer(samples + n).loadUnaligned(as: SIMD16<UInt32>.self)
        let words = generator.words(ids, UInt32(truncatingIfNeeded: group))
        @inline(__always) func put(_ offset: Int, _ word: SIMD16<UInt32>) {
          guard e &+ offset < perLine else { return }
          let at = (e &+ offset) &* Chunk.size &+ n
          let scaled = load(source + at) * factor
          store(Lanes<S>(S.keep(scaled.simd, where: word, below: limit)), target + at)
        }
        put(0, words.0)
        put(1, words.1)
        put(2, words.2)
        put(3, words.3)
      }
      e &+= 4
      group &+= 1
    }
  }
}

extension Comparable {
  func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
