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
          block.runLine(weights, wStep: stride, source, count: run)
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

/// Adds a bias, stores each row and adds the moments of its columns to `sums[row · 32…]`.
struct MomentsSink<C: ColumnBlock>: Sink {
  typealias Columns = C
  let y: Target<C.S>
  let bias: Source<C.S>
  let shift: Source<C.S>
  let sums: Target<C.S>
  @inline(__always) func put(_ row: Int, _ columns: C) {
    let value = columns.biased(bias[row], rectify: false)
    value.store(y + row &* Chunk.size)
    value.addMoments(to: sums + row &* 32, shift: Lanes(all: shift[row]))
  }
}

struct MomentsPositionSink<C: ColumnBlock>: PositionSink {
  let y: Target<C.S>
  let bias: Source<C.S>
  let shift: Source<C.S>
  let sums: Target<C.S>
  @inline(__always) func sink(_ offset: Int) -> MomentsSink<C> {
    MomentsSink(y: y + offset, bias: bias, shift: shift, sums: sums)
  }
}

/// y = W ∗ x + b without border, and the sums of d and d², d = y − shift, of a full chunk.
@inline(__always) func convolutionForwardMoments<S: EngineScalar>(
  _ shape: ConvolutionGeometry, weights w: Source<S>, bias: Source<S>, _ x: Source<S>,
  lineStride: Int, _ y: Target<S>, shift: Source<S>, _ sums: ChannelSums, scratch: Target<S>
) {
  let start = x - shape.padding &* (lineStride &+ shape.inputStep)
  sums.first.update(repeating: 0, count: shape.filters)
  sums.second.update(repeating: 0, count: shape.filters)
  for line in 0..<shape.outputHeight {
    scratch.update(repeating: 0, count: 32 &* shape.filters)
    ConvolutionForwardTask(
      shape: shape, w: w, x: start + line &* shape.stride &* lineStride, lineStride: lineStride,
      sink: MomentsPositionSink<WideColumns<S>>(
        y: y + line &* shape.outputWidth &* shape.outputStep, bias: bias, shift: shift,
        sums: scratch)
    ).perform(rows: shape.filters)
    for f in 0..<shape.filters {
      sums.first[f] += S.double(load(scratch + 32 &* f).sum)
      sums.second[f] += S.double(load(scratch + (32 &* f &+ 16)).sum)
    }
  }
}
