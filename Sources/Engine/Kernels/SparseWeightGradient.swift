// Weight gradient of a 5 × 5 convolution that is followed by a 2 × 2 max-pool. Three of a window's
// four outputs have no gradient, so each lane selects the input patch under its own maximum (two
// blends) and multiplies once instead of four times. The input of a strip of windows is copied to
// scratch memory with constant strides, which stays in the first-level cache.

/// Pool windows of one strip.
@inline(__always) var stripWindows: Int { 5 }
/// Values of one line of a strip: two columns for each window and four more.
@inline(__always) var stripLine: Int { (2 &* stripWindows &+ 4) &* Chunk.size }

/// Values of scratch memory that `sparseWeightGradient` needs: a strip of input, sums
/// `[filter, channel, 25, 16]`, and the masks of `halfStrips`.
func sparseWeightScratch(_ shape: ConvolutionGeometry) -> Int {
  shape.filters * shape.channels * 25 * 16 + 6 * stripLine + 2 * stripWindows * Chunk.size
}

/// Accumulators, or selected inputs, of one or two neighbouring taps of a kernel line.
private protocol StripTaps {
  associatedtype S: EngineScalar
  init(sums: Source<S>)
  /// The taps at `x`, or one column further where `place` is odd.
  init(_ x: Source<S>, odd: Lanes<S>)
  func store(_ p: Target<S>)
  /// Adds `g` × (`lower` where the maximum is in the window's second line, else `upper`).
  mutating func addProduct(_ g: Lanes<S>, _ upper: Self, _ lower: Self, low: Lanes<S>)
}

private struct StripTap<S: EngineScalar>: StripTaps {
  var a: Lanes<S>
  @inline(__always) init(sums: Source<S>) { a = load(sums) }
  @inline(__always) init(_ x: Source<S>, odd: Lanes<S>) {
    a = odd.greater(than: .zeros, load(x + Chunk.size), else: load(x))
  }
  @inline(__always) func store(_ p: Target<S>) { Engine.store(a, p) }
  @inline(__always) mutating func addProduct(
    _ g: Lanes<S>, _ upper: Self, _ lower: Self, low: Lanes<S>
  ) {
    a = a.plus(g, times: low.greater(than: .zeros, lower.a, else: upper.a))
  }
}

private struct StripTapPair<S: EngineScalar>: StripTaps {
  var a: StripTap<S>
  var b: StripTap<S>
  @inline(__always) init(sums: Source<S>) {
    a = StripTap(sums: sums)
    b = StripTap(sums: sums + 16)
  }
  @inline(__always) init(_ x: Source<S>, odd: Lanes<S>) {
    a = StripTap(x, odd: odd)
    b = StripTap(x + Chunk.size, odd: odd)
  }
  @inline(__always) func store(_ p: Target<S>) {
    a.store(p)
    b.store(p + 16)
  }
  @inline(__always) mutating func addProduct(
    _ g: Lanes<S>, _ upper: Self, _ lower: Self, low: Lanes<S>
  ) {
    a.addProduct(g, upper.a, lower.a, low: low)
    b.addProduct(g, upper.b, lower.b, low: low)
  }
}

/// The five kernel lines of one or two kernel columns over a strip.
@inline(__always) private func strip<S, T: StripTaps>(
  _: T.Type, _ g: Source<S>, _ places: Source<S>, _ x: Source<S>, _ sums: Target<S>,
  windows: Int, step: Int
) where T.S == S {
  var s0 = T(sums: sums)
  var s1 = T(sums: sums + 80)
  var s2 = T(sums: sums + 160)
  var s3 = T(sums: sums + 240)
  var s4 = T(sums: sums + 320)
  var g = g
  var places = places
  var x = x
  var left = windows
  let one = Lanes<S>(all: 1)
  repeat {
    var n = 0
    repeat {
      let place = load(places + n)
      let gradient = load(g + n)
      let p = x + n
      // Places 1 and 3 are odd, 2 and 3 are low.
      let low = place - one
      let odd = place.equal(to: one, one, else: place - Lanes(all: 2))
      let r0 = T(p, odd: odd)
      let r1 = T(p + stripLine, odd: odd)
      s0.addProduct(gradient, r0, r1, low: low)
      let r2 = T(p + 2 &* stripLine, odd: odd)
      s1.addProduct(gradient, r1, r2, low: low)
      let r3 = T(p + 3 &* stripLine, odd: odd)
      s2.addProduct(gradient, r2, r3, low: low)
      let r4 = T(p + 4 &* stripLine, odd: odd)
      s3.addProduct(gradient, r3, r4, low: low)
      let r5 = T(p + 5 &* stripLine, odd: odd)
      s4.addProduct(gradient, r4, r5, low: low)
      n &+= 16
    } while n < Chunk.size
    g += step
    places += step
    x += 2 &* Chunk.size
    left &-= 1
  } while left != 0
  s0.store(sums)
  s1.store(sums + 80)
  s2.store(sums + 160)
  s3.store(sums + 240)
  s4.store(sums + 320)
}

