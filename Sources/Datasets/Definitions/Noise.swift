package import Catalog
internal import Randomness

/// Pictures of any shape whose bytes and labels are random, drawn by the program itself.
///
/// There is nothing to learn in them. They give `plan` a shape to work with, and timings and tests
/// data of any size.
package struct Noise: DatasetDefinition {
  package static let name = "noise"
  package static let summary =
    "Random pictures of any shape with random labels, to plan and to time networks with."
  package static let settings: [any SettingDeclaration] = [
    height, width, channels, classes, train, test,
  ]

  private static let sides = IntegerRange(lower: 1, upper: 4_096)

  static let height = Setting("height", in: sides, default: 28, help: "Rows of a picture.")
  static let width = Setting("width", in: sides, default: 28, help: "Columns of a picture.")
  static let channels = Setting(
    "channels", in: sides, default: 1, help: "Numbers for each place of a picture.")
  static let classes = Setting(
    "classes", in: IntegerRange(lower: 2, upper: 256), default: 10, help: "Number of classes.")
  static let train = Setting(
    "train", in: IntegerRange(lower: 2, upper: 1_000_000), default: 1_000,
    help: "Number of training examples.")
  static let test = Setting(
    "test", in: IntegerRange(lower: 2, upper: 1_000_000), default: 1_000,
    help: "Number of test examples.")

  private let shape: (height: Int, width: Int, channels: Int)
  private let classCount: Int
  private let trainingCount: Int
  private let testCount: Int

  package init(_ arguments: Arguments) {
    shape = (arguments[Self.height], arguments[Self.width], arguments[Self.channels])
    classCount = arguments[Self.classes]
    trainingCount = arguments[Self.train]
    testCount = arguments[Self.test]
  }

  package var description: DatasetDescription? { knownDescription }

  private var knownDescription: DatasetDescription {
    DatasetDescription(
      height: shape.height, width: shape.width, channels: shape.channels,
      classNames: (0..<classCount).map { "\($0)" }, trainingCount: trainingCount,
      testCount: testCount)
  }

  /// The most bytes that both parts may have together.
  static let largestSize = 4 << 30

  package func load(from locator: DatasetLocator) throws -> Dataset {
    let size = (trainingCount + testCount) * knownDescription.featureCount
    guard size <= Self.largestSize else {
      throw DatasetError.unsuitable(
        .settings,
        "\(trainingCount + testCount) pictures of \(knownDescription.shape) would take "
          + "\(size >> 20) MiB; 'noise' makes at most \(Self.largestSize >> 20)")
    }
    return Dataset(
      description: knownDescription, training: part("training", trainingCount),
      test: part("test", testCount))
  }

  /// Examples that depend on their number and their shape alone.
  private func part(_ name: String, _ count: Int) -> ExampleSet {
    let size = knownDescription.featureCount
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * size)
    for example in 0..<count {
      let stream = RandomStream(
        seed: 4, .synthetic, name: "noise \(name)", number: UInt64(example))
      for index in 0..<(size + 15) / 16 {
        let words = stream.words(at: UInt64(index))
        for place in 0..<min(16, size - 16 * index) {
          bytes.append(UInt8(truncatingIfNeeded: words[place / 4] >> UInt32(8 * (place % 4))))
        }
      }
    }
    let classes = RandomStream(seed: 4, .synthetic, name: "noise labels of \(name)")
    return ExampleSet(
      values: .bytes(bytes),
      labels: (0..<count).map { UInt8(classes.integer(below: classCount, at: UInt64($0))) })
  }
}
