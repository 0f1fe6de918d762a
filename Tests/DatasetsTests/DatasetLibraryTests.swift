import Catalog
import Datasets
import Foundation
import Testing

@Suite struct DatasetLibraryTests {
  let scratch = try? TemporaryFolder()

  @Test func filesAreReadOnce() throws {
    let scratch = try #require(scratch)
    let file = try scratch.write("x,label\n1,a\n2,b\n", to: "table.csv")
    let library = DatasetLibrary(locator: DatasetLocator(folders: []))
    let call = Call(
      "csv",
      Arguments([
        "train": .text(file.path), "test": .text(file.path), "label": .text("label"),
      ]))
    let first = try library.dataset(call)
    try FileManager.default.removeItem(at: file)
    #expect(try library.dataset(call).digest == first.digest)
    // Another selection is another reading, which the missing file stops.
    #expect(throws: DatasetError.self) {
      try library.dataset(call, DatasetSelection(trainingLimit: 1))
    }
  }
}
