// Weight gradient of a convolution with a vector or two of filters. The lanes are filters, so nothing
// is summed across lanes, and the taps of a kernel line stay in registers over a whole output line:
// a step is one vector of gradients and one broadcast input for each tap.

/// Values of scratch memory that `registerWeightGradient` needs.
func registerWeightScratch(_ shape: ConvolutionGeometry) -> Int {
  shape.outputWidth * Chunk.size * shape.weightStride
}

/// Adds one line to `sums`, which is laid out as the weights.
@inline(__always) func registerWeightGradient<S: EngineScalar>(
  _ shape: ConvolutionGeometry, _ g: Source<S>, _ x: Source<S>, _ lineStride: Int,
  _ sums: Target<S>, scratch: Target<S>
) {
  let columns = shape.weightStride
  let run = shape.kernel &* shape.channels
  for position in 0..<shape.outputWidth {
    transposeChunk(
      g + position &* shape.outputStep, scratch + position &* Chunk.size &* columns,
      features: shape.filters)
  }
  for ky in 0..<shape.kernel {
    let target = sums + ky &* run &* columns
    for f in stride(from: 0, to: columns, by: 16) {
      TapRowTask(
        shape: shape, x: x + ky &* lineStride, g: UnsafePointer(scratch) + f, sums: target + f
      ).cover(run)
    }
  }
}

/// Adds one output line's contribution to the taps of one kernel line and sixteen filters.
private struct TapRowTask<S: EngineScalar> {
  let shape: ConvolutionGeometry
  let x: Source<S>
  /// The line's gradients, `[position, 64, padded filters]`.
  let g: Source<S>
  let sums: Target<S>

  private typealias C = Columns16<S>

  #if WIDE_REGISTERS
    private typealias Row12 = JoinedRows<Row6<C>, Row6<C>>
    private typealias Row24 = JoinedRows<Row12, Row12>
    private typealias Row30 = JoinedRows<Row24, Row6<C>>
  #endif

  /// Covers the taps by blocks that fit the registers.
  @inline(__always) func cover(_ taps: Int) {
    var tap = 0
    #if WIDE_REGISTERS
      while tap &+ 30 <= taps {
        perform(Row30.self, tap)
        tap &+= 30
      }
      while tap &+ 12 <= taps {
        perform(Row12.self, tap)
        tap &+= 12
      }
    #endif
    while tap &+ 6 <= taps {
      perform(Row6<C>.self, tap)
      tap &+= 6
    }
    while tap < taps {
      perform(Row1<C>.self, tap)
      tap &+= 1
    }
  }

  @inline(__always) private func perform<R: RowBlock>(_: R.Type, _ tap: Int)
  where R.Columns == Columns16<S> {
    var block = R()
    var source = x + tap &* Chunk.size
    var gradient = g
    var left = shape.outputWidth
    repeat {
      block.run(
        source, rowStride: Chunk.size, wStep: 1, gradient, xStep: shape.weightStride,
        count: Chunk.size)
      source += shape.stride &* shape.inputStep
      gradient += Chunk.size &* shape.weightStride
      left &-= 1
    } while left != 0
    block.drain(tap, into: AddSink(y: sums, stride: shape.weightStride))
  }
}
