/// The values that one layer hands to the next, for every chunk of a plan.
///
/// A chunk is `[height + 2·border, width + 2·border, channels, 64]` with zeros in the border, which
/// lets a convolution read over the edge. A plain vector has one position.
package struct Activations<S: EngineScalar> {
  let base: UnsafeMutablePointer<S>
  package let shape: Shape
  let height: Int
  let width: Int
  let channels: Int
  let border: Int
  let chunkStride: Int

  /// Lays activations over memory that holds `Activations.capacity` zeros.
  init(base: UnsafeMutablePointer<S>, shape: Shape, border: Int) {
    self.base = base
    self.shape = shape
    (height, width, channels) = shape.extents
    self.border = border
    chunkStride = Self.chunkCapacity(shape, border: border)
  }

  /// The number of values of one chunk.
  static func chunkCapacity(_ shape: Shape, border: Int) -> Int {
    let (height, width, channels) = shape.extents
    return (height + 2 * border) * (width + 2 * border) * channels * Chunk.size
  }

  /// The same memory seen as a plain vector.
  ///
  /// - Precondition: There is no border.
  func flattened(as flat: Shape) -> Activations {
    precondition(border == 0, "bordered activations are not contiguous")
    return Activations(base: base, shape: flat, border: 0)
  }

  /// Whether a chunk has no border, so that its values follow each other without gaps.
  var isContiguous: Bool { border == 0 }

  /// Values from one picture line to the next.
  @inline(__always) var lineStride: Int { (width &+ 2 &* border) &* channels &* Chunk.size }

  /// Values of one line without its border.
  @inline(__always) var lineCount: Int { width &* channels &* Chunk.size }

  /// The first value of a chunk's inner part.
  @inline(__always) func origin(_ chunk: Int) -> Target<S> {
    base + (chunk &* chunkStride &+ border &* (lineStride &+ channels &* Chunk.size))
  }

  /// The first value of an inner line of a chunk.
  @inline(__always) func line(_ y: Int, _ chunk: Int) -> Target<S> {
    origin(chunk) + y &* lineStride
  }
}
