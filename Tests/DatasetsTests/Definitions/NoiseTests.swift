import Catalog
import Testing

@testable import Datasets

@Suite struct NoiseTests {
  private func load(_ values: [String: Value]) throws -> Dataset {
    let shape: [String: Value] = [
      "height": .integer(5), "width": .integer(7), "channels": .integer(3),
    ]
    return try Noise(Arguments(shape.merging(values) { $1 }))
      .load(from: DatasetLocator(folders: []))
  }

  private func bytes(_ part: ExampleSet) throws -> [UInt8] {
    guard case .bytes(let bytes) = part.values else {
      Issue.record("pictures are bytes")
      return []
    }
    return bytes
  }

  @Test func descriptionFollowsTheSettings() throws {
    let dataset = try load([
      "train": .integer(9), "test": .integer(4), "classes": .integer(3),
    ])
    #expect(dataset.description.shape == "5×7×3")
    #expect(dataset.description.classNames == ["0", "1", "2"])
    #expect(dataset.training.count == 9 && dataset.test.count == 4)
    #expect(try bytes(dataset.training).count == 9 * 105)
    #expect(dataset.training.labels.allSatisfy { $0 < 3 })
  }

  @Test func bytesAndLabelsAreSpreadEvenly() throws {
    let dataset = try load(["train": .integer(2_000), "test": .integer(2)])
    let values = try bytes(dataset.training).map(Double.init)
    let mean = values.reduce(0, +) / Double(values.count)
    // Five standard errors of numbers that are even over 0...255.
    #expect(abs(mean - 127.5) < 5 * 73.9 / Double(values.count).squareRoot())
    for label in 0..<10 {
      let count = dataset.training.labels.count { $0 == UInt8(label) }
      #expect(abs(Double(count) - 200) < 5 * 13.4)
    }
  }

  @Test func moreExamplesBeginWithTheSame() throws {
    let small = try load(["train": .integer(5), "test": .integer(2)])
    let large = try load(["train": .integer(9), "test": .integer(2)])
    #expect(
      try Array(bytes(large.training).prefix(5 * 105)) == bytes(small.training))
    #expect(Array(large.training.labels.prefix(5)) == small.training.labels)
    #expect(try bytes(large.training).prefix(210) != bytes(large.test).prefix(210))
  }

  @Test func sizesThatCannotBeHeldAreRefused() throws {
    #expect(throws: DatasetError.self) {
      try load([
        "height": .integer(4_096), "width": .integer(4_096), "train": .integer(1_000),
      ])
    }
  }
}
