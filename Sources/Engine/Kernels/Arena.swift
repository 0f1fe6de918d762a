/// Memory that is allocated while a network is compiled and freed with it.
///
/// Nothing is allocated afterwards; every block starts as zeros on a 64-byte boundary.
package final class Arena<S: EngineScalar> {
  private var blocks: [UnsafeMutableRawPointer] = []
  /// The bytes handed out so far.
  package private(set) var byteCount = 0

  package init() {}

  deinit {
    for block in blocks { block.deallocate() }
  }

  private func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    // Whole vectors are read and written, so every block ends with room for one more.
    let size = (bytes + 63) / 64 * 64 + 64 * MemoryLayout<S>.stride
    let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    block.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    blocks.append(block)
    byteCount += size
    return block
  }

  func scalars(_ count: Int) -> UnsafeMutablePointer<S> {
    allocate(count * MemoryLayout<S>.stride).bindMemory(to: S.self, capacity: count)
  }

  func doubles(_ count: Int) -> UnsafeMutablePointer<Double> {
    allocate(count * MemoryLayout<Double>.stride).bindMemory(to: Double.self, capacity: count)
  }

  func integers(_ count: Int) -> UnsafeMutablePointer<Int> {
    allocate(count * MemoryLayout<Int>.stride).bindMemory(to: Int.self, capacity: count)
  }

  func words(_ count: Int) -> UnsafeMutablePointer<UInt32> {
    allocate(count * MemoryLayout<UInt32>.stride).bindMemory(to: UInt32.self, capacity: count)
  }

  func labels(_ count: Int) -> UnsafeMutablePointer<Int32> {
    allocate(count * MemoryLayout<Int32>.stride).bindMemory(to: Int32.self, capacity: count)
  }

  func activations(_ shape: Shape, border: Int, chunks: Int) -> Activations<S> {
    let capacity = Activations<S>.chunkCapacity(shape, border: border)
    return Activations(base: scalars(capacity * chunks), shape: shape, border: border)
  }
}
