import Catalog
import Datasets
import Foundation
import Testing

@Suite struct IDXFilesTests {
  let scratch = try? TemporaryFolder()

  private func load(
    training: [UInt8] = Fixtures.pictures(3), trainingLabels: [UInt8] = [0, 2, 1],
    test: [UInt8] = Fixtures.pictures(2), testLabels: [UInt8] = [2, 0]
  ) throws -> Dataset {
    let scratch = try #require(scratch)
    try scratch.write(training, to: "train-pictures")
    try scratch.write(Fixtures.gzip(Fixtures.labels(trainingLabels)), to: "train-labels.gz")
    try scratch.write(test, to: "test-pictures")
    try scratch.write(Fixtures.labels(testLabels), to: "test-labels")
    let arguments = Arguments([
      "train_images": .text("train-pictures"), "train_labels": .text("train-labels.gz"),
      "test_images": .text("test-pictures"), "test_labels": .text("test-labels"),
    ])
    return try IDXFiles(arguments).load(
      from: DatasetLocator(folders: [("--data", scratch.folder)]))
  }

  @Test func filesTellEverything() throws {
    let dataset = try load()
    #expect(
      dataset.description
        == DatasetDescription(
          height: 2, width: 3, channels: 1, classNames: ["0", "1", "2"], trainingCount: 3,
          testCount: 2))
    #expect(dataset.training.labels == [0, 2, 1] && dataset.test.labels == [2, 0])
  }

  @Test func testPicturesMustHaveTheSameSize() throws {
    let path = try #require(scratch).folder.path
    #expect(
      throws: DatasetError.corrupt(
        path: "\(path)/test-pictures",
        reason: "holds pictures of 3×2, while those to train with are 2×3")
    ) { try load(test: Fixtures.pictures(2, height: 3, width: 2)) }
  }

  @Test func testLabelsMustOccurInTraining() throws {
    let path = try #require(scratch).folder.path
    #expect(
      throws: DatasetError.corrupt(
        path: "\(path)/test-labels",
        reason: "label 3 of example 1 (counted from 0) is not one of 0 to 2")
    ) { try load(testLabels: [0, 3]) }
  }
}
