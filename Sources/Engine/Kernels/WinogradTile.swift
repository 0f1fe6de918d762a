/// A square tile of outputs that is computed from 6 × 6 inputs by 36 products.
protocol WinogradTile {
  /// Outputs along one side.
  static var outputs: Int { get }
  /// Taps along one side.
  static var taps: Int { get }
  associatedtype Output: LineTransform
  associatedtype OutputGradient: LineTransform
  associatedtype Weight: LineTransform
  associatedtype WeightGradient: LineTransform
}

/// F(4 × 4, 3 × 3): a quarter of the products.
enum WinogradFourTile: WinogradTile {
  @inline(__always) static var outputs: Int { 4 }
  @inline(__always) static var taps: Int { 3 }
  typealias Output = WinogradFourOutputs
  typealias OutputGradient = WinogradFourGradients
  typealias Weight = WinogradThreeTaps
  typealias WeightGradient = WinogradThreeTapGradients
}

/// F(2 × 2, 5 × 5): 36 products instead of 100.
enum WinogradTwoTile: WinogradTile {
  @inline(__always) static var outputs: Int { 2 }
  @inline(__always) static var taps: Int { 5 }
  typealias Output = WinogradTwoOutputs
  typealias OutputGradient = WinogradTwoGradients
  typealias Weight = WinogradFiveTaps
  typealias WeightGradient = WinogradFiveTapGradients
}

/// Inputs and points along one side of a tile.
@inline(__always) var winogradSide: Int { 6 }
/// Points of a tile.
@inline(__always) var winogradPoints: Int { 36 }
/// Values of one vector for each point.
@inline(__always) private var patchCount: Int { winogradPoints &* 16 }

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

/// A part of a picture that is transformed, zeros standing outside of it.
struct WinogradWindow<S: EngineScalar> {
  /// The picture's first value, before it nothing is read.
  let base: Source<S>
  let lineStride: Int
  let channels: Int
  /// The picture's size.
  let height: Int
  let width: Int
  /// The window's first line and column.
  let top: Int
  let left: Int

  /// Fills `[36, channels, 64]`, points `pointStride` apart; `scratch` has room for 72 vectors.
  @inline(__always) func transform<T: LineTransform>(
    _: T.Type, _ target: Target<S>, pointStride: Int, scratch: Target<S>
  ) {
    let column = channels &* Chunk.size
    let lines = Swift.max(0, 0 &- top)..<Swift.min(T.inputs, height &- top)
    let columns = Swift.max(0, 0 &- left)..<Swift.min(T.inputs, width &- left)
    let start = base + (top &* lineStride &+ left &* column)
    let side = winogradSide &* pointStride
    let isWhole = lines.count == T.inputs && columns.count == T.inputs
    let patch = scratch + patchCount
    if !isWhole { patch.update(repeating: 0, count: patchCount) }
    var n = 0
    while n < column {
      if isWhole {
        squareTransform(
          T.self, start + n, line: lineStride, column: column, target + n, targetLine: side,
          targetColumn: pointStride, scratch: scratch)
      } else {
        for i in lines {
          for j in columns {
            store(
              load(start + (i &* lineStride &+ j &* column &+ n)),
              patch + (i &* T.inputs &+ j) &* 16)
          }
        }
        squareTransform(
          T.self, patch, line: 16 &* T.inputs, column: 16, target + n, targetLine: side,
          targetColumn: pointStride, scratch: scratch)
      }
      n &+= 16
    }
  }
}
