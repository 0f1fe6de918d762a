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
}
