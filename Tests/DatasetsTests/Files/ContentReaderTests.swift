import Datasets
import Foundation
import Testing

@Suite struct ContentReaderTests {
  let scratch = try? TemporaryFolder()

  /// 200,000 zeros, compressed by another program.
  static let zeros =
    "H4sIAAAAAAAC/+3BMQEAAADCoPVPbQZ/oAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    + "AAAAAAAAAAAAAAAAAAAAAAAAAACA1wB7WOBcQA0DAA=="

  @Test func compressedContentIsRead() throws {
    let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 3) }
    let file = try #require(scratch).write(Fixtures.gzip(content), to: "content.gz")
    let reader = try ContentReader(file)
    #expect(try reader.read(upTo: 5) == Array(content[..<5]))
    #expect(try reader.read(upTo: 150_000) == Array(content[5..<150_005]))
    #expect(try reader.read(upTo: 1 << 40) == Array(content[150_005...]))
    #expect(try reader.read(upTo: 1).isEmpty)
  }

  @Test func severalMembersAreOneContent() throws {
    let file = try #require(scratch).write(
      Fixtures.gzip([1, 2]) + Fixtures.gzip([]) + Fixtures.gzip([3]), to: "content.gz")
    #expect(try ContentReader(file).read(upTo: 9) == [1, 2, 3])
  }

  @Test func compressionIsRecognisedWithoutTheName() throws {
    let file = try #require(scratch).write(Fixtures.gzip([1, 2]), to: "content")
    #expect(try ContentReader(file).read(upTo: 9) == [1, 2])
  }

  @Test func nameThatPromisesCompressionMustKeepIt() throws {
    let file = try #require(scratch).write([1, 2, 3], to: "content.gz")
    #expect(
      throws: DatasetError.corrupt(
        path: file.path, reason: "it is not a gzip file, though its name says so")
    ) { try ContentReader(file) }
  }

  @Test func foldersAndPipesAreNotOpened() throws {
    let scratch = try #require(scratch)
    #expect(
      throws: DatasetError.unreadable(
        path: scratch.folder.path, reason: "it is not a regular file")
    ) { try ContentReader(scratch.folder) }
    let pipe = scratch.folder.appending(path: "pipe")
    let status = unsafe mkfifo(pipe.path, 0o600)
    #expect(status == 0)
    #expect(
      throws: DatasetError.unreadable(path: pipe.path, reason: "it is not a regular file")
    ) { try ContentReader(pipe) }
  }

  @Test func missingFileIsNamed() throws {
    let file = try #require(scratch).folder.appending(path: "absent")
    #expect(
      throws: DatasetError.unreadable(path: file.path, reason: "there is no such file")
    ) { try ContentReader(file) }
  }

  @Test func linksAreFollowed() throws {
    let scratch = try #require(scratch)
    let file = try scratch.write([1, 2], to: "content")
    let link = scratch.folder.appending(path: "link")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
    #expect(try ContentReader(link).read(upTo: 9) == [1, 2])
  }

  /// A short file may stand for a long content: only what is asked for is unpacked.
  @Test func contentIsUnpackedOnDemand() throws {
    let file = try #require(scratch).write(
      Array(try #require(Data(base64Encoded: Self.zeros))), to: "zeros.gz")
    let reader = try ContentReader(file)
    #expect(try reader.read(upTo: 16) == [UInt8](repeating: 0, count: 16))
    #expect(try reader.read(upTo: 1 << 40).count == 199_984)
  }
}
