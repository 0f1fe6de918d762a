import Catalog
import Foundation
import Testing

@testable import Datasets

@Suite struct DatasetRegistryTests {
  @Test func everyDefinitionFileIsRegisteredOnce() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Datasets/Definitions").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .map { String($0.dropLast(".swift".count)) }
    #expect(DatasetRegistry.all.map { "\($0)" }.sorted() == files.sorted())
  }

  @Test func namesAreUnique() {
    let names = DatasetRegistry.registry.names
    #expect(Set(names).count == names.count)
    #expect(DatasetRegistry.registry.family == "dataset")
  }

  @Test(arguments: DatasetRegistry.registry.names)
  func declarationsAreWhole(_ name: String) throws {
    let type = try #require(DatasetRegistry.all.first { $0.name == name })
    #expect(type.summary.hasSuffix("."))
    #expect(type.settings.allSatisfy { $0.help.hasSuffix(".") })
    #expect(Set(type.settings.map(\.name)).count == type.settings.count)
  }

  @Test func callsBecomeDefinitions() {
    let call = Call("two_gaussians", Arguments(["features": .integer(3)]))
    #expect(DatasetRegistry.definition(of: call).description?.featureCount == 3)
  }
}
