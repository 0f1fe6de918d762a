internal import Catalog
internal import Randomness

/// Makes changed copies of a chunk's pictures, from which the chunk is then filled.
///
/// What becomes of an example is a function of seed, augmentation, epoch and the example's number in
/// the data set, so that neither threads nor batches matter.
final class Augmenter<S: EngineScalar> {
  private let augmentations: [any AugmentationDefinition]
  private let names: [String]
  private let shape: Shape
  /// Room for the pictures of every chunk and one picture more, for what lies between two
  /// augmentations; as numbers or, closer together, as bytes.
  private let pictures: UnsafeMutableRawPointer
  private let size: Int
  private var keys: [Philox]
  /// The numbers of a chunk's copies: 0 to 63.
  let places: UnsafeMutablePointer<UInt32>

  /// - Returns: `nil` where there is nothing to do.
  init?(
    _ augmentations: [any AugmentationDefinition], input shape: Shape, chunks: Int,
    in arena: Arena<S>
  ) {
    guard !augmentations.isEmpty, shape.isPicture else { return nil }
    self.augmentations = augmentations
    self.shape = shape
    size = shape.count
    var counts: [String: Int] = [:]
    names = augmentations.map { augmentation in
      let kind = type(of: augmentation).name
      counts[kind, default: 0] += 1
      return "\(kind)\(counts[kind, default: 0])"
    }
    keys = augmentations.map { _ in Philox(key: SIMD2(0, 0)) }
    // A number of the engine is at least as large as one of a data set.
    pictures = UnsafeMutableRawPointer(arena.scalars((Chunk.size + 2) * size * chunks))
    places = arena.words(Chunk.size)
    for lane in 0..<Chunk.size { places[lane] = UInt32(lane) }
  }

  func beginEpoch(_ epoch: Int, seed: UInt64) {
    for (index, name) in names.enumerated() {
      keys[index] =
        RandomStream(seed: seed, .augmentation, name: name, number: UInt64(epoch)).philox
    }
  }

  /// Makes the copies of one chunk.
  ///
  /// - Parameters:
  ///   - chunk: Which; each has memory of its own.
  ///   - values: The data set.
  ///   - samples: The numbers of the chunk's 64 examples.
  /// - Returns: The copies, one behind the other.
  /// - Complexity: O(values of a chunk); allocates nothing.
  @_specialize(where S == Float, Element == UInt8)
  @_specialize(where S == Float, Element == Float)
  @_specialize(where S == Double, Element == UInt8)
  @_specialize(where S == Double, Element == Float)
  func copies<Element: PictureValue>(
    _ chunk: Int, of values: UnsafePointer<Element>, _ samples: UnsafePointer<UInt32>
  ) -> UnsafePointer<Element> {
    let room = (Chunk.size + 2) * size
    let start = (pictures + chunk * room * MemoryLayout<S>.stride)
      .bindMemory(to: Element.self, capacity: room)
    let between = start + Chunk.size * size
    let (height, width, channels) = shape.extents
    for lane in 0..<Chunk.size {
      let sample = samples[lane]
      var source = values + Int(sample) * size
      for index in augmentations.indices {
        let isLast = index == augmentations.count - 1
        let target = isLast ? start + lane * size : between + index % 2 * size
        augmentations[index].apply(
          PictureCopy(
            source: source, target: target, channels: channels, height: height, width: width),
          keys[index].words(at: SIMD4(sample, 0, 0, 0)))
        source = UnsafePointer(target)
      }
    }
    return UnsafePointer(start)
  }
}
