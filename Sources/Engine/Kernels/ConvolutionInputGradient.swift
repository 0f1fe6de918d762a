/// ∂x of a convolution, visiting only the taps that exist: no padding and no wasted work.
///
/// `g` is `[outputHeight, outputWidth, filters, 64]` without border; `dx` is the inner origin of
/// the input's gradient; `scratch` has room for `flippedInputScratch`.
@inline(__always) func convolutionInputGradient<S: EngineScalar>(
  _ shape: ConvolutionGeometry, weights w: Source<S>, _ g: Source<S>, _ dx: Target<S>,
  lineStride: Int, scratch: Target<S>
) {
  if shape.stride == 1 {
    flippedInputGradient(shape, weights: w, g, dx, lineStride: lineStride, scratch: scratch)
    return
  }
  for line in 0..<shape.height {
    ConvolutionInputGradientTask<WideColumns<S>>(
      shape: shape, w: w, g: g, dx: dx + line &* lineStride, line: line
    ).perform(rows: shape.channels)
  }
}

struct ConvolutionInputGradientTask<C: ColumnBlock>: RowBlockTask {
  typealias Columns = C
  let shape: ConvolutionGeometry
  let w: Source<C.S>
  let g: Source<C.S>
  let dx: Target<C.S>
  let line: Int

  @inline(__always) func perform<R: RowBlock>(_: R.Type, _ channel: Int) where R.Columns == C {
    let k = shape.kernel
    let s = shape.stride
    // Kernel lines ky with an output line (line + padding − ky) / stride inside the output.
    let top = line &+ shape.padding
    let firstLine = Swift.max(0, top &- (shape.outputHeight &- 1) &* s)
    let lastLine = Swift.min(k &- 1, top)
    for position in 0..<shape.width {
      let left = position &+ shape.padding
      let first = Swift.max(0, left &- (shape.outputWidth &- 1) &* s)
      let last = Swift.min(k &- 1, left)
      var n = 0
      while n < Chunk.size {
        var block = R()
        var ky = firstLine
        while ky <= lastLine {
          let outputLine = (top &- ky) / s
          if s == 1 || outputLine &* s == top &- ky {
            var kx = first
            while kx <= last {
              let outputColumn = (left &- kx) / s
              if s == 1 || outputColumn &* s == left &- kx {
                let weights = (ky &* k &+ kx) &* shape.channels &+ channel
                let output = outputLine &* shape.outputWidth &+ outputColumn
                block.run(
                  w + weights &* shape.weightStride, rowStride: shape.weightStride, wStep: 1,
                  g + (output &* shape.outputStep &+ n), xStep: Chunk.size, count: shape.filters)
              }
              kx &+= 1
            }
          }
          ky &+= 1
        }
        block.drain(
          channel, into: StoreSink(y: dx + (position &* shape.inputStep &+ n), stride: Chunk.size))
        n &+= C.width
      }
    }
  }
}
