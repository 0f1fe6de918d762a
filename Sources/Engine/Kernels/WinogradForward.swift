/// Where the finished outputs of a tile go.
protocol WinogradSink<S> {
  associatedtype S: EngineScalar
  /// Takes the `[side, side, 16]` outputs of a filter for the samples from `n` on.
  func put(_ place: WinogradPlace, side: Int, _ filter: Int, _ n: Int, _ values: Source<S>)
  /// Called when a line of tiles is done.
  func finishLine()
}

/// The part of one chunk's forward pass that is the same for all tiles.
struct WinogradForward<S: EngineScalar> {
  let shape: ConvolutionGeometry
  let sizes: WinogradSizes
  /// Transformed weights.
  let weights: Source<S>
  /// The input's inner origin.
  let x: Source<S>
  let lineStride: Int
  let scratch: Target<S>

  func run<T: WinogradTile, K: WinogradSink>(_: T.Type, into sink: K) where K.S == S {
    let inputs = scratch + sizes.temporary
    let products = inputs + sizes.inputs
    let columns = products + sizes.outputs
    let side = T.side &* sizes.outputPoint
    let inset = T.isPadded ? 0 : shape.padding
    let base = x - (shape.padding &- inset) &* (lineStride &+ shape.inputStep)
    var line = 0
    while line < shape.outputHeight {
      let tiles = WinogradLine(
        base: base, lineStride: lineStride, run: shape.inputStep,
        height: shape.height &+ 2 &* (shape.padding &- inset),
        width: shape.width &+ 2 &* (shape.padding &- inset), top: line, columns: columns,
        scratch: scratch)
      var column = 0
      while column < shape.outputWidth {
        tiles.transform(T.self, column, into: inputs, pointStride: sizes.inputPoint)
        for p in 0..<T.points {
          WinogradProductTask<WideColumns<S>>(
            w: weights + p &* sizes.weightPoint, x: inputs + p &* sizes.inputPoint,
            y: products + p &* sizes.outputPoint, count: shape.channels,
            stride: shape.weightStride
          ).perform(rows: shape.filters)
        }
        let place = WinogradPlace(
          line: line, column: column,
          lines: Swift.min(T.outputs, shape.outputHeight &- line),
          columns: Swift.min(T.outputs, shape.outputWidth &- column))
        // In place: a column's products become its outputs.
        for j in 0..<T.side {
          let points = products + j &* sizes.outputPoint
          var n = 0
          while n < shape.outputStep {
            T.Output.apply(points + n, side, points + n, side)
            n &+= 16
          }
        }
        for filter in 0..<shape.filters {
          var n = filter &* Chunk.size
          while n < (filter &+ 1) &* Chunk.size {
            for i in 0..<T.outputs {
              T.Output.apply(
                products + (i &* side &+ n), sizes.outputPoint, scratch + 16 &* T.outputs &* i, 16)
            }
            sink.put(place, side: T.outputs, filter, n &- filter &* Chunk.size, scratch)
            n &+= 16
          }
        }
        column &+= T.outputs
      }
      sink.finishLine()
      line &+= T.outputs
    }
  }
}

/// One point's product: y = Wᵀ·x, `[filters, 64]`.
struct WinogradProductTask<C: ColumnBlock>: RowBlockTask {
  typealias Columns = C
  let w: Source<C.S>
  let x: Source<C.S>
  let y: Target<C.S>
  let count: Int
  let stride: Int

  @inline(__always) func perform<R: RowBlock>(_: R.Type, _ row: Int) where R.Columns == C {
    var n = 0
    while n < Chunk.size {
      var block = R()
      block.run(w + row, rowStride: 1, wStep: stride, x + n, xStep: Chunk.size, count: count)
      block.drain(row, into: StoreSink(y: y + n, stride: Chunk.size))
      n &+= C.width
    }
  }
}
