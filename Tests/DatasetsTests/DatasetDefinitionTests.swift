import Catalog
import Testing

@testable import Datasets

@Suite struct DatasetDefinitionTests {
  @Test(arguments: [
    DatasetSelection.all, DatasetSelection(classes: [1]), DatasetSelection(classes: [1, 0]),
    DatasetSelection(trainingLimit: 3), DatasetSelection(classes: [0], testLimit: 2),
  ])
  func descriptionsTellWhatLoadingGives(_ selection: DatasetSelection) throws {
    let definition = TwoGaussians(Arguments(["train": .integer(7), "test": .integer(5)]))
    let loaded = try definition.load(selection, from: DatasetLocator(folders: []))
    #expect(try definition.description(of: selection) == loaded.description)
  }

  @Test func classesOfPublishedSetsAreCountedWithoutReading() throws {
    let description = try MNIST(Arguments()).description(
      of: DatasetSelection(classes: [1, 0], testLimit: 100))
    #expect(
      description
        == DatasetDescription(
          height: 28, width: 28, channels: 1, classNames: ["1", "0"], trainingCount: 12_665,
          testCount: 100))
  }

  @Test func selectionsThatDoNotFitAreNamedWithoutReading() {
    #expect(
      throws: DatasetError.unsuitable(
        .classes, "class 10 does not exist: the data has classes 0 to 9")
    ) { try MNIST(Arguments()).description(of: DatasetSelection(classes: [10])) }
    #expect(
      throws: DatasetError.unsuitable(
        .trainingLimit, "limit of 60,001 training examples does not fit: the data has 60,000")
    ) { try MNIST(Arguments()).description(of: DatasetSelection(trainingLimit: 60_001)) }
  }

  @Test func wrongLabelsMakeCountsUnknown() throws {
    #expect(try Glyphs(Arguments()).description(of: DatasetSelection(classes: [1])) == nil)
    #expect(
      try Glyphs(Arguments()).description(of: DatasetSelection(trainingLimit: 50))?.trainingCount
        == 50)
  }
}
