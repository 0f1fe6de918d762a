#if !WIDE_REGISTERS

  // Strips of `sparseWeightGradient` by eight of their sixteen lanes. Five accumulators, two masks, the
  // gradient and two lines of inputs stay in the sixteen registers of AVX2; with all lanes at a time most
  // of them were spilled, which took half as long again.

  private typealias Bits8 = SIMD8<Int32>
  private typealias Mask8 = SIMDMask<Bits8>

  /// The mask of the lanes whose top bit is set.
  @inline(__always) private func mask8(_ p: Source<Float>) -> Mask8 {
    let bits = UnsafeRawPointer(p).loadUnaligned(as: Bits8.self)
    return unsafeBitCast(bits &>> 31, to: Mask8.self)
  }

  /// All taps of one filter and channel: the same sums in the same order as `strip` has them.
  ///
  /// - Parameters:
  ///   - g: The pooled gradient of the first window.
  ///   - places: Where the maxima are.
  ///   - x: The strip's input, `[6, 14, 64]`.
  ///   - sums: `[ky, kx, 16]`.
  ///   - windows: The number of windows, at most five.
  ///   - step: Values of `g` and of `places` from one window to the next.
  ///   - masks: Room for `[window, 2, 64]`.
  @inline(__always) func halfStrips(
    _ g: Source<Float>, _ places: Source<Float>, _ x: Source<Float>, _ sums: Target<Float>,
    windows: Int, step: Int, masks: Target<Float>
  ) {
    writeMasks(places, masks, windows: windows, step: step)
    for half in stride(from: 0, to: 16, by: 8) {
      for kx in 0..<5 {
        halfStrip(
          g + half, masks + half, x + (kx &* Chunk.size &+ half), sums + (16 &* kx &+ half),
          windows: windows, step: step)
      }
    }
  }

  /// Writes, for each lane of each window, words whose top bits say whether its maximum is in the second
  /// column, and whether it is in the second line.
  ///
  /// The places 0, 1, 2 and 3 are told apart by bits of these numbers: 2 and 3 have bit 30, 1 has bit 23
  /// and 3 has bit 22. Comparisons of eight lanes would not become vector instructions.
  @inline(never) private func writeMasks(
    _ places: Source<Float>, _ masks: Target<Float>, windows: Int, step: Int
  ) {
    for window in 0..<windows {
      for n in stride(from: 0, to: Chunk.size, by: 8) {
        let bits = unsafeBitCast(load8(places + (window &* step &+ n)), to: Bits8.self)
        let target = UnsafeMutableRawPointer(masks + (2 &* window &* Chunk.size &+ n))
        target.storeBytes(of: (bits &<< 8) | (bits &<< 9), as: Bits8.self)
        (target + Chunk.size &* MemoryLayout<Float>.stride).storeBytes(
          of: bits &<< 1, as: Bits8.self)
      }
    }
  }

  /// The five kernel lines of one kernel column.
  @inline(never) private func halfStrip(
    _ g: Source<Float>, _ masks: Source<Float>, _ x: Source<Float>, _ sums: Target<Float>,
    windows: Int, step: Int
  ) {
    var s0 = load8(sums)
    var s1 = load8(sums + 80)
    var s2 = load8(sums + 160)
    var s3 = load8(sums + 240)
    var s4 = load8(sums + 320)
    var g = g
    var masks = masks
    var x = x
    var left = windows
    repeat {
      var n = 0
      repeat {
        let gradient = load8(g + n)
        let odd = mask8(masks + n)
        let low = mask8(masks + (Chunk.size &+ n))
        let p = x + n
        @inline(__always) func line(_ number: Int) -> Lanes8 {
          let q = p + number &* stripLine
          return load8(q).replacing(with: load8(q + Chunk.size), where: odd)
        }
        let r0 = line(0)
        let r1 = line(1)
        s0 = s0.addingProduct(gradient, r0.replacing(with: r1, where: low))
        let r2 = line(2)
        s1 = s1.addingProduct(gradient, r1.replacing(with: r2, where: low))
        let r3 = line(3)
        s2 = s2.addingProduct(gradient, r2.replacing(with: r3, where: low))
        let r4 = line(4)
        s3 = s3.addingProduct(gradient, r3.replacing(with: r4, where: low))
        let r5 = line(5)
        s4 = s4.addingProduct(gradient, r4.replacing(with: r5, where: low))
        n &+= 16
      } while n < Chunk.size
      g += step
      masks += 2 &* Chunk.size
      x += 2 &* Chunk.size
      left &-= 1
    } while left != 0
    store8(s0, sums)
    store8(s1, sums + 80)
    store8(s2, sums + 160)
    store8(s3, sums + 240)
    store8(s4, sums + 320)
  }

#endif
