/// The examples of a data set as the engine reads them.
///
/// Values are stored example by example and, within a picture, plane by plane (`c`, `y`, `x`).
package struct ExampleValues: Sendable {
  package enum Storage: Sendable {
    case bytes([UInt8])
    case floats([Float])
  }

  package var storage: Storage
  /// Values of one example.
  package var size: Int
  /// Factor and addend of each value, in the order of storage.
  package var scale: [Float]
  package var shift: [Float]

  package init(storage: Storage, size: Int, scale: [Float], shift: [Float]) {
    self.storage = storage
    self.size = size
    self.scale = scale
    self.shift = shift
  }
}

/// Brings examples into a chunk: converts, scales, transposes and puts them at their places.
struct Gatherer<S: EngineScalar> {
  /// Where each value of an example goes in `[y, x, channel, 64]`, counted from the chunk's start.
  let offsets: UnsafeMutablePointer<Int>
  /// Sixteen examples as scaled numbers, then one transposed block.
  let scratch: UnsafeMutablePointer<S>
  let size: Int

  init(for input: Activations<S>, in arena: Arena<S>) {
    size = input.shape.count
    offsets = arena.integers(size)
    scratch = arena.scalars(16 * padded(size) + 256)
    let chunk = input.origin(0) - input.base
    var index = 0
    for c in 0..<input.channels {
      for y in 0..<input.height {
        for x in 0..<input.width {
          offsets[index] = chunk + y * input.lineStride + (x * input.channels + c) * Chunk.size
          index += 1
        }
      }
    }
  }

  /// Fills one chunk with examples; lanes past `count` repeat the last one.
  @inline(__always) func fill<Element>(
    _ target: Target<S>, from values: UnsafePointer<Element>, _ order: UnsafePointer<UInt32>,
    count: Int, scale: UnsafePointer<Float>, shift: UnsafePointer<Float>,
    _ convert: (Element) -> S
  ) {
    let stride = padded(size)
    let block = scratch + 16 &* stride
    for n in Swift.stride(from: 0, to: Chunk.size, by: 16) {
      for lane in 0..<16 {
        let example = Int(order[Swift.min(n &+ lane, count &- 1)])
        let source = values + example &* size
        let row = scratch + lane &* stride
        for i in 0..<size {
          row[i] = convert(source[i]) * S.scalar(scale[i]) + S.scalar(shift[i])
        }
      }
      var start = 0
      while start < size {
        transpose16(scratch + start, stride, block, 16)
        for j in 0..<Swift.min(16, size &- start) {
          store(load(block + 16 &* j), target + (offsets[start &+ j] &+ n))
        }
        start &+= 16
      }
    }
  }
}
