internal import Datasets
internal import Engine

/// Pictures and labels without meaning, always the same.
struct RandomPictures {
  private var state: UInt64 = 1

  private mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
  }

  mutating func set(count: Int, size: Int) -> ExampleSet {
    let bytes = (0..<count * size).map { _ in UInt8(truncatingIfNeeded: next()) }
    return ExampleSet(
      values: .bytes(bytes), labels: (0..<count).map { _ in UInt8(next() % 10) })
  }

  mutating func order(count: Int) -> [UInt32] {
    (0..<count).map { _ in UInt32(next() % UInt64(count)) }
  }
}

/// Batches that follow each other in a random order, for training steps.
struct RandomBatches {
  let examples: ExampleValues
  let labels: [UInt8]
  let order: [UInt32]
  private var place = 0

  private static let count = 8192

  /// - Parameter size: The values of one example.
  init(size: Int) {
    var pictures = RandomPictures()
    let set = pictures.set(count: Self.count, size: size)
    guard case .bytes(let bytes) = set.values else { preconditionFailure("pictures are bytes") }
    examples = ExampleValues(
      storage: .bytes(bytes), size: size, scale: [Float](repeating: 1 / 255, count: size),
      shift: [Float](repeating: 0, count: size))
    labels = set.labels
    order = pictures.order(count: Self.count)
  }

  mutating func next() -> ArraySlice<UInt32> {
    if place + BenchmarkNetwork.batch > order.count { place = 0 }
    defer { place += BenchmarkNetwork.batch }
    return order[place..<place + BenchmarkNetwork.batch]
  }
}
