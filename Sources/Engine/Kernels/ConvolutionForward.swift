/// Output line by line: y = W ∗ x + b, rectified if asked.
///
/// With `[y, x, channel, 64]` the (x, channel) taps of one kernel line are contiguous, so each
/// output needs one run for each kernel line.
struct ConvolutionForwardTask<C, M: PositionSink>: RowBlockTask where M.Sunk.Columns == C {
  typealias Columns = C
  let shape: ConvolutionGeometry
  let w: Source<C.S>
  /// The input at the first tap of the output line's first position.
  let x: Source<C.S>
  let lineStride: Int
  let sink: M

  @inline(__always) func perform<R: RowBlock>(_: R.Type, _ row: Int) where R.Columns == C {
    let run = shape.kernel &* shape.channels
    let stride = shape.weightStride
    for position in 0..<shape.outputWidth {
      var n = 0
      while n < Chunk.size {
        var block = R()
        var source = x + (position &* shape.stride &* shape.inputStep + n)
        var weights = w + row
        for _ in 0..<shape.kernel {
          block.run(
            weights, rowStride: 1, wStep: stride, source, xStep: Chunk.size, count: run)
          source += lineStride
          weights += run &* stride
        }
        block.drain(row, into: sink.sink(position &* shape.outputStep &+ n))
        n &+= C.width
      }
    }
  }
}

/// Makes the sink of the output at an offset into a line.
protocol PositionSink {
  associatedtype Sunk: Sink
  func sink(_ offset: Int) -> Sunk
}

struct BiasPositionSink<C: ColumnBlock>: PositionSink {
  let y: Target<C.S>
  let bias: Source<C.S>
  let rectify: Bool
  @inline(__always) func sink(_ offset: Int) -> BiasSink<C> {
    BiasSink(y: y + offset, bias: bias, rectify: rectify)
  }
}

@inline(__always) func convolutionForward<S: EngineScalar>(
  _ shape: ConvolutionGeometry, weights w: Source<S>, bias: Source<S>, _ x: Source<S>,
  lineStride: Int, _ y: Target<S>, outputLineStride: Int, rectify: Bool
) {
  // `x` is the inner origin: step back over the padding.
  let start = x - shape.padding &* (lineStride &+ shape.inputStep)
  for line in 0..<shape.outputHeight {
    let target = y + line &* outputLineStride
    ConvolutionForwardTask(
      shape: shape, w: w, x: start + line &* shape.stride &* lineStride, lineStride: lineStride,
      sink: BiasPositionSink<WideColumns<S>>(y: target, bias: bias, rectify: rectify)
    ).perform(rows: shape.filters)
  }
}
