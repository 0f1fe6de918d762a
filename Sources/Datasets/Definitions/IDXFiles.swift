package import Catalog
internal import Foundation

/// Pictures and labels in files of the user's own, in the format of MNIST.
package struct IDXFiles: DatasetDefinition {
  package static let name = "idx"
  package static let summary =
    "Grey pictures from four files in the format of MNIST, plain or gzip."
  package static let settings: [any SettingDeclaration] = [
    trainImages, trainLabels, testImages, testLabels,
  ]

  static let trainImages = Setting<String>(
    "train_images", .text, help: "File of the training pictures.")
  static let trainLabels = Setting<String>(
    "train_labels", .text, help: "File of the training labels.")
  static let testImages = Setting<String>("test_images", .text, help: "File of the test pictures.")
  static let testLabels = Setting<String>("test_labels", .text, help: "File of the test labels.")

  private let paths: [String]

  package init(_ arguments: Arguments) {
    paths = [Self.trainImages, Self.trainLabels, Self.testImages, Self.testLabels].map {
      arguments[$0]
    }
  }

  package var description: DatasetDescription? { nil }

  package func load(from locator: DatasetLocator) throws -> Dataset {
    let files = try paths.map { try locator.userFile($0) }
    let (training, trainingLabels) = try IDXFile.examples(pictures: files[0], labels: files[1])
    let classCount = Int(trainingLabels.max() ?? 0) + 1
    let (test, testLabels) = try IDXFile.examples(
      pictures: files[2], labels: files[3], classCount: classCount)
    guard test.height == training.height, test.width == training.width else {
      throw DatasetError.corrupt(
        path: files[2].path,
        reason: "holds pictures of \(test.height)×\(test.width), while those to train with are "
          + "\(training.height)×\(training.width)")
    }
    return Dataset(
      description: DatasetDescription(
        height: training.height, width: training.width, channels: 1,
        classNames: (0..<classCount).map { "\($0)" }, trainingCount: training.count,
        testCount: test.count),
      training: ExampleSet(values: .bytes(training.bytes), labels: trainingLabels),
      test: ExampleSet(values: .bytes(test.bytes), labels: testLabels))
  }
}
