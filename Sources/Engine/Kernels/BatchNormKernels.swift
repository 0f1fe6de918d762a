/// The sums of one chunk over one channel, in Double: `first[c]` and `second[c]`.
struct ChannelSums {
  let first: UnsafeMutablePointer<Double>
  let second: UnsafeMutablePointer<Double>
}

/// Sums of d and d² for each channel, d = z − shift, over the lanes that hold samples.
///
/// With the running mean as shift the one-pass variance is well conditioned. Sums are kept in the
/// scalar within a line and in Double across lines. `mask` has 64 ones and zeros.
@inline(__always) func batchNormMoments<S: EngineScalar>(
  _ z: Activations<S>, _ chunk: Int, shift: Source<S>, mask: Source<S>, _ sums: ChannelSums
) {
  sums.first.update(repeating: 0, count: z.channels)
  sums.second.update(repeating: 0, count: z.channels)
  let masks = (load(mask), load(mask + 16), load(mask + 32), load(mask + 48))
  let step = z.channels &* Chunk.size
  for y in 0..<z.height {
    let line = z.line(y, chunk)
    for c in 0..<z.channels {
      let center = Lanes(all: shift[c])
      var (a, b) = (Lanes<S>.zeros, Lanes<S>.zeros)
      var p = line + c &* Chunk.size
      for _ in 0..<z.width {
        let d0 = (load(p) - center) * masks.0
        let d1 = (load(p + 16) - center) * masks.1
        let d2 = (load(p + 32) - center) * masks.2
        let d3 = (load(p + 48) - center) * masks.3
        a = a + ((d0 + d1) + (d2 + d3))
        b = b.plus(d0, times: d0).plus(d1, times: d1).plus(d2, times: d2).plus(d3, times: d3)
        p += step
      }
      sums.first[c] += S.double(a.sum)
      sums.second[c] += S.double(b.sum)
    }
  }
}

/// y = scale·z + offset for each channel, rectified if asked.
@inline(__always) func batchNormApply<S: EngineScalar>(
  _ z: Activations<S>, _ y: Activations<S>, _ chunk: Int, scale: Source<S>, offset: Source<S>,
  rectify: Bool
) {
  for line in 0..<z.height {
    var p = z.line(line, chunk)
    var target = y.line(line, chunk)
    for _ in 0..<z.width {
      for c in 0..<z.channels {
        let (s, o) = (Lanes(all: scale[c]), Lanes(all: offset[c]))
        for n in stride(from: 0, to: Chunk.size, by: 16) {
          let value = o.plus(load(p + n), times: s)
          store(rectify ? value.rectified : value, target + n)
        }
        p += Chunk.size
        target += Chunk.size
      }
    }
  }
}

/// Sums of g and g·(z − mean) for each channel.
///
/// Behind a rectifier with the result `rectified`, g is first set to zero where that is zero.
@inline(__always) func batchNormGradientSums<S: EngineScalar>(
  _ z: Activations<S>, _ g: Activations<S>, rectified: Activations<S>?, _ chunk: Int,
  mean: Source<S>, _ sums: ChannelSums
) {
  sums.first.update(repeating: 0, count: z.channels)
  sums.second.update(repeating: 0, count: z.channels)
  let step = z.channels &* Chunk.size
  for y in 0..<z.height {
    for c in 0..<z.channels {
      let center = Lanes(all: mean[c])
      var (a, b) = (Lanes<S>.zeros, Lanes<S>.zeros)
      var p = z.line(y, chunk) + c &* Chunk.size
      var q = g.line(y, chunk) + c &* Chunk.size
      if let rectified {
        var r = rectified.line(y, chunk) + c &* Chunk.size
        for _ in 0..<z.width {
          for n in stride(from: 0, to: Chunk.size, by: 16) {
            let gradient = load(r + n).greater(than: .zeros, load(q + n), else: .zeros)
            store(gradient, q + n)
            a = a + gradient
            b = b.plus(gradient, times: load(p + n) - center)
          }
          p += step
          q += step
          r += step
        }
      } else {
        for _ in 0..<z.width {
          for n in stride(from: 0, to: Chunk.size, by: 16) {
            let gradient = load(q + n)
            a = a + gradient
            b = b.plus(gradient, times: load(p + n) - center)
          }
          p += step
          q += step
        }
      }
      sums.first[c] += S.double(a.sum)
      sums.second[c] += S.double(b.sum)
    }
  }
}

/// dz = k₀·g + k₁·z + k₂ for each channel of a line, on the lanes that hold samples, zero elsewhere.
///
/// `z` and `dz` may be the same memory.
@inline(__always) func batchNormInputGradient<S: EngineScalar>(
  z: Source<S>, g: Source<S>, _ dz: Target<S>, width: Int, channels: Int,
  coefficients k: (Source<S>, Source<S>, Source<S>), mask: Source<S>
) {
  var (p, q, target) = (z, g, dz)
  for _ in 0..<width {
    for c in 0..<channels {
      let (k0, k1, k2) = (Lanes(all: k.0[c]), Lanes(all: k.1[c]), Lanes(all: k.2[c]))
      for n in stride(from: 0, to: Chunk.size, by: 16) {
        let value = (k2.plus(load(p + n), times: k1)).plus(load(q + n), times: k0)
        store(value * load(mask + n), target + n)
      }
      p += Chunk.size
      q += Chunk.size
      target += Chunk.size
    }
  }
}