#if !WIDE_REGISTERS
  /// All taps over a strip, for sixteen registers.
  @inline(__always) private func narrowStrips<S: EngineScalar>(
    _ g: Source<S>, _ places: Source<S>, _ x: Source<S>, _ sums: Target<S>, windows: Int,
    step: Int, masks: Target<S>
  ) {
    guard S.self == Float.self else {
      for kx in 0..<5 {
        strip(
          StripTap<S>.self, g, places, x + kx &* Chunk.size, sums + 16 &* kx, windows: windows,
          step: step)
      }
      return
    }
    @inline(__always) func floats(_ p: Source<S>) -> Source<Float> {
      UnsafeRawPointer(p).assumingMemoryBound(to: Float.self)
    }
    @inline(__always) func floats(_ p: Target<S>) -> Target<Float> {
      UnsafeMutableRawPointer(p).assumingMemoryBound(to: Float.self)
    }
    halfStrips(
      floats(g), floats(places), floats(x), floats(sums), windows: windows, step: step,
      masks: floats(masks))
  }
#endif

/// ∂W += x ⋆ unpool(g), as one term per weight.
///
/// `x` is the inner origin of the input; `g` and `places` are pooled.
@inline(__always) func sparseWeightGradient<S: EngineScalar>(
  _ shape: ConvolutionGeometry, _ g: Source<S>, _ places: Source<S>, _ x: Source<S>,
  lineStride: Int, _ dw: Target<S>, scratch: Target<S>
) {
  let (height, width) = (shape.outputHeight / 2, shape.outputWidth / 2)
  let (filters, channels) = (shape.filters, shape.channels)
  let column = shape.inputStep
  let sums = scratch + 6 &* stripLine
  let start = x - shape.padding &* (lineStride &+ column)
  sums.update(repeating: 0, count: filters &* channels &* 400)
  for py in 0..<height {
    var first = 0
    while first < width {
      let windows = Swift.min(stripWindows, width &- first)
      for c in 0..<channels {
        for line in 0..<6 {
          var from = start + ((2 &* py &+ line) &* lineStride &+ 2 &* first &* column)
          from += c &* Chunk.size
          var to = scratch + line &* stripLine
          for _ in 0..<(2 &* windows &+ 4) {
            Columns64<S>(from).store(to)
            from += column
            to += Chunk.size
          }
        }
        for f in 0..<filters {
          let at = ((py &* width &+ first) &* filters &+ f) &* Chunk.size
          let target = sums + (f &* channels &+ c) &* 400
          let step = shape.outputStep
          #if WIDE_REGISTERS
            strip(
              StripTapPair<S>.self, g + at, places + at, scratch, target, windows: windows,
              step: step)
            strip(
              StripTapPair<S>.self, g + at, places + at, scratch + 2 &* Chunk.size, target + 32,
              windows: windows, step: step)
            strip(
              StripTap<S>.self, g + at, places + at, scratch + 4 &* Chunk.size, target + 64,
              windows: windows, step: step)
          #else
            narrowStrips(
              g + at, places + at, scratch, target, windows: windows, step: step,
              masks: sums + filters &* channels &* 400)
          #endif
        }
      }
      first &+= stripWindows
    }
  }
  for f in 0..<filters {
    for c in 0..<channels {
      for tap in 0..<25 {
        dw[(tap &* channels &+ c) &* shape.weightStride &+ f] +=
          load(sums + ((f &* channels &+ c) &* 25 &+ tap) &* 16).sum
      }
    }
  }
}
