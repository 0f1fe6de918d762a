internal import Foundation

/// Memory that is allocated while a network is compiled and freed with it.
///
/// Nothing is allocated afterwards; every block starts as zeros on a 64-byte boundary. Blocks are
/// cut from slabs of large pages where the system has them: a tile of a convolution touches more
/// small pages at once than a core keeps addresses of.
package final class Arena<S: EngineScalar> {
  private var slabs: [UnsafeMutableRawPointer] = []
  /// What is left of the slab that small blocks are cut from.
  private var rest: UnsafeMutableRawBufferPointer?
  /// The bytes handed out so far.
  package private(set) var byteCount = 0

  package init() {}

  deinit {
    for slab in slabs { slab.deallocate() }
  }

  /// Bytes of a large page.
  private static var pageSize: Int { 1 << 21 }

  private func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    // Whole vectors are read and written, so every block ends with room for one more.
    let size = (bytes + 63) / 64 * 64 + 64 * MemoryLayout<S>.stride
    byteCount += size
    if size >= Self.pageSize / 2 { return makeSlab(size) }
    if let rest, let start = rest.baseAddress, rest.count >= size {
      self.rest = UnsafeMutableRawBufferPointer(start: start + size, count: rest.count - size)
      return start
    }
    let slab = makeSlab(Self.pageSize)
    rest = UnsafeMutableRawBufferPointer(start: slab + size, count: Self.pageSize - size)
    return slab
  }

  /// Zeros on large pages.
  private func makeSlab(_ bytes: Int) -> UnsafeMutableRawPointer {
    let size = (bytes + Self.pageSize - 1) / Self.pageSize * Self.pageSize
    let slab = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: Self.pageSize)
    #if os(Linux)
      // A wish: without large pages the same work takes longer.
      madvise(slab, size, MADV_HUGEPAGE)
    #endif
    slab.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    slabs.append(slab)
    return slab
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
