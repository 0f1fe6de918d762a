import Digests
import Foundation
import Testing

@testable import Datasets

@Suite struct ArchiveUnpackerTests {
  let scratch = try? TemporaryFolder()

  static let first: [UInt8] = (0..<1500).map { UInt8(truncatingIfNeeded: $0) }
  static let second: [UInt8] = Array("second".utf8)
  static let archive = Fixtures.gzip(
    Fixtures.tarHeader("set/", size: 0, type: "5")
      + Fixtures.tar([
        ("set/readme.html", Array("ignored".utf8)), ("set/one.bin", first),
        ("../../two.bin", second),
      ]))

  static func file(_ name: String, _ content: [UInt8]) -> Distribution.File {
    .init(name: name, size: content.count, sha256: SHA256.hexadecimal(of: content))
  }

  @Test func wantedFilesAreUnpackedBesideEachOther() throws {
    let scratch = try #require(scratch)
    let archive = try scratch.write(Self.archive, to: "set.tar.gz")
    try scratch.write([], to: "out/.keep")
    try ArchiveUnpacker.unpack(
      archive, [Self.file("two.bin", Self.second), Self.file("one.bin", Self.first)],
      into: scratch.folder.appending(path: "out"))
    #expect(try scratch.bytes(of: "out/one.bin") == Self.first)
    #expect(try scratch.bytes(of: "out/two.bin") == Self.second)
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: scratch.folder.appending(path: "out").path
      ).sorted() == [".keep", "one.bin", "two.bin"])
  }

  @Test func missingFileIsNamed() throws {
    let scratch = try #require(scratch)
    let archive = try scratch.write(Self.archive, to: "set.tar.gz")
    #expect(throws: FetchError.archive(path: archive.path, reason: "it lacks three.bin")) {
      try ArchiveUnpacker.unpack(archive, [Self.file("three.bin", [])], into: scratch.folder)
    }
  }

  @Test func otherContentIsNotKept() throws {
    let scratch = try #require(scratch)
    let archive = try scratch.write(Self.archive, to: "set.tar.gz")
    let path = scratch.folder.appending(path: "one.bin").path
    #expect(
      throws: FetchError.archive(path: path, reason: "it has another content than was published")
    ) {
      try ArchiveUnpacker.unpack(
        archive, [Self.file("one.bin", Self.second)], into: scratch.folder)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(!FileManager.default.fileExists(atPath: path + ".part"))
  }

  @Test(arguments: [[], ["Content-Encoding: gzip"]])
  func archiveIsFetchedUnpackedAndRemoved(headers: [String]) throws {
    let scratch = try #require(scratch)
    let distribution = Distribution(
      dataset: "tiny", subfolders: ["tiny"],
      files: [Self.file("one.bin", Self.first), Self.file("two.bin", Self.second)],
      downloads: [
        .init(
          name: "set.tar.gz", size: Self.archive.count,
          sha256: SHA256.hexadecimal(of: Self.archive), content: .archive)
      ], mirrors: [])
    let server = try LoopbackServer { _ in .init(headers: headers, body: Self.archive) }
    let fetcher = DatasetFetcher(
      folder: scratch.folder, environment: ["ABLATE_MIRROR": server.address])
    for _ in 0..<2 { try fetcher.fetch(distribution, progress: { _ in }) }
    #expect(server.log.map(\.path) == ["/tiny/set.tar.gz"])
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: scratch.folder.appending(path: "tiny").path
      ).sorted() == ["one.bin", "two.bin"])
  }
}
