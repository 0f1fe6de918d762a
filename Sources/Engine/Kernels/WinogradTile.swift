/// A square tile of outputs that is computed with fewer products than it has taps.
protocol WinogradTile {
  /// Outputs along one side.
  static var outputs: Int { get }
  /// Taps along one side.
  static var taps: Int { get }
  /// Whether inputs begin with the padding; otherwise the tile knows that it lies outside.
  static var isPadded: Bool { get }
  associatedtype Input: LineTransform
  associatedtype InputGradient: LineTransform
  associatedtype Output: LineTransform
  associatedtype OutputGradient: LineTransform
  associatedtype Weight: LineTransform
  associatedtype WeightGradient: LineTransform
}

extension WinogradTile {
  /// Inputs along one side.
  @inline(__always) static var inputs: Int { Input.inputs }
  /// Points along one side: products of a line.
  @inline(__always) static var side: Int { Input.outputs }
  /// Products of the tile for each pair of channel and filter.
  @inline(__always) static var points: Int { side &* side }
}

/// F(4 × 4, 3 × 3): 36 products instead of 144.
enum WinogradFourTile: WinogradTile {
  @inline(__always) static var outputs: Int { 4 }
  @inline(__always) static var taps: Int { 3 }
  @inline(__always) static var isPadded: Bool { true }
  typealias Input = WinogradInput
  typealias InputGradient = WinogradInputGradient
  typealias Output = WinogradFourOutputs
  typealias OutputGradient = WinogradFourGradients
  typealias Weight = WinogradThreeTaps
  typealias WeightGradient = WinogradThreeTapGradients
}

/// F(2 × 2, 5 × 5): 36 products instead of 100.
enum WinogradTwoTile: WinogradTile {
  @inline(__always) static var outputs: Int { 2 }
  @inline(__always) static var taps: Int { 5 }
  @inline(__always) static var isPadded: Bool { true }
  typealias Input = WinogradInput
  typealias InputGradient = WinogradInputGradient
  typealias Output = WinogradTwoOutputs
  typealias OutputGradient = WinogradTwoGradients
  typealias Weight = WinogradFiveTaps
  typealias WeightGradient = WinogradFiveTapGradients
}

/// A whole picture of 2 × 2 under 3 × 3 taps: nine products instead of the 16 that lie inside.
enum SmallPictureTile: WinogradTile {
  @inline(__always) static var outputs: Int { 2 }
  @inline(__always) static var taps: Int { 3 }
  @inline(__always) static var isPadded: Bool { false }
  typealias Input = SmallPictureInput
  typealias InputGradient = SmallPictureInputGradient
  typealias Output = SmallPictureOutput
  typealias OutputGradient = SmallPictureOutputGradient
  typealias Weight = SmallPictureWeight
  typealias WeightGradient = SmallPictureWeightGradient
}

/// The vectors that the patch of the largest tile has.
@inline(__always) var winogradPatch: Int { 36 }

/// Where a tile lies among the outputs, and how much of it is inside.
struct WinogradPlace {
  let line: Int
  let column: Int
  let lines: Int
  let columns: Int
}

/// Applies a matrix to the columns, then to the lines of a square of vectors.
///
/// `scratch` has room for 36 vectors.
@inline(__always) func squareTransform<S: EngineScalar, T: LineTransform>(
  _: T.Type, _ p: Source<S>, line: Int, column: Int, _ target: Target<S>, targetLine: Int,
  targetColumn: Int, scratch: Target<S>
) {
  for j in 0..<T.inputs {
    T.apply(p + j &* column, line, scratch + 16 &* j, 16 &* T.inputs)
  }
  for i in 0..<T.outputs {
    T.apply(scratch + 16 &* T.inputs &* i, 16, target + i &* targetLine, targetColumn)
  }
}

/// A line of tiles of a picture whose values are transformed, zeros standing outside of it.
///
/// Both steps go through long runs of neighbouring values, all channels of a position: a dozen
/// streams are fetched ahead by the processor, the 36 positions of a tile at once are not.
struct WinogradLine<S: EngineScalar> {
  /// The picture's first value.
  let base: Source<S>
  let lineStride: Int
  /// Values of a position.
  let run: Int
  /// The picture's size.
  let height: Int
  let width: Int
  /// The first line of the tiles.
  let top: Int
  /// `[columns, side]` runs: the picture's columns, transformed.
  let columns: Target<S>
  let scratch: Target<S>

  /// From one run to the next.
  @inline(__always) var runStride: Int { run &+ 16 }

  /// Transforms a column of the picture into a place among `columns`.
  @inline(__always) func transformColumn<T: LineTransform>(
    _: T.Type, _ column: Int, into place: Int
  ) {
    let target = columns + place &* T.outputs &* runStride
    let lines = Swift.min(T.inputs, height &- top)
    if column >= width || lines <= 0 {
      target.update(repeating: 0, count: T.outputs &* runStride)
      return
    }
    let source = base + (top &* lineStride &+ column &* run)
    if lines < T.inputs { scratch.update(repeating: 0, count: 16 &* T.inputs) }
    var n = 0
    while n < run {
      if lines == T.inputs {
        T.apply(source + n, lineStride, target + n, runStride)
      } else {
        for i in 0..<lines { store(load(source + (i &* lineStride &+ n)), scratch + 16 &* i) }
        T.apply(scratch, 16, target + n, runStride)
      }
      n &+= 16
    }
  }

  /// Fills `[side, side]` runs, `pointStride` apart, from the transformed columns from `place` on.
  @inline(__always) func combine<T: LineTransform>(
    _: T.Type, _ place: Int, into target: Target<S>, pointStride: Int
  ) {
    for i in 0..<T.outputs {
      let source = columns + (place &* T.outputs &+ i) &* runStride
      let points = target + i &* T.outputs &* pointStride
      var n = 0
      while n < run {
        T.apply(source + n, T.outputs &* runStride, points + n, pointStride)
        n &+= 16
      }
    }
  }
}

extension WinogradLine {
  /// Transforms the inputs of a tile; columns that the tile before had are known.
  @inline(__always) func transform<T: WinogradTile>(
    _: T.Type, _ left: Int, into target: Target<S>, pointStride: Int
  ) {
    let known = left == 0 ? 0 : T.inputs &- T.outputs
    for j in known..<T.inputs { transformColumn(T.Input.self, left &+ j, into: left &+ j) }
    combine(T.Input.self, left, into: target, pointStride: pointStride)
  }

  /// Transforms the gradients of a tile's outputs.
  @inline(__always) func transformGradient<T: WinogradTile>(
    _: T.Type, _ left: Int, into target: Target<S>, pointStride: Int
  ) {
    for j in 0..<T.outputs { transformColumn(T.OutputGradient.self, left &+ j, into: j) }
    combine(T.OutputGradient.self, 0, into: target, pointStride: pointStride)
  }
}
