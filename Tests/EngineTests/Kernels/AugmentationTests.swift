import Catalog
import Engine
import Randomness
import Testing

/// Training pictures are changed as their random words say; all others stay as they are.
@Suite struct AugmentationTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var shape: Shape
    var calls: [Call]

    var testDescription: String { "\(calls.map(\.name)) of \(shape)" }
  }

  private static func flip(_ direction: String) -> Call {
    Call("flip", Arguments(["direction": .text(direction)]))
  }

  private static func crop(_ padding: Int) -> Call {
    Call("crop", Arguments(["padding": .integer(padding)]))
  }

  static let examples: [Example] =
    [5, 16, 17, 32].map {
      Example(
        shape: .picture(height: 6, width: $0, channels: 3), calls: [flip("horizontal"), crop(3)])
    } + [
      Example(shape: .picture(height: 7, width: 20, channels: 1), calls: [flip("vertical")]),
      Example(shape: .picture(height: 9, width: 9, channels: 2), calls: [crop(8)]),
      Example(
        shape: .picture(height: 5, width: 8, channels: 2),
        calls: [crop(1), flip("horizontal"), crop(2), flip("horizontal")]),
    ]

  private let seed: UInt64 = 11
  private let epoch = 4

  @Test(arguments: examples, [1, 64, 67]) func bytesAreChanged(_ example: Example, _ count: Int)
    throws
  {
    let values = (0..<90 * example.shape.count).map { UInt8(truncatingIfNeeded: $0 * $0 + 7 * $0) }
    try check(example, count, .bytes(values), Float.self) { Double(values[$0]) }
    try check(example, count, .bytes(values), Double.self) { Double(values[$0]) }
  }

  @Test(arguments: examples, [67]) func floatsAreChanged(_ example: Example, _ count: Int) throws {
    var numbers = TestNumbers(seed: 6)
    let values = numbers.numbers(90 * example.shape.count).map { Float($0) }
    try check(example, count, .floats(values), Float.self) { Double(values[$0]) }
    try check(example, count, .floats(values), Double.self) { Double(values[$0]) }
  }

  private func check<S: EngineScalar>(
    _ example: Example, _ count: Int, _ storage: ExampleValues.Storage, _: S.Type,
    value: (Int) -> Double
  ) throws {
    let shape = example.shape
    let network = try network(example, batch: count, S.self)
    network.threads = 2
    network.beginEpoch(epoch, seed: seed)
    let (scale, shift) = (
      (0..<shape.count).map { 0.5 + Float($0) / 8 }, (0..<shape.count).map { Float($0) / 4 - 1 }
    )
    let examples = ExampleValues(
      storage: storage, size: shape.count, scale: scale, shift: shift)
    let labels = [UInt8](repeating: 0, count: 90)
    let order = (0..<count).map { UInt32((7 + 31 * $0) % 90) }
    _ = network.accumulateGradient(examples, labels: labels, order: order[...])
    let trained = network.lastOutputs()
    _ = network.evaluate(examples, labels: labels, order: order[...])
    let evaluated = network.lastOutputs()
    let (height, width, channels) = shape.extents
    for (lane, sample) in order.enumerated() {
      let original = (0..<shape.count).map { value(Int(sample) * shape.count + $0) }
      let changed = changed(original, example, sample: sample)
      for place in 0..<shape.count {
        let (position, channel) = place.quotientAndRemainder(dividingBy: channels)
        let i = channel * height * width + position
        func scaled(_ raw: Double) -> S { S(raw) * S(scale[i]) + S(shift[i]) }
        #expect(trained[lane][place] == scaled(changed[i]), "value \(i) of example \(sample)")
        #expect(evaluated[lane][place] == scaled(original[i]), "value \(i) of example \(sample)")
      }
    }
  }

  private func network<S: EngineScalar>(_ example: Example, batch: Int, _: S.Type) throws
    -> Network<S>
  {
    var chain = Chain(input: example.shape)
    try chain.append(Flatten.self)
    return Network<S>(
      nodes: chain.nodes, input: example.shape, batchSize: batch, loss: CrossEntropy(Arguments()),
      optimizer: SGD(Arguments()),
      augmentations: example.calls.map { AugmentationRegistry.make($0) })
  }

  /// The same, pixel by pixel.
  private func changed(_ original: [Double], _ example: Example, sample: UInt32) -> [Double] {
    let (height, width, channels) = example.shape.extents
    var counts: [String: Int] = [:]
    var picture = original
    for call in example.calls {
      counts[call.name, default: 0] += 1
      let stream = RandomStream(
        seed: seed, .augmentation, name: "\(call.name)\(counts[call.name, default: 0])",
        number: UInt64(epoch))
      let words = stream.words(at: UInt64(sample))
      let source = picture
      func pixel(_ channel: Int, _ y: Int, _ x: Int) -> Double {
        (0..<height).contains(y) && (0..<width).contains(x)
          ? source[(channel * height + y) * width + x] : 0
      }
      for channel in 0..<channels {
        for y in 0..<height {
          for x in 0..<width {
            let place = (channel * height + y) * width + x
            switch (call.arguments.values["direction"], call.arguments.values["padding"]) {
            case (.text(let direction)?, _):
              guard words.x % 2 == 1 else { continue }
              picture[place] =
                direction == "horizontal"
                ? pixel(channel, y, width - 1 - x) : pixel(channel, height - 1 - y, x)
            case (_, .integer(let padding)?):
              let places = UInt64(2 * padding + 1)
              let down = Int((UInt64(words.x) * places) >> 32) - padding
              let right = Int((UInt64(words.y) * places) >> 32) - padding
              picture[place] = pixel(channel, y + down, x + right)
            case _: Issue.record("an augmentation that this test does not know")
            }
          }
        }
      }
    }
    return picture
  }

  /// Half of the pictures are mirrored, and every place of a cut is met about equally often.
  @Test func chancesAreEven() throws {
    let shape = Shape.picture(height: 5, width: 5, channels: 1)
    let count = 4000
    // One pixel is set, so that it shows where the picture went.
    var bytes = [UInt8](repeating: 0, count: count * 25)
    for sample in 0..<count { bytes[sample * 25 + 11] = 1 }
    let examples = ExampleValues(
      storage: .bytes(bytes), size: 25, scale: [Float](repeating: 1, count: 25),
      shift: [Float](repeating: 0, count: 25))
    func places(_ call: Call) throws -> [Int: Int] {
      let network = try network(Example(shape: shape, calls: [call]), batch: count, Float.self)
      network.beginEpoch(1, seed: 1)
      _ = network.accumulateGradient(
        examples, labels: [UInt8](repeating: 0, count: count),
        order: (0..<UInt32(count)).map { $0 }[...])
      return network.lastOutputs().reduce(into: [:]) { counts, picture in
        counts[picture.firstIndex(of: 1) ?? -1, default: 0] += 1
      }
    }
    let mirrored = try places(Self.flip("horizontal"))
    #expect(mirrored.count == 2)
    // Standard deviation 32.
    #expect(abs((mirrored[13] ?? 0) - count / 2) < 130)
    let cut = try places(Self.crop(1))
    #expect(cut.count == 9)
    // Standard deviation 20.
    #expect(cut.values.allSatisfy { abs($0 - count / 9) < 90 })
  }

  @Test func epochsAndSeedsDiffer() throws {
    let example = Example(
      shape: .picture(height: 5, width: 5, channels: 1), calls: [Self.crop(2)])
    let network = try network(example, batch: 64, Float.self)
    let examples = ExampleValues(
      storage: .bytes((0..<64 * 25).map { UInt8(truncatingIfNeeded: $0) }), size: 25,
      scale: [Float](repeating: 1, count: 25), shift: [Float](repeating: 0, count: 25))
    func outputs(_ epoch: Int, seed: UInt64) -> [[Float]] {
      network.beginEpoch(epoch, seed: seed)
      _ = network.accumulateGradient(
        examples, labels: [UInt8](repeating: 0, count: 64),
        order: (0..<64).map { UInt32($0) }[...])
      return network.lastOutputs()
    }
    let first = outputs(1, seed: 1)
    #expect(first != outputs(2, seed: 1) && first != outputs(1, seed: 2))
    #expect(first == outputs(1, seed: 1))
  }

  @Test func everyAugmentationIsChecked() {
    #expect(
      Set(Self.examples.flatMap(\.calls).map(\.name))
        == Set(AugmentationRegistry.all.map { $0.name }))
  }
}
