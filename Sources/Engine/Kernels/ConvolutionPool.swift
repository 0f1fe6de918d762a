// Convolution and a 2 × 2 pool in one pass: the four columns of a register block are the four
// positions of a pooling window for sixteen samples. Under a maximum only the pooled value and its
// place are written.

/// Larger of two values and its place; of equal ones the first.
@inline(__always) private func larger<S: EngineScalar>(
  _ a: (Lanes<S>, Lanes<S>), _ b: (Lanes<S>, Lanes<S>)
) -> (Lanes<S>, Lanes<S>) {
  (b.0.greater(than: a.0, b.0, else: a.0), b.0.greater(than: a.0, b.1, else: a.1))
}

/// Maximum of a window and its place 0…3 (line · 2 + column).
@inline(__always) func windowMaximum<S: EngineScalar>(
  _ a: Lanes<S>, _ b: Lanes<S>, _ c: Lanes<S>, _ d: Lanes<S>
) -> (value: Lanes<S>, place: Lanes<S>) {
  let top = larger((a, Lanes.zeros), (b, Lanes(all: 1)))
  let bottom = larger((c, Lanes(all: 2)), (d, Lanes(all: 3)))
  let best = larger(top, bottom)
  return (best.0, best.1)
}

/// Pools the four positions of each row, then adds the bias and rectifies.
///
/// Adding a constant and rectifying keep the order, so the maximum may be taken first.
struct PooledSink<S: EngineScalar>: Sink {
  typealias Columns = Columns64<S>
  let y: Target<S>
  let places: Target<S>
  let bias: Source<S>
  let rectify: Bool

  @inline(__always) func put(_ row: Int, _ q: Columns64<S>) {
    let (value, place) = windowMaximum(q.a.a.a, q.a.b.a, q.b.a.a, q.b.b.a)
    let sum = value + Lanes(all: bias[row])
    store(rectify ? sum.rectified : sum, y + row &* Chunk.size)
    store(place, places + row &* Chunk.size)
  }
}

/// Makes the sink of a pooling window.
protocol WindowSinks<S> {
  associatedtype S: EngineScalar
  associatedtype Made: Sink where Made.Columns == Columns64<S>
  /// The sink of a line's window for the sixteen samples from `n` on.
  func sink(_ window: Int, _ n: Int) -> Made
}

/// One line of windows whose maximum goes on.
struct MaximumWindows<S: EngineScalar>: WindowSinks {
  let y: Target<S>
  let places: Target<S>
  let bias: Source<S>
  let rectify: Bool
  let step: Int

  @inline(__always) func sink(_ window: Int, _ n: Int) -> PooledSink<S> {
    let out = window &* step &+ n
    return PooledSink(y: y + out, places: places + out, bias: bias, rectify: rectify)
  }
}

/// One line of pooled outputs.
struct ConvolutionPoolTask<M: WindowSinks>: RowBlockTask {
  typealias S = M.S
  typealias Columns = WideColumns<S>
  let shape: ConvolutionGeometry
  let w: Source<S>
  /// The input at the first tap of the line's first window.
  let x: Source<S>
  let lineStride: Int
  let sinks: M
  /// Room for the four positions of six rows, where a block is narrower than a window.
  let scratch: Target<S>

  @inline(__always) func perform<R: RowBlock>(_: R.Type, _ row: Int) where R.Columns == Columns {
    let column = shape.inputStep
    for window in 0..<shape.outputWidth / 2 {
      var n = 0
      while n < Chunk.size {
        let start = x + (2 &* window &* column &+ n)
        let sink = sinks.sink(window, n)
        #if WIDE_REGISTERS
          wide(R.self, row, start, column, sink)
        #else
          narrow(R.self, row, start, column, sink)
        #endif
        n &+= 16
      }
    }
  }

