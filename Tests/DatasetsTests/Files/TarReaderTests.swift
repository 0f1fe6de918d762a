import Foundation
import Testing

@testable import Datasets

@Suite struct TarReaderTests {
  let scratch = try? TemporaryFolder()

  private func names(_ bytes: [UInt8]) throws -> [String] {
    let tar = TarReader(try ContentReader(try #require(scratch).write(bytes, to: "archive.tar")))
    var names: [String] = []
    while let entry = try tar.next() { names.append("\(entry.name) \(entry.size)") }
    return names
  }

  @Test func filesAreListedAndFoldersPassedOver() throws {
    let bytes =
      Fixtures.tarHeader("folder/", size: 0, type: "5")
      + Fixtures.tar([
        ("folder/a", [1, 2, 3]), ("b", []), ("c", [UInt8](repeating: 9, count: 512)),
      ])
    #expect(try names(bytes) == ["folder/a 3", "b 0", "c 512"])
  }

  @Test func contentIsReadInPieces() throws {
    let content = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
    let file = try #require(scratch).write(Fixtures.tar([("a", content)]), to: "archive.tar")
    let tar = TarReader(try ContentReader(file))
    #expect(try tar.next()?.name == "a")
    #expect(try tar.read(upTo: 600) + tar.read(upTo: 600) + tar.read(upTo: 600) == content)
    #expect(try tar.next() == nil)
  }

  static let damages: [(bytes: [UInt8], reason: String)] = {
    var renamed = Fixtures.tarHeader("a", size: 0)
    renamed[0] += 1
    return [
      (
        Array(Fixtures.tarHeader("a", size: 5).prefix(300)),
        "it ends within the header of an entry"
      ),
      (Fixtures.tarHeader("a", size: 5) + [1, 2], "it ends within a file"),
      (renamed, "the header of an entry is damaged"),
      ([UInt8](repeating: 65, count: 512), "the header of an entry is damaged"),
    ]
  }()

  @Test(arguments: damages)
  func damageIsNamed(_ bytes: [UInt8], _ reason: String) throws {
    let path = try #require(scratch).folder.appending(path: "archive.tar").path
    #expect(
      throws: DatasetError.corrupt(path: path, reason: "is no sound tar archive: \(reason)")
    ) { try names(bytes) }
  }
}
