// Convolution, bias, a squashing function and 2 × 2 average pool in one pass, and its gradient line
// by line: values before pooling are written once and read once.

/// Squashes the four positions of each row, keeps them and hands on their mean.
struct AveragedSink<S: EngineScalar, F: LaneFunction>: Sink {
  typealias Columns = Columns64<S>
  let y: Target<S>
  /// The window's first position before pooling, `[outputHeight, outputWidth, filters, 64]`.
  let values: Target<S>
  let bias: Source<S>
  let function: F
  /// From one position and one line to the next before pooling.
  let step: Int
  let lineStride: Int

  @inline(__always) func put(_ row: Int, _ q: Columns64<S>) {
    let b = Lanes(all: bias[row])
    let v0 = function.value(q.a.a.a + b)
    let v1 = function.value(q.a.b.a + b)
    let v2 = function.value(q.b.a.a + b)
    let v3 = function.value(q.b.b.a + b)
    let p = values + row &* Chunk.size
    store(v0, p)
    store(v1, p + step)
    store(v2, p + lineStride)
    store(v3, p + lineStride + step)
    store((((v0 + v1) + v2) + v3) * 0.25, y + row &* Chunk.size)
  }
}

/// One line of windows whose mean goes on.
struct AverageWindows<S: EngineScalar, F: LaneFunction>: WindowSinks {
  let y: Target<S>
  let values: Target<S>
  let bias: Source<S>
  let function: F
  let step: Int
  let lineStride: Int

  @inline(__always) func sink(_ window: Int, _ n: Int) -> AveragedSink<S, F> {
    AveragedSink(
      y: y + (window &* step &+ n), values: values + (2 &* window &* step &+ n), bias: bias,
      function: function, step: step, lineStride: lineStride)
  }
}

/// y = averagePool(f(W ∗ x + b)); `values` receives what is pooled.
@inline(__always) func convolutionAveragePoolForward<S: EngineScalar>(
  _ shape: ConvolutionGeometry, _ function: some LaneFunction, weights w: Source<S>,
  bias: Source<S>, _ x: Source<S>, lineStride: Int, _ y: Target<S>, outputLineStride: Int,
  _ values: Target<S>, scratch: Target<S>
) {
  let start = x - shape.padding &* (lineStride &+ shape.inputStep)
  let valueStride = shape.outputWidth &* shape.outputStep
  for line in 0..<shape.outputHeight / 2 {
    ConvolutionPoolTask(
      shape: shape, w: w, x: start + 2 &* line &* lineStride, lineStride: lineStride,
      sinks: AverageWindows(
        y: y + line &* outputLineStride, values: values + 2 &* line &* valueStride, bias: bias,
        function: function, step: shape.outputStep, lineStride: valueStride),
      scratch: scratch
    ).perform(rows: shape.filters)
  }
}

/// `dz ← ¼·g·f′` for the two lines of values that were pooled to one line.
///
/// `values` and `dz` may be the same memory.
@inline(__always) func averagePoolLineGradient<S: EngineScalar>(
  _ shape: ConvolutionGeometry, _ function: some LaneFunction, _ g: Source<S>,
  _ values: Source<S>, _ dz: Target<S>
) {
  let step = shape.outputStep
  let line = shape.outputWidth &* step
  for window in 0..<shape.outputWidth / 2 {
    var n = 0
    while n < step {
      let part = load(g + (window &* step &+ n)) * 0.25
      let at = 2 &* window &* step &+ n
      @inline(__always) func put(_ at: Int) {
        let y = load(values + at)
        store(part * function.derivative(y, y), dz + at)
      }
      put(at)
      put(at &+ step)
      put(at &+ line)
      put(at &+ line &+ step)
      n &+= 16
    }
  }
}