  #if WIDE_REGISTERS
    @inline(__always) private func wide<R: RowBlock>(
      _: R.Type, _ row: Int, _ start: Source<S>, _ column: Int, _ sink: M.Made
    ) where R.Columns == Columns {
      let stride = shape.weightStride
      let run = shape.kernel &* shape.channels
      var block = R()
      var source = start
      var weights = w + row
      for _ in 0..<shape.kernel {
        var p = source
        var q = source + lineStride
        var left = run
        repeat {
          block.step(
            weights, 1,
            Columns64(
              Columns32(Columns16(p), Columns16(p + column)),
              Columns32(Columns16(q), Columns16(q + column))))
          weights += stride
          p += Chunk.size
          q += Chunk.size
          left &-= 1
        } while left != 0
        source += lineStride
      }
      block.drain(row, into: sink)
    }
  #else
    @inline(__always) private func narrow<R: RowBlock>(
      _: R.Type, _ row: Int, _ start: Source<S>, _ column: Int, _ sink: M.Made
    ) where R.Columns == Columns {
      let stride = shape.weightStride
      let run = shape.kernel &* shape.channels
      for position in 0..<4 {
        var block = R()
        var source = start + ((position &>> 1) &* lineStride &+ (position & 1) &* column)
        var weights = w + row
        for _ in 0..<shape.kernel {
          block.runLine(weights, wStep: stride, source, count: run)
          source += lineStride
          weights += run &* stride
        }
        block.drain(0, into: StoreSink(y: scratch + 16 &* position, stride: 64))
      }
      for r in 0..<R.count { sink.put(row &+ r, Columns64(scratch + 64 &* r)) }
    }
  #endif
}

/// y = maxPool(W ∗ x + b), rectified if asked, with the places of the maxima.
@inline(__always) func convolutionPoolForward<S: EngineScalar>(
  _ shape: ConvolutionGeometry, weights w: Source<S>, bias: Source<S>, _ x: Source<S>,
  lineStride: Int, _ y: Target<S>, outputLineStride: Int, _ places: Target<S>, rectify: Bool,
  scratch: Target<S>
) {
  let start = x - shape.padding &* (lineStride &+ shape.inputStep)
  let placeStride = shape.outputWidth / 2 &* shape.outputStep
  for line in 0..<shape.outputHeight / 2 {
    ConvolutionPoolTask(
      shape: shape, w: w, x: start + 2 &* line &* lineStride, lineStride: lineStride,
      sinks: MaximumWindows(
        y: y + line &* outputLineStride, places: places + line &* placeStride, bias: bias,
        rectify: rectify, step: shape.outputStep),
      scratch: scratch
    ).perform(rows: shape.filters)
  }
}

/// Rectifies one line of a gradient if asked, and adds it to the sums `[channels, 16]`.
///
/// Behind the sums is room for those of the line, which bound the rounding error.
@inline(__always) func rectifyAndSum<S: EngineScalar>(
  _ g: Target<S>, rectified y: Source<S>?, width: Int, channels: Int, to sums: Target<S>
) {
  let line = sums + 16 &* channels
  line.update(repeating: 0, count: 16 &* channels)
  var at = 0
  for _ in 0..<width {
    for c in 0..<channels {
      @inline(__always) func value(_ at: Int) -> Lanes<S> {
        let gradient = load(g + at)
        guard let y else { return gradient }
        let value = load(y + at).greater(than: .zeros, gradient, else: .zeros)
        store(value, g + at)
        return value
      }
      let total = (value(at) + value(at &+ 16)) + (value(at &+ 32) + value(at &+ 48))
      store(load(line + 16 &* c) + total, line + 16 &* c)
      at &+= Chunk.size
    }
  }
  for c in stride(from: 0, to: 16 &* channels, by: 16) {
    store(load(sums + c) + load(line + c), sums + c)
  }
}

/// Scatters a line of a pooled gradient to the places of the maxima, zeros elsewhere.
///
/// `g` and `places` are `[width, channels, 64]`, `dx` is two lines of twice the width.
@inline(__always) func unpoolLine<S: EngineScalar>(
  _ g: Source<S>, _ places: Source<S>, _ dx: Target<S>, width: Int, step: Int
) {
  let line = 2 &* width &* step
  for x in 0..<width {
    let source = x &* step
    let target = dx + 2 &* x &* step
    var n = 0
    while n < step {
      let value = load(g + source + n)
      let place = load(places + source + n)
      store(place.equal(to: .zeros, value, else: .zeros), target + n)
      store(place.equal(to: Lanes(all: 1), value, else: .zeros), target + step + n)
      store(place.equal(to: Lanes(all: 2), value, else: .zeros), target + line + n)
      store(place.equal(to: Lanes(all: 3), value, else: .zeros), target + line + step + n)
      n &+= 16
    }
  }
}
