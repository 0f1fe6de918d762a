import Datasets
import Engine
import Testing
import Training

/// What a trial makes of a data set.
@Suite struct PreparedDataTests {
  private func prepared(
    _ data: String, seed: UInt64 = 1, batchSize: Int = 64, network: String = "[flatten, dense: 3]",
    dataset: Dataset = .bands()
  ) throws -> PreparedData {
    let text = TrialText(
      data: "{dataset: glyphs, \(data)}", network: network, batchSize: batchSize)
    return PreparedData(dataset, trial: try text.trial(seed: seed))
  }

  @Test func theSplitDependsOnTheSeedAlone() throws {
    let first = try prepared("validation: 0.25")
    let other = try prepared(
      "validation: 0.25, scale: standardize", batchSize: 7, network: "[flatten, relu, dense: 3]")
    #expect(first.validationOrder == other.validationOrder)
    #expect(first.trainingOrder == other.trainingOrder)
    let reseeded = try prepared("validation: 0.25", seed: 2)
    #expect(first.validationOrder != reseeded.validationOrder)
  }

  @Test func theSplitSeedIsStrongerThanTheTrials() throws {
    let first = try prepared("validation: 0.25, split_seed: 9")
    let second = try prepared("validation: 0.25, split_seed: 9", seed: 2)
    #expect(first.validationOrder == second.validationOrder)
  }

  @Test func everyExampleIsInOnePart() throws {
    let data = try prepared("validation: 0.25")
    #expect(data.validationOrder.count == 50)
    #expect((data.trainingOrder + data.validationOrder).sorted() == (0..<200).map { UInt32($0) })
    #expect(data.trainingOrder == data.trainingOrder.sorted())
    #expect(data.testOrder == (0..<60).map { UInt32($0) })
  }

  @Test func unitScaleDividesBytesBy255() throws {
    let data = try prepared("validation: 0.25")
    #expect(data.training.scale.allSatisfy { $0 == 1 / 255 })
    #expect(data.training.shift.allSatisfy { $0 == 0 })
  }

  /// The held-out part has no say in mean and deviation, and the test part is scaled like training.
  @Test func standardizationLooksAtTheTrainingPartAlone() throws {
    let data = try prepared("validation: 0.25, scale: standardize")
    guard case .bytes(let bytes) = data.training.storage else {
      Issue.record("bytes became something else")
      return
    }
    func values(_ order: [UInt32]) -> [Double] {
      order.flatMap { example in
        (0..<64).map { feature in
          let byte = Double(bytes[Int(example) * 64 + feature])
          return byte * Double(data.training.scale[feature]) + Double(data.training.shift[feature])
        }
      }
    }
    let scaled = values(data.trainingOrder)
    let count = Double(scaled.count)
    let mean = scaled.reduce(0, +) / count
    let squares = scaled.reduce(0) { $0 + $1 * $1 } / count
    #expect(abs(mean) < 1e-5)
    #expect(abs(squares - 1) < 1e-5)
    let heldOut = values(data.validationOrder)
    #expect(abs(heldOut.reduce(0, +) / Double(heldOut.count)) > 1e-4)
    #expect(data.test.scale == data.training.scale && data.test.shift == data.training.shift)
    let reseeded = try prepared("validation: 0.25, scale: standardize", seed: 2)
    #expect(reseeded.training.scale != data.training.scale)
  }
}
