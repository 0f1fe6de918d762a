package import Catalog
internal import Randomness

/// Two normal distributions with different covariances, drawn by the program itself.
///
/// Class 0 has mean 0 and covariance 4 I, class 1 has mean 2 / √features in every feature and
/// covariance I: one lies around the other, so that the best boundary is curved.
///
/// - SeeAlso: "ringnorm" in Breiman, *Arcing classifiers*, Annals of Statistics 26, 1998.
package struct TwoGaussians: DatasetDefinition {
  package static let name = "two_gaussians"
  package static let summary =
    "Two normal distributions of unequal covariance, one around the other, drawn by the program."
  package static let settings: [any SettingDeclaration] = [features, train, test]

  static let features = Setting(
    "features", in: IntegerRange(lower: 1, upper: 10_000), default: 20,
    help: "Number of features of an example.")
  static let train = Setting(
    "train", in: IntegerRange(lower: 2, upper: 1_000_000), default: 2_000,
    help: "Number of training examples, half of each class.")
  static let test = Setting(
    "test", in: IntegerRange(lower: 2, upper: 1_000_000), default: 2_000,
    help: "Number of test examples, half of each class.")

  private let featureCount: Int
  private let trainingCount: Int
  private let testCount: Int

  package init(_ arguments: Arguments) {
    featureCount = arguments[Self.features]
    trainingCount = arguments[Self.train]
    testCount = arguments[Self.test]
  }

  package var description: DatasetDescription? { knownDescription }

  private var knownDescription: DatasetDescription {
    DatasetDescription(
      height: 1, width: 1, channels: featureCount, classNames: ["outer", "inner"],
      trainingCount: trainingCount, testCount: testCount)
  }

  package var classCounts: (training: [Int], test: [Int])? {
    func halves(_ count: Int) -> [Int] { [count - count / 2, count / 2] }
    return (halves(trainingCount), halves(testCount))
  }

  package func load(from locator: DatasetLocator) throws -> Dataset {
    Dataset(
      description: knownDescription, training: part("training", trainingCount),
      test: part("test", testCount))
  }

  /// Examples that depend on their number and the number of features alone.
  private func part(_ name: String, _ count: Int) -> ExampleSet {
    let mean = 2 / Double(featureCount).squareRoot()
    var values: [Float] = []
    values.reserveCapacity(count * featureCount)
    for example in 0..<count {
      var normals = NormalStream(
        RandomStream(seed: 4, .synthetic, name: "two_gaussians \(name)", number: UInt64(example)))
      for _ in 0..<featureCount {
        let normal = normals.next()
        values.append(Float(example.isMultiple(of: 2) ? 2 * normal : mean + normal))
      }
    }
    return ExampleSet(values: .floats(values), labels: (0..<count).map { UInt8($0 % 2) })
  }
}
