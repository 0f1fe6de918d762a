#if !WIDE_REGISTERS

  // Eight of sixteen lanes of `Float`: one register of AVX2. Where a kernel needs more accumulators than
  // sixteen registers hold for all lanes, it takes the two halves one after the other. Lanes do not
  // meet, so that the sums are the same.

  typealias Lanes8 = SIMD8<Float>

  @inline(__always) func load8(_ p: Source<Float>) -> Lanes8 {
    UnsafeRawPointer(p).loadUnaligned(as: Lanes8.self)
  }

  @inline(__always) func store8(_ value: Lanes8, _ p: Target<Float>) {
    UnsafeMutableRawPointer(p).storeBytes(of: value, as: Lanes8.self)
  }

  /// Adds one output line to the sums of five neighbouring taps of two filters, as `FilterPair` has them.
  ///
  /// - Parameters:
  ///   - shape: The convolution.
  ///   - g: The line's gradient `[outputWidth, filters, 64]` from the first of the filters on.
  ///   - x: The input `[width, channels, 64]` from the first of the taps on.
  ///   - sums: `[tap, 16]` of the first filter.
  ///   - filterStride: Values from a sum of the first filter to the second's.
  @inline(never) func halfTapSums(
    _ shape: ConvolutionGeometry, _ g: Source<Float>, _ x: Source<Float>, _ sums: Target<Float>,
    _ filterStride: Int
  ) {
    for half in stride(from: 0, to: 16, by: 8) {
      addTaps(shape, g + half, x + half, sums + half, filterStride)
    }
  }

  @inline(__always) private func addTaps(
    _ shape: ConvolutionGeometry, _ g: Source<Float>, _ x: Source<Float>, _ sums: Target<Float>,
    _ filterStride: Int
  ) {
    let others = sums + filterStride
    var (a0, b0) = (load8(sums), load8(others))
    var (a1, b1) = (load8(sums + 16), load8(others + 16))
    var (a2, b2) = (load8(sums + 32), load8(others + 32))
    var (a3, b3) = (load8(sums + 48), load8(others + 48))
    var (a4, b4) = (load8(sums + 64), load8(others + 64))
    var g = g
    var x = x
    var left = shape.outputWidth
    repeat {
      var n = 0
      repeat {
        let first = load8(g + n)
        let second = load8(g + (Chunk.size &+ n))
        @inline(__always) func add(_ tap: Int, _ a: inout Lanes8, _ b: inout Lanes8) {
          let input = load8(x + (tap &* Chunk.size &+ n))
          a = a.addingProduct(first, input)
          b = b.addingProduct(second, input)
        }
        add(0, &a0, &b0)
        add(1, &a1, &b1)
        add(2, &a2, &b2)
        add(3, &a3, &b3)
        add(4, &a4, &b4)
        n &+= 16
      } while n < Chunk.size
      g += shape.outputStep
      x += shape.stride &* shape.inputStep
      left &-= 1
    } while left != 0
    store8(a0, sums)
    store8(a1, sums + 16)
    store8(a2, sums + 32)
    store8(a3, sums + 48)
    store8(a4, sums + 64)
    store8(b0, others)
    store8(b1, others + 16)
    store8(b2, others + 32)
    store8(b3, others + 48)
    store8(b4, others + 64)
  }

#endif
