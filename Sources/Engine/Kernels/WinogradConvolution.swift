/// The sizes of the buffers that a transformed convolution needs, in values.
///
/// Points lie a little more than a power of two apart: otherwise the 36 values of a tile would fall
/// into the same few sets of the cache.
struct WinogradSizes {
  /// From one point to the next: inputs, outputs and weights.
  let inputPoint: Int
  let outputPoint: Int
  let weightPoint: Int
  /// Gradients of a position with filters as lanes, and from one point of them to the next.
  let transposedRun: Int
  @inline(__always) var transposedPoint: Int { transposedRun &+ 16 }
  /// Transformed columns of the input.
  let columns: Int
  /// Transformed columns of a tile of gradients.
  let gradientColumns: Int
  /// Products of a tile.
  private let points: Int

  init(_ shape: ConvolutionGeometry, _ tile: ConvolutionTile) {
    points = tile.points
    inputPoint = shape.channels * Chunk.size + 16
    outputPoint = shape.filters * Chunk.size + 16
    weightPoint = shape.channels * shape.weightStride + 16
    transposedRun = Chunk.size * shape.weightStride
    // The last tile of a line may reach over the padding by less than six columns.
    columns = (shape.width + 2 * shape.padding + 6) * 6 * inputPoint
    gradientColumns = 36 * (transposedRun + 16)
  }

  /// Two patches.
  @inline(__always) var temporary: Int { 2 &* winogradPatch &* 16 }
  @inline(__always) var inputs: Int { points &* inputPoint }
  @inline(__always) var outputs: Int { points &* outputPoint }
  @inline(__always) var weights: Int { points &* weightPoint }

  @inline(__always) var transposedPoints: Int { points &* transposedPoint }
  /// With a tile that is not transformed yet.
  @inline(__always) var transposed: Int { transposedPoints &+ 16 &* transposedRun }

  /// Where `forward` leaves room for the sums of a sink, 32 values for each filter.
  @inline(__always) var sink: Int { temporary &+ inputs &+ outputs &+ columns }
  /// Scratch memory of one chunk, forward or backward.
  var scratch: Int {
    temporary + 2 * inputs + outputs + transposed + weights + columns + gradientColumns
  }
}

/// A convolution that is computed by transformed tiles, with its transformed weights.
final class WinogradConvolution<S: EngineScalar> {
  private let shape: ConvolutionGeometry
  private let tile: ConvolutionTile
  private let sizes: WinogradSizes
  private let weight: TensorSlot<S>
  private let transformed: UnsafeMutablePointer<S>
  /// Used within `forward` and `backward` of one chunk.
  private let scratch: ScratchRequest<S>

  /// Takes the convolution of a shape for which transformed tiles are chosen.
  init?(_ site: LayerSite<S>, _ shape: ConvolutionGeometry, weight: TensorSlot<S>) {
    guard let tile = shape.outputTile else { return nil }
    self.shape = shape
    self.tile = tile
    self.weight = weight
    sizes = WinogradSizes(shape, tile)
    transformed = site.arena.scalars(sizes.weights)
    scratch = site.scratch(sizes.scratch)
  }

  /// Whether `backward` is to be used too.
  var hasGradients: Bool { shape.hasGradientTile }

  /// Transforms the weights; must be called whenever they have changed.
  @inline(__always) func prepare() {
    switch tile {
    case .four: transformWeights(WinogradFourTile.self)
    case .two: transformWeights(WinogradTwoTile.self)
    case .smallPicture: transformWeights(SmallPictureTile.self)
    }
  }

  private func transformWeights<T: WinogradTile>(_: T.Type) {
    let column = shape.channels &* shape.weightStride
    var i = 0
    while i < column {
      squareTransform(
        T.Weight.self, weight.value + i, line: T.taps &* column, column: column, transformed + i,
        targetLine: T.side &* sizes.weightPoint, targetColumn: sizes.weightPoint,
        scratch: scratch.pointer(0))
      i &+= 16
    }
  }

  /// Room for 32 values of each filter that `forward` of a chunk in this part does not touch.
  @inline(__always) func sinkScratch(_ part: Int) -> Target<S> {
    scratch.pointer(part) + sizes.sink
  }

  /// Hands the outputs of a chunk to a sink.
  @inline(__always) func forward<K: WinogradSink>(
    _ x: Activations<S>, _ chunk: Int, _ part: Int, into sink: K
  ) where K.S == S {
    let pass = WinogradForward(
      shape: shape, sizes: sizes, weights: transformed, x: x.origin(chunk),
      lineStride: x.lineStride, scratch: scratch.pointer(part))
    switch tile {
    case .four: pass.run(WinogradFourTile.self, into: sink)
    case .two: pass.run(WinogradTwoTile.self, into: sink)
    case .smallPicture: pass.run(SmallPictureTile.self, into: sink)
    }
  }

  /// Adds ∂weights and fills ∂x of a chunk from the gradient `g` of its outputs.
  @inline(__always) func backward(
    _ g: Source<S>, _ x: Activations<S>, _ dx: Activations<S>?, _ chunk: Int, _ part: Int
  ) {
    let pass = WinogradBackward(
      shape: shape, sizes: sizes, weights: transformed, x: x.origin(chunk),
      lineStride: x.lineStride, g: g, dw: weight.gradient(of: part),
      dx: dx?.origin(chunk), dxLineStride: dx?.lineStride ?? 0, scratch: scratch.pointer(part))
    switch tile {
    case .four: pass.run(WinogradFourTile.self)
    case .two: pass.run(WinogradTwoTile.self)
    case .smallPicture: pass.run(SmallPictureTile.self)
    }
  }
}
