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
  /// The input, seen with `reach` lines and columns of zeros of its border.
  let x: Source<S>
  let lineStride: Int
  let reach: Int
  let scratch: Target<S>

  func run<T: WinogradTile, K: WinogradSink>(_: T.Type, into sink: K) where K.S == S {
    let inputs = scratch + sizes.temporary
    let products = inputs + sizes.inputs
    let side = winogradSide &* sizes.outputPoint
    let base = x - reach &* (lineStride &+ shape.inputStep)
    var line = 0
    while line < shape.outputHeight {
      var column = 0
      while column < shape.outputWidth {
        WinogradWindow(
          base: base, lineStride: lineStride, channels: shape.channels,
          height: shape.height &+ 2 &* reach, width: shape.width &+ 2 &* reach,
          top: line &- shape.padding &+ reach, left: column &- shape.padding &+ reach
        ).transform(WinogradInput.self, inputs, pointStride: sizes.inputPoint, scratch: scratch)
        for p in 0..<winogradPoints {
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
        let tile = scratch + 36 &* 16
        for filter in 0..<shape.filters {
          var n = 0
          while n < Chunk.size {
            squareTransform(
              T.Output.self, products + (filter &* Chunk.size &+ n), line: side,
              column: sizes.outputPoint, tile, targetLine: 16 &* T.outputs, targetColumn: 16,
              scratch: scratch)
            sink.put(place, side: T.outputs, filter, n, tile)
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
