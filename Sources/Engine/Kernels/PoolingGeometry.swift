/// The sizes of a pooling over one chunk.
struct PoolingGeometry {
  let height: Int
  let width: Int
  let channels: Int
  let size: Int
  let stride: Int
  let padding: Int
  let outputHeight: Int
  let outputWidth: Int

  init(height: Int, width: Int, channels: Int, size: Int, stride: Int, padding: Int) {
    self.height = height
    self.width = width
    self.channels = channels
    self.size = size
    self.stride = stride
    self.padding = padding
    outputHeight = (height + 2 * padding - size) / stride + 1
    outputWidth = (width + 2 * padding - size) / stride + 1
  }

  /// Values of one position.
  @inline(__always) var step: Int { channels &* Chunk.size }

  /// The window's lines that lie inside the picture, as offsets into the window.
  @inline(__always) func lines(_ output: Int) -> Range<Int> {
    let start = output &* stride &- padding
    return Swift.max(0, 0 &- start)..<Swift.min(size, height &- start)
  }

  /// The window's columns that lie inside the picture, as offsets into the window.
  @inline(__always) func columns(_ output: Int) -> Range<Int> {
    let start = output &* stride &- padding
    return Swift.max(0, 0 &- start)..<Swift.min(size, width &- start)
  }
}
