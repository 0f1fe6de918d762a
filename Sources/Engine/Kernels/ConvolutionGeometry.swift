/// The sizes of a convolution over one chunk.
///
/// Input `[height, width, channels, 64]` with a border of at least `padding` zeros around it,
/// output `[outputHeight, outputWidth, filters, 64]`, weights
/// `[kernel, kernel, channels, filters padded to 16]`.
struct ConvolutionGeometry {
  let height: Int
  let width: Int
  let channels: Int
  let filters: Int
  let kernel: Int
  let stride: Int
  let padding: Int
  let outputHeight: Int
  let outputWidth: Int

  init(
    height: Int, width: Int, channels: Int, filters: Int, kernel: Int, stride: Int, padding: Int
  ) {
    self.height = height
    self.width = width
    self.channels = channels
    self.filters = filters
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    outputHeight = (height + 2 * padding - kernel) / stride + 1
    outputWidth = (width + 2 * padding - kernel) / stride + 1
  }

  /// Weights from one tap to the next.
  @inline(__always) var weightStride: Int { padded(filters) }
  /// Values of one position of the input.
  @inline(__always) var inputStep: Int { channels &* Chunk.size }
  /// Values of one position of the output.
  @inline(__always) var outputStep: Int { filters &* Chunk.size }
  @inline(__always) var taps: Int { kernel &* kernel }

  /// Whether tiles of transformed values serve the convolution and its gradients.
  var isTransformed: Bool {
    guard stride == 1, kernel == 3 || kernel == 5 else { return false }
    let side = 7 - kernel
    let tiles = ((outputHeight + side - 1) / side) * ((outputWidth + side - 1) / side)
    return channels >= 16 && filters >= 16
      && pairs(height, outputHeight) * pairs(width, outputWidth) >= 72 * tiles
  }

  /// Pairs of an output and a tap along one side whose input is inside the picture.
  private func pairs(_ extent: Int, _ outputs: Int) -> Int {
    (0..<outputs).reduce(0) { sum, output in
      let first = output * stride - padding
      return sum + max(0, min(kernel, extent - first) - max(0, -first))
    }
  }
}
