import Catalog
import Engine
import Testing

/// Examples arrive at their places, converted, scaled and shifted.
@Suite struct GatherTests {
  static let shapes: [Shape] = [
    .picture(height: 1, width: 1, channels: 1), .picture(height: 3, width: 5, channels: 1),
    .picture(height: 4, width: 4, channels: 1), .picture(height: 1, width: 17, channels: 1),
    .picture(height: 3, width: 7, channels: 3), .picture(height: 8, width: 8, channels: 2),
  ]

  @Test(arguments: shapes, [1, 5, 64, 67]) func bytesArrive(_ shape: Shape, _ count: Int) throws {
    let values = (0..<90 * shape.count).map { UInt8(truncatingIfNeeded: $0 * $0 + 7 * $0) }
    try check(shape, count, .bytes(values), Float.self) { Double(values[$0]) }
    try check(shape, count, .bytes(values), Double.self) { Double(values[$0]) }
  }

  @Test(arguments: shapes, [1, 5, 64, 67]) func floatsArrive(_ shape: Shape, _ count: Int) throws {
    var numbers = TestNumbers(seed: 6)
    let values = numbers.numbers(90 * shape.count).map { Float($0) }
    try check(shape, count, .floats(values), Float.self) { Double(values[$0]) }
    try check(shape, count, .floats(values), Double.self) { Double(values[$0]) }
  }

  private func check<S: EngineScalar>(
    _ shape: Shape, _ count: Int, _ storage: ExampleValues.Storage, _: S.Type,
    value: (Int) -> Double
  ) throws {
    var chain = Chain(input: shape)
    try chain.append(Flatten.self)
    let network = Network<S>(
      nodes: chain.nodes, input: shape, batchSize: count, loss: CrossEntropy(Arguments()),
      optimizer: SGD(Arguments()))
    let (scale, shift) = (
      (0..<shape.count).map { 0.5 + Float($0) / 8 }, (0..<shape.count).map { Float($0) / 4 - 1 }
    )
    let examples = ExampleValues(
      storage: storage, size: shape.count, scale: scale, shift: shift)
    let order = (0..<count).map { UInt32((7 + 31 * $0) % 90) }
    _ = network.evaluate(
      examples, labels: [UInt8](repeating: 0, count: 90), order: order[...])
    let (height, width, channels) = shape.extents
    for (sample, outputs) in zip(order, network.lastOutputs()) {
      for (place, output) in outputs.enumerated() {
        // Stored plane by plane, flattened position by position.
        let (position, channel) = place.quotientAndRemainder(dividingBy: channels)
        let i = channel * height * width + position
        let expected = S(value(Int(sample) * shape.count + i)) * S(scale[i]) + S(shift[i])
        #expect(output == expected, "value \(i) of example \(sample)")
      }
    }
  }
}
