import Datasets
import Testing

@Suite struct DatasetSelectionTests {
  static func dataset(floats: Bool = false) -> Dataset {
    let bytes: [UInt8] = [10, 11, 20, 21, 30, 31, 40, 41, 50, 51]
    let description = DatasetDescription(
      height: 1, width: 2, channels: 1, classNames: ["a", "b", "c"], trainingCount: 0, testCount: 0)
    func part(_ count: Int, _ labels: [UInt8]) -> ExampleSet {
      let chosen = Array(bytes[..<(2 * count)])
      return ExampleSet(
        values: floats ? .floats(chosen.map { Float($0) }) : .bytes(chosen), labels: labels)
    }
    return Dataset(
      description: description, training: part(5, [0, 1, 2, 1, 0]), test: part(3, [2, 1, 0]))
  }

  private func bytes(_ part: ExampleSet) -> [UInt8] {
    switch part.values {
    case .bytes(let bytes): bytes
    case .floats(let floats): floats.map { UInt8($0) }
    }
  }

  @Test(arguments: [false, true])
  func limitsKeepTheFirst(floats: Bool) throws {
    let small = try Self.dataset(floats: floats).limited(training: 2, test: 1)
    #expect(bytes(small.training) == [10, 11, 20, 21])
    #expect(small.training.labels == [0, 1])
    #expect(bytes(small.test) == [10, 11])
    #expect(small.description.trainingCount == 2 && small.description.testCount == 1)
  }

  @Test(arguments: [false, true])
  func keptClassesAreRenumberedInTheirOrder(floats: Bool) throws {
    let kept = try Self.dataset(floats: floats).keeping(classes: [2, 0])
    #expect(bytes(kept.training) == [10, 11, 30, 31, 50, 51])
    #expect(kept.training.labels == [1, 0, 1])
    #expect(kept.test.labels == [0, 1])
    #expect(kept.description.classNames == ["c", "a"])
    #expect(kept.description.trainingCount == 3 && kept.description.testCount == 2)
  }

  @Test func classesAreChosenBeforeTheLimit() throws {
    let chosen = try Self.dataset().selecting(
      DatasetSelection(classes: [1, 0], trainingLimit: 3, testLimit: 1))
    #expect(chosen.training.labels == [1, 0, 0])
    #expect(chosen.test.labels == [0])
  }

  @Test func digestsFollowTheContent() throws {
    let whole = Self.dataset()
    #expect(try whole.selecting(.all).digest == whole.digest)
    #expect(try whole.limited(training: 5, test: 3).digest == whole.digest)
    #expect(try whole.limited(training: 4).digest != whole.digest)
    #expect(try whole.keeping(classes: [0, 1, 2]).digest == whole.digest)
    #expect(try whole.keeping(classes: [1, 0, 2]).digest != whole.digest)
  }

  @Test(
    arguments: [
      (
        DatasetSelection(trainingLimit: 6), .trainingLimit,
        "limit of 6 training examples does not fit: the data has 5"
      ),
      (
        DatasetSelection(testLimit: 0), .testLimit,
        "limit of 0 test examples does not fit: the data has 3"
      ),
      (
        DatasetSelection(classes: [0, 3]), .classes,
        "class 3 does not exist: the data has classes 0 to 2"
      ),
      (
        DatasetSelection(classes: [-1]), .classes,
        "class -1 does not exist: the data has classes 0 to 2"
      ),
      (DatasetSelection(classes: [1, 1]), .classes, "class 1 is listed twice"),
      (
        DatasetSelection(classes: [0], trainingLimit: 3), .trainingLimit,
        "limit of 3 training examples does not fit: the data has 2"
      ),
    ] as [(DatasetSelection, DatasetSelection.Part, String)])
  func selectionsThatDoNotFitAreNamed(
    _ selection: DatasetSelection, _ part: DatasetSelection.Part, _ message: String
  ) {
    #expect(throws: DatasetError.unsuitable(part, message)) {
      try Self.dataset().selecting(selection)
    }
  }

  @Test func classWithoutExamplesIsNamed() throws {
    let small = try Self.dataset().limited(training: 2, test: 2)
    #expect(throws: DatasetError.unsuitable(.classes, "no test example is of class 0")) {
      try small.keeping(classes: [0])
    }
  }
}
