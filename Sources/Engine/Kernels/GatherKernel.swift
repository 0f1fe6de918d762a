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

/// Brings examples into a chunk: transposes, converts, scales and puts them at their places.
struct Gatherer<S: EngineScalar> {
  /// Where each value of an example goes in `[y, x, channel, 64]`, counted from the chunk's start.
  let offsets: UnsafeMutablePointer<Int>
  let size: Int

  init(for input: Activations<S>, in arena: Arena<S>) {
    size = input.shape.count
    offsets = arena.integers(size)
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

  /// Fills one chunk with the 64 examples that `order` names, each value scaled and shifted.
  @inline(__always) func fill<Element: StoredValue>(
    _ target: Target<S>, from values: UnsafePointer<Element>, _ order: UnsafePointer<UInt32>,
    scale: UnsafePointer<Float>, shift: UnsafePointer<Float>
  ) {
    touch(values, order, target)
    guard size >= 16 else {
      for lane in 0..<Chunk.size {
        let source = values + Int(order[lane]) &* size
        for i in 0..<size {
          target[offsets[i] &+ lane] =
            source[i].converted() * S.scalar(scale[i]) + S.scalar(shift[i])
        }
      }
      return
    }
    var start = 0
    while start < size {
      // The last block ends with the example, over values that are there already.
      let first = Swift.min(start, size &- 16)
      for n in stride(from: 0, to: Chunk.size, by: 16) {
        let block = transposed16 { lane in
          Element.load(values + (Int(order[n &+ lane]) &* size &+ first))
        }
        @inline(__always) func put(_ j: Int, _ row: SIMD16<Element>) {
          let i = first &+ j
          let product = Lanes<S>(Element.converted(row)) * Lanes(all: S.scalar(scale[i]))
          store(product + Lanes(all: S.scalar(shift[i])), target + (offsets[i] &+ n))
        }
        put(0, block.0)
        put(1, block.1)
        put(2, block.2)
        put(3, block.3)
        put(4, block.4)
        put(5, block.5)
        put(6, block.6)
        put(7, block.7)
        put(8, block.8)
        put(9, block.9)
        put(10, block.10)
        put(11, block.11)
        put(12, block.12)
        put(13, block.13)
        put(14, block.14)
        put(15, block.15)
      }
      start &+= 16
    }
  }

  /// Reads from every cache line of the examples, so that the waits for memory overlap.
  @inline(__always) private func touch<Element: StoredValue>(
    _ values: UnsafePointer<Element>, _ order: UnsafePointer<UInt32>, _ target: Target<S>
  ) {
    let bytes = size &* MemoryLayout<Element>.stride
    var sum = 0
    for lane in 0..<Chunk.size {
      let source = UnsafeRawPointer(values + Int(order[lane]) &* size)
      for place in stride(from: 0, to: bytes, by: 64) {
        sum &+= Int(source.load(fromByteOffset: place, as: UInt8.self))
      }
    }
    // It never is; but a sum that nobody uses would not be computed.
    if sum < 0 { target[0] = 0 }
  }
}

/// How values of a data set are stored.
protocol StoredValue: SIMDScalar, Codable, Hashable {
  static func load(_ p: UnsafePointer<Self>) -> SIMD16<Self>
  static func converted<S: EngineScalar>(_ values: SIMD16<Self>) -> SIMD16<S>
  func converted<S: EngineScalar>() -> S
}

extension UInt8: StoredValue {
  @inline(__always) static func load(_ p: UnsafePointer<UInt8>) -> SIMD16<UInt8> {
    UnsafeRawPointer(p).loadUnaligned(as: SIMD16<UInt8>.self)
  }
  @inline(__always) static func converted<S: EngineScalar>(_ values: SIMD16<UInt8>) -> SIMD16<S> {
    S.numbers(values)
  }
  @inline(__always) func converted<S: EngineScalar>() -> S { S.scalar(self) }
}

extension Float: StoredValue {
  @inline(__always) static func load(_ p: UnsafePointer<Float>) -> SIMD16<Float> {
    UnsafeRawPointer(p).loadUnaligned(as: SIMD16<Float>.self)
  }
  @inline(__always) static func converted<S: EngineScalar>(_ values: SIMD16<Float>) -> SIMD16<S> {
    S.numbers(values)
  }
  @inline(__always) func converted<S: EngineScalar>() -> S { S.scalar(self) }
}
