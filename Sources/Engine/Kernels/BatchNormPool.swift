/// What a batch norm fused with a 2 × 2 max-pool keeps of its windows, without border.
struct PooledNormalization<S: EngineScalar> {
  /// The place 0…3 of each maximum.
  let places: Activations<S>
  /// The unnormalised value under each maximum.
  let selected: Activations<S>
}

/// y = maxPool(scale·z + offset), rectified if asked.
@inline(__always) func batchNormPool<S: EngineScalar>(
  _ z: Activations<S>, _ y: Activations<S>, _ pool: PooledNormalization<S>, _ chunk: Int,
  scale: Source<S>, offset: Source<S>, rectify: Bool
) {
  let step = z.channels &* Chunk.size
  for line in 0..<y.height {
    let top = z.line(2 &* line, chunk)
    let bottom = z.line(2 &* line &+ 1, chunk)
    let target = y.line(line, chunk)
    let places = pool.places.line(line, chunk)
    let selected = pool.selected.line(line, chunk)
    for x in 0..<y.width {
      for c in 0..<z.channels {
        let (s, o) = (Lanes(all: scale[c]), Lanes(all: offset[c]))
        for n in stride(from: c &* Chunk.size, to: (c &+ 1) &* Chunk.size, by: 16) {
          let at = 2 &* x &* step &+ n
          let (z0, z1) = (load(top + at), load(top + at + step))
          let (z2, z3) = (load(bottom + at), load(bottom + at + step))
          let (best, place) = windowMaximum(
            o.plus(z0, times: s), o.plus(z1, times: s), o.plus(z2, times: s),
            o.plus(z3, times: s))
          let out = x &* step &+ n
          store(rectify ? best.rectified : best, target + out)
          store(place, places + out)
          let upper = place.equal(to: .zeros, z0, else: z1)
          let lower = place.equal(to: Lanes(all: 2), z2, else: z3)
          store(place.greater(than: Lanes(all: 1), lower, else: upper), selected + out)
        }
      }
    }
  }
}

/// dz = k₀·unpool(g) + k₁·z + k₂ for the two lines under one pooled line, on the lanes that hold
/// samples, zero elsewhere.
///
/// `z` and `dz` are two lines without border; they may be the same memory.
@inline(__always) func batchNormUnpool<S: EngineScalar>(
  z: Source<S>, g: Source<S>, places: Source<S>, _ dz: Target<S>, width: Int, channels: Int,
  coefficients k: (Source<S>, Source<S>, Source<S>), mask: Source<S>
) {
  let step = channels &* Chunk.size
  let line = 2 &* width &* step
  for x in 0..<width {
    for c in 0..<channels {
      let (k0, k1, k2) = (Lanes(all: k.0[c]), Lanes(all: k.1[c]), Lanes(all: k.2[c]))
      for n in stride(from: c &* Chunk.size, to: (c &+ 1) &* Chunk.size, by: 16) {
        let value = load(g + (x &* step &+ n)) * k0
        let place = load(places + (x &* step &+ n))
        let lanes = load(mask + (n & (Chunk.size &- 1)))
        let from = 2 &* x &* step &+ n
        @inline(__always) func put(_ at: Int, _ number: S) {
          let own = place.equal(to: Lanes(all: number), value, else: .zeros)
          store((own + k2.plus(load(z + at), times: k1)) * lanes, dz + at)
        }
        put(from, 0)
        put(from &+ step, 1)
        put(from &+ line, 2)
        put(from &+ line &+ step, 3)
      }
    }
  }
}
