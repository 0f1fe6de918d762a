/// The sizes of the buffers that a transformed convolution needs, in values.
///
/// Points lie a little more than a power of two apart: otherwise the 36 values of a tile would fall
/// into the same few sets of the cache.
struct WinogradSizes {
  /// From one point to the next: inputs, outputs and weights.
  let inputPoint: Int
  let outputPoint: Int
  let weightPoint: Int
  let transposed: Int

  init(_ shape: ConvolutionGeometry) {
    inputPoint = shape.channels * Chunk.size + 16
    outputPoint = shape.filters * Chunk.size + 16
    weightPoint = shape.channels * shape.weightStride + 16
    transposed = Chunk.size * shape.weightStride
  }

  /// Two patches of a vector for each point.
  @inline(__always) var temporary: Int { 2 &* winogradPoints &* 16 }
  @inline(__always) var inputs: Int { winogradPoints &* inputPoint }
  @inline(__always) var outputs: Int { winogradPoints &* outputPoint }
  @inline(__always) var weights: Int { winogradPoints &* weightPoint }

  /// Where `forward` leaves room for the sums of a sink, 32 values for each filter.
  @inline(__always) var sink: Int { temporary &+ inputs &+ outputs }
  /// Scratch memory of one chunk, forward or backward.
  var scratch: Int { temporary + 2 * inputs + outputs + transposed + weights }
}

/// A convolution that is computed by transformed tiles, with its transformed weights.
final class WinogradConvolution<S: EngineScalar> {
  private let shape: ConvolutionGeometry
  private let sizes: WinogradSizes
  private let weight: TensorSlot<S>
  private let transformed: UnsafeMutablePointer<S>
  /// Used within `forward` and `backward` of one chunk.
  private let scratch: ScratchRequest<S>

  /// Takes the convolution of a shape for which transformed tiles are chosen.
  init?(_ site: LayerSite<S>, _ shape: ConvolutionGeometry, weight: TensorSlot<S>) {
    guard shape.isTransformed else { return nil }
    self.shape = shape
    self.weight = weight
    sizes = WinogradSizes(shape)
    transformed = site.arena.scalars(sizes.weights)
    scratch = site.scratch(sizes.scratch)
  }

  /// Transforms the weights; must be called whenever they have changed.
  @inline(__always) func prepare() {
    if shape.kernel == WinogradFourTile.taps {
      transformWeights(WinogradFourTile.self)
    } else {
      transformWeights(WinogradTwoTile.self)
    }
  }

  private func transformWeights<T: WinogradTile>(_: T.Type) {
    let column = shape.channels &* shape.weightStride
    var i = 0
    while i < column {
      squareTransform(
        T.Weight.self, weight.value + i, line: T.taps &* column, column: column, transformed + i,
        targetLine: winogradSide &* sizes.weightPoint, targetColumn: sizes.weightPoint,
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
      lineStride: x.lineStride, reach: shape.padding, scratch: scratch.pointer(part))
    if shape.kernel == WinogradFourTile.taps {
      pass.run(WinogradFourTile.self, into: sink)
    } else {
      pass.run(WinogradTwoTile.self, into: sink)
    }
  }

  /// Adds ∂weights and fills ∂x of a chunk from the gradient `g` of its outputs.
  @inline(__always) func backward(
    _ g: Source<S>, _ x: Activations<S>, _ dx: Activations<S>?, _ chunk: Int, _ part: Int
  ) {
    let pass = WinogradBackward(
      shape: shape, sizes: sizes, weights: transformed, x: x.origin(chunk),
      lineStride: x.lineStride, reach: shape.padding, g: g,
      dw: weight.gradient(of: part), dx: dx?.origin(chunk), dxLineStride: dx?.lineStride ?? 0,
      scratch: scratch.pointer(part))
    if shape.kernel == WinogradFourTile.taps {
      pass.run(WinogradFourTile.self)
    } else {
      pass.run(WinogradTwoTile.self)
    }
  }
}
