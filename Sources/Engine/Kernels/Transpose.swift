/// Sixteen vectors.
typealias Rows16<T: SIMDScalar> = (
  SIMD16<T>, SIMD16<T>, SIMD16<T>, SIMD16<T>, SIMD16<T>, SIMD16<T>, SIMD16<T>, SIMD16<T>,
  SIMD16<T>, SIMD16<T>, SIMD16<T>, SIMD16<T>, SIMD16<T>, SIMD16<T>, SIMD16<T>, SIMD16<T>
)

/// The columns of sixteen rows, by four rounds of perfect shuffles.
@inline(__always) func transposed16<T: SIMDScalar>(_ row: (Int) -> SIMD16<T>) -> Rows16<T> {
  typealias V = SIMD16<T>
  @inline(__always) func even(_ a: V, _ b: V) -> V { V(lowHalf: a.evenHalf, highHalf: b.evenHalf) }
  @inline(__always) func odd(_ a: V, _ b: V) -> V { V(lowHalf: a.oddHalf, highHalf: b.oddHalf) }
  @inline(__always) func round(_ t: Rows16<T>) -> Rows16<T> {
    (
      even(t.0, t.1), even(t.2, t.3), even(t.4, t.5), even(t.6, t.7),
      even(t.8, t.9), even(t.10, t.11), even(t.12, t.13), even(t.14, t.15),
      odd(t.0, t.1), odd(t.2, t.3), odd(t.4, t.5), odd(t.6, t.7),
      odd(t.8, t.9), odd(t.10, t.11), odd(t.12, t.13), odd(t.14, t.15)
    )
  }
  let rows = (
    row(0), row(1), row(2), row(3), row(4), row(5), row(6), row(7),
    row(8), row(9), row(10), row(11), row(12), row(13), row(14), row(15)
  )
  return round(round(round(round(rows))))
}

/// Transposes a 16 × 16 block.
@inline(__always) func transpose16<S: EngineScalar>(
  _ source: Source<S>, _ sourceStride: Int, _ target: Target<S>, _ targetStride: Int
) {
  @inline(__always) func put(_ i: Int, _ v: SIMD16<S>) {
    store(Lanes(v), target + i &* targetStride)
  }
  let r = transposed16 { load(source + $0 &* sourceStride).simd }
  put(0, r.0)
  put(1, r.1)
  put(2, r.2)
  put(3, r.3)
  put(4, r.4)
  put(5, r.5)
  put(6, r.6)
  put(7, r.7)
  put(8, r.8)
  put(9, r.9)
  put(10, r.10)
  put(11, r.11)
  put(12, r.12)
  put(13, r.13)
  put(14, r.14)
  put(15, r.15)
}

/// `[features, 64]` to `[64, features padded to 16]`, with zeros in the padding.
@inline(__always) func transposeChunk<S: EngineScalar>(
  _ source: Source<S>, _ target: Target<S>, features: Int
) {
  let stride = padded(features)
  let whole = features & ~15
  var f = 0
  while f < whole {
    var n = 0
    while n < Chunk.size {
      transpose16(source + f &* Chunk.size + n, Chunk.size, target + n &* stride + f, stride)
      n &+= 16
    }
    f &+= 16
  }
  guard whole < features else { return }
  for n in 0..<Chunk.size {
    for f in whole..<features { target[n &* stride &+ f] = source[f &* Chunk.size &+ n] }
    for f in features..<stride { target[n &* stride &+ f] = 0 }
  }
}
