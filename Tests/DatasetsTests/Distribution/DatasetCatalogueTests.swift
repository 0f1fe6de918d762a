import Datasets
import Foundation
import Testing

@Suite struct DatasetCatalogueTests {
  let scratch = try? TemporaryFolder()

  private func presence(_ name: String) throws -> DatasetCatalogue.Entry.Presence? {
    let locator = DatasetLocator(folders: [("--data", try #require(scratch).folder)])
    return DatasetCatalogue(locator: locator).entries.first { $0.name == name }?.presence
  }

  @Test func everyDataSetIsListedInOrder() {
    let catalogue = DatasetCatalogue(locator: DatasetLocator(folders: []))
    #expect(
      catalogue.entries.map(\.name) == [
        "mnist", "fashion-mnist", "cifar-10", "glyphs", "two_gaussians", "noise", "csv", "idx",
      ])
    #expect(
      catalogue.entries.map { $0.description?.shape } == [
        "28×28", "28×28", "32×32×3", "28×28", "20 features", "28×28", nil, nil,
      ])
  }

  @Test func presenceIsTold() throws {
    let scratch = try #require(scratch)
    #expect(try presence("glyphs") == .builtIn)
    #expect(try presence("two_gaussians") == .builtIn)
    #expect(try presence("noise") == .builtIn)
    #expect(try presence("idx") == .userFiles)
    #expect(try presence("csv") == .userFiles)
    for name in ["train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz"] {
      try scratch.write([], to: "mnist/\(name)")
    }
    #expect(
      try presence("mnist") == .missing(["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"]))
    for name in ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"] {
      try scratch.write([], to: "mnist/\(name)")
    }
    guard case .found(let folder) = try presence("mnist") else {
      Issue.record("mnist is there, but was not found")
      return
    }
    #expect(folder.path == scratch.folder.appending(path: "mnist").path)
  }
}
