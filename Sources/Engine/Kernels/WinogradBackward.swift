/// Both gradients of one chunk, tile by tile.
struct WinogradBackward<S: EngineScalar> {
  let shape: ConvolutionGeometry
  let sizes: WinogradSizes
  /// Transformed weights.
  let weights: Source<S>
  /// The input's inner origin.
  let x: Source<S>
  let lineStride: Int
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
    let columns = products + sizes.inputs
    let gradientColumns = columns + sizes.columns
    let inset = T.isPadded ? 0 : shape.padding
    let base = x - (shape.padding &- inset) &* (lineStride &+ shape.inputStep)
    var line = 0
    while line < shape.outputHeight {
      let tiles = WinogradLine(
        base: base, lineStride: lineStride, run: shape.inputStep,
        height: shape.height &+ 2 &* (shape.padding &- inset),
        width: shape.width &+ 2 &* (shape.padding &- inset), top: line, columns: columns,
        scratch: scratch)
      let gradientTiles = WinogradLine(
        base: g, lineStride: shape.outputWidth &* shape.outputStep, run: shape.outputStep,
        height: shape.outputHeight, width: shape.outputWidth, top: line,
        columns: gradientColumns, scratch: scratch)
      var column = 0
      while column < shape.outputWidth {
        tiles.transform(T.self, column, into: inputs, pointStride: sizes.inputPoint)
        gradientTiles.transformGradient(
          T.self, column, into: gradients, pointStride: sizes.outputPoint)
        transposeTile(
          T.self, line: line, column: column, into: transposed, columns: gradientColumns)
        for p in 0..<T.points {
          let gradient = gradients + p &* sizes.outputPoint
          outerProducts(
            inputs + p &* sizes.inputPoint, rows: shape.channels,
            transposed + p &* sizes.transposedPoint,
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
          addInputGradient(T.self, products, dx, line: line, column: column)
        }
        column &+= T.outputs
      }
      line &+= T.outputs
    }
    addWeightGradient(T.self, sums)
  }

  /// Transforms a tile's gradients with filters as lanes.
  ///
  /// Fewer values are transposed before the transform than after it.
  @inline(__always) private func transposeTile<T: WinogradTile>(
    _: T.Type, line: Int, column: Int, into target: Target<S>, columns: Target<S>
  ) {
    let run = sizes.transposedRun
    let tile = target + sizes.transposedPoints
    let lines = Swift.min(T.outputs, shape.outputHeight &- line)
    let inside = Swift.min(T.outputs, shape.outputWidth &- column)
    for i in 0..<lines {
      for j in 0..<inside {
        let position = (line &+ i) &* shape.outputWidth &+ column &+ j
        transposeChunk(
          g + position &* shape.outputStep, tile + (i &* T.outputs &+ j) &* run,
          features: shape.filters)
      }
    }
    WinogradLine(
      base: tile, lineStride: T.outputs &* run, run: run, height: lines, width: inside, top: 0,
      columns: columns, scratch: scratch
    ).transformGradient(T.self, 0, into: target, pointStride: sizes.transposedPoint)
  }

  /// Adds a tile's share of ∂x, which overlaps that of its neighbours; what no tile before has
  /// touched is overwritten.
  @inline(__always) private func addInputGradient<T: WinogradTile>(
    _: T.Type, _ products: Target<S>, _ dx: Target<S>, line: Int, column: Int
  ) {
    let padding = T.isPadded ? shape.padding : 0
    let (top, left) = (line &- padding, column &- padding)
    let lines = Swift.max(0, 0 &- top)..<Swift.min(T.inputs, shape.height &- top)
    let inside = Swift.max(0, 0 &- left)..<Swift.min(T.inputs, shape.width &- left)
    guard !lines.isEmpty, !inside.isEmpty else { return }
    let overlap = T.taps &- 1
    // The first line and column of tiles have no neighbour before them.
    let touchedLines = line > 0 ? overlap : 0
    let touchedColumns = column > 0 ? overlap : 0
    let step = shape.inputStep
    let run = sizes.inputPoint
    let side = T.side &* run
    // In place: a column's products become the gradients of its inputs.
    for j in 0..<T.side {
      let points = products + j &* run
      var n = 0
      while n < step {
        T.InputGradient.apply(points + n, side, points + n, side)
        n &+= 16
      }
    }
    let start = dx + (top &* dxLineStride &+ left &* step)
    for i in lines {
      let added = i < touchedLines ? T.inputs : touchedColumns
      let source = products + i &* side
      var n = 0
      while n < step {
        T.InputGradient.apply(source + n, run, scratch, 16)
        let target = start + (i &* dxLineStride &+ n)
        for j in inside {
          let value = load(scratch + 16 &* j)
          let p = target + j &* step
          store(j < added ? load(p) + value : value, p)
        }
        n &+= 16
      }
    }
  }

  @inline(__always) private func addWeightGradient<T: WinogradTile>(
    _: T.Type, _ sums: Source<S>
  ) {
    let column = shape.channels &* shape.weightStride
    let tile = scratch + 16 &* winogradPatch
    var i = 0
    while i < column {
      squareTransform(
        T.WeightGradient.self, sums + i, line: T.side &* sizes.weightPoint,
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
