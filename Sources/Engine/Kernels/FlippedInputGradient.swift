// ∂x of a convolution of stride 1, with the weights of a kernel line turned round: then the gradients
// that an input position receives through a kernel line are one contiguous run, filter by filter and
// position by position.

/// Values of scratch memory that `flippedInputGradient` needs.
func flippedInputScratch(_ shape: ConvolutionGeometry) -> Int {
  shape.taps * shape.channels * shape.filters
}

/// ∂x of a convolution of stride 1, visiting only the taps that exist.
///
/// `g` is `[outputHeight, outputWidth, filters, 64]` without border; `dx` is the inner origin of
/// the input's gradient.
@inline(never) func flippedInputGradient<S: EngineScalar>(
  _ shape: ConvolutionGeometry, weights w: Source<S>, _ g: Source<S>, _ dx: Target<S>,
  lineStride: Int, scratch: Target<S>
) {
  let (k, channels, filters) = (shape.kernel, shape.channels, shape.filters)
  // [ky, channel, kx from the last to the first, filter]
  for ky in 0..<k {
    for kx in 0..<k {
      for c in 0..<channels {
        let from = ((ky &* k &+ kx) &* channels &+ c) &* shape.weightStride
        let to = ((ky &* channels &+ c) &* k &+ (k &- 1 &- kx)) &* filters
        (scratch + to).update(from: w + from, count: filters)
      }
    }
  }
  for line in 0..<shape.height {
    FlippedInputTask<WideColumns<S>>(
      shape: shape, w: scratch, g: g, dx: dx + line &* lineStride, line: line
    ).perform(rows: channels)
  }
}

struct FlippedInputTask<C: ColumnBlock>: RowBlockTask {
  typealias Columns = C
  let shape: ConvolutionGeometry
  let w: Source<C.S>
  let g: Source<C.S>
  let dx: Target<C.S>
  let line: Int

  @inline(__always) func perform<R: RowBlock>(_: R.Type, _ channel: Int) where R.Columns == C {
    let k = shape.kernel
    let rowStride = k &* shape.filters
    let kernelLine = shape.channels &* rowStride
    let outputLine = shape.outputWidth &* shape.outputStep
    // Kernel lines ky with an output line line + padding − ky inside the output.
    let top = line &+ shape.padding
    let firstLine = Swift.max(0, top &- shape.outputHeight &+ 1)
    let lines = Swift.min(k &- 1, top) &- firstLine &+ 1
    for position in 0..<shape.width {
      let left = position &+ shape.padding
      let first = Swift.max(0, left &- shape.outputWidth &+ 1)
      let last = Swift.min(k &- 1, left)
      let count = (last &- first &+ 1) &* shape.filters
      var n = 0
      while n < Chunk.size {
        var block = R()
        var weights =
          w + (firstLine &* kernelLine &+ channel &* rowStride &+ (k &- 1 &- last) &* shape.filters)
        var source =
          g + ((top &- firstLine) &* outputLine &+ (left &- last) &* shape.outputStep &+ n)
        var left = lines
        while left > 0, count > 0 {
          block.run(
            weights, rowStride: rowStride, wStep: 1, source, xStep: Chunk.size, count: count)
          weights += kernelLine
          source -= outputLine
          left &-= 1
        }
        block.drain(
          channel, into: StoreSink(y: dx + (position &* shape.inputStep &+ n), stride: Chunk.size))
        n &+= C.width
      }
    }
  }
}
