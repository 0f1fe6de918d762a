import Catalog
import Testing

@testable import Datasets

@Suite struct TwoGaussiansTests {
  private func load(_ values: [String: Value]) throws -> Dataset {
    try TwoGaussians(Arguments(values)).load(from: DatasetLocator(folders: []))
  }

  private func floats(_ part: ExampleSet) throws -> [Float] {
    guard case .floats(let floats) = part.values else {
      Issue.record("features are floats")
      return []
    }
    return floats
  }

  @Test func momentsOfBothClassesAreRight() throws {
    let dataset = try load(["features": .integer(4), "train": .integer(4_000)])
    let values = try floats(dataset.training)
    for (label, mean, variance) in [(0, 0.0, 4.0), (1, 1.0, 1.0)] {
      let own = values.indices.filter { dataset.training.labels[$0 / 4] == UInt8(label) }
        .map { Double(values[$0]) }
      let found = own.reduce(0, +) / Double(own.count)
      let spread = own.reduce(0) { $0 + ($1 - found) * ($1 - found) } / Double(own.count)
      // Five standard errors of 8,000 numbers.
      #expect(abs(found - mean) < 5 * (variance / 8_000).squareRoot())
      #expect(abs(spread - variance) < 5 * variance * (2.0 / 8_000).squareRoot())
    }
  }

  @Test func descriptionFollowsTheSettings() throws {
    let dataset = try load(["train": .integer(7), "test": .integer(3)])
    #expect(dataset.description.shape == "20 features")
    #expect(dataset.training.labels == [0, 1, 0, 1, 0, 1, 0] && dataset.test.count == 3)
    #expect(!dataset.description.isPicture)
  }

  @Test func moreExamplesBeginWithTheSame() throws {
    let small = try floats(try load(["train": .integer(5), "test": .integer(2)]).training)
    let large = try floats(try load(["train": .integer(9), "test": .integer(2)]).training)
    #expect(Array(large.prefix(small.count)) == small)
  }

  @Test func numbersAreTheSameEverywhere() throws {
    let dataset = try load(["train": .integer(50), "test": .integer(50)])
    #expect(
      dataset.digest == "64a7eb4748b6a0dcbf1abfe8d90149a9dc97b6fa28973fe3c6c4f99508138f8e")
  }

  @Test(arguments: [
    (1.0, 0.0), (2.0, 0.693_147_180_559_945_3), (10.0, 2.302_585_092_994_045_7),
    (0x1p-106, -73.473_601_139_354_2), (0.3, -1.203_972_804_325_935_9),
    (1.41, 0.343_589_704_390_076_8), (1.42, 0.350_656_871_613_169_33),
  ])
  func logarithmIsRight(number: Double, logarithm: Double) {
    #expect(abs(NormalStream.logarithm(number) - logarithm) <= 4e-16 * max(1, abs(logarithm)))
  }
}
