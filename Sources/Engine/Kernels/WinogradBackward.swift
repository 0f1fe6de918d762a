/// Both gradients of one chunk, tile by tile.
struct WinogradBackward<S: EngineScalar> {
  let shape: ConvolutionGeometry
  let sizes: WinogradSizes
  /// Transformed weights.
  let weights: Source<S>
  let x: Source<S>
  let lineStride: Int
  let reach: Int
  /// `[outputHeight, outputWidth, filters, 64]`.
  let g: Source<S>
  /// ∂weights, to which one term is added.
  let dw: Target<S>
  /// The inner origin of ∂x, which is filled, where it is needed.
  let dx: Target<S>?
  let dxLineStride: Int
  let scratch: Target<S>

  func run<T: WinogradTile>(_: T.Type) {
    let inputs = scratch + sizes.temporary
    let gradients = inputs + sizes.inputs
    let transposed = gradients + sizes.outputs
    let sums = transposed + sizes.transposed
    let products = sums + sizes.weights
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
        WinogradWindow(
          base: g, lineStride: shape.outputWidth &* shape.outputStep, channels: shape.filters,
          height: shape.outputHeight, width: shape.outputWidth, top: line, left: column
        ).transform(
          T.OutputGradient.self, gradients, pointStride: sizes.outputPoint, scratch: scratch)
        for p in 0..<winogradPoints {
          let gradient = gradients + p &* sizes.outputPoint
          transposeChunk(gradient, transposed, features: shape.filters)
          outerProducts(
            inputs + p &* sizes.inputPoint, rows: shape.channels, transposed,
            columns: shape.weightStride, into: sums + p &* sizes.weightPoint,
            replacing: line == 0 && column == 0)
          guard dx != nil else { continue }
          RowProductTask<WideColumns<S>>(
            w: weights + p &* sizes.weightPoint, g: gradient,
            dx: products + p &* sizes.inputPoint, outputs: shape.filters,
            stride: shape.weightStride
          ).perform(rows: shape.channels)
        }
        if let dx {
          addInputGradient(
            T.self, products, dx, top: line &- shape.padding, left: column &- shape.padding)
        }
        column &+= T.outputs
      }
      line &+= T.outputs
    }
    addWeightGradient(T.self, sums)
  }

  /// Adds a tile's share of ∂x, which overlaps that of its neighbours; what no tile before has
  /// touched is overwritten.
  @inline(__always) private func addInputGradient<T: WinogradTile>(
    _: T.Type, _ products: Source<S>, _ dx: Target<S>, top: Int, left: Int
  ) {
    let lines = Swift.max(0, 0 &- top)..<Swift.min(winogradSide, shape.height &- top)
    let columns = Swift.max(0, 0 &- left)..<Swift.min(winogradSide, shape.width &- left)
    guard !lines.isEmpty, !columns.isEmpty else { return }
    let overlap = T.taps &- 1
    // The first line and column of tiles have no neighbour before them.
    let touchedLines = top &+ shape.padding > 0 ? overlap : 0
    let touchedColumns = left &+ shape.padding > 0 ? overlap : 0
    let step = shape.inputStep
    let start = dx + (top &* dxLineStride &+ left &* step)
    let tile = scratch + winogradPoints &* 16
    var n = 0
    while n < step {
      squareTransform(
        WinogradInputGradient.self, products + n, line: winogradSide &* sizes.inputPoint,
        column: sizes.inputPoint, tile, targetLine: 16 &* winogradSide, targetColumn: 16,
        scratch: scratch)
      for i in lines {
        let target = start + (i &* dxLineStride &+ n)
        let values = tile + i &* winogradSide &* 16
        let added = i < touchedLines ? winogradSide : touchedColumns
        for j in columns {
          let value = load(values + 16 &* j)
          let p = target + j &* step
          store(j < added ? load(p) + value : value, p)
        }
      }
      n &+= 16
    }
  }

  @inline(__always) private func addWeightGradient<T: WinogradTile>(
    _: T.Type, _ sums: Source<S>
  ) {
    let column = shape.channels &* shape.weightStride
    let tile = scratch + winogradPoints &* 16
    var i = 0
    while i < column {
      squareTransform(
        T.WeightGradient.self, sums + i, line: winogradSide &* sizes.weightPoint,
        column: sizes.weightPoint, tile, targetLine: 16 &* T.taps, targetColumn: 16,
        scratch: scratch)
      for tap in 0..<T.taps &* T.taps {
        let p = dw + (tap &* column &+ i)
        store(load(p) + load(tile + 16 &* tap), p)
      }
      i &+= 16
    }
  }
}
