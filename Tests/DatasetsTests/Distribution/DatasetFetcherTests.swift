import Digests
import Foundation
import Guarding
import Testing

@testable import Datasets

@Suite struct DatasetFetcherTests {
  let scratch = try? TemporaryFolder()

  /// Content of a file and what it is when compressed.
  static let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 * $0 >> 5) }
  static let compressed = Fixtures.gzip(content)

  static func distribution(mirrors: [String]) -> Distribution {
    Distribution(
      dataset: "tiny", subfolders: ["tiny"],
      files: [
        .init(name: "a", size: content.count, sha256: SHA256.hexadecimal(of: content))
      ],
      downloads: [
        .init(
          name: "a.gz", size: compressed.count, sha256: SHA256.hexadecimal(of: compressed),
          content: .compressedFile)
      ], mirrors: mirrors)
  }

  private func fetcher(
    _ folder: TemporaryFolder, environment: [String: String] = [:], patience: Double = 10
  ) -> DatasetFetcher {
    DatasetFetcher(
      folder: folder.folder, environment: environment, attempts: 3, pause: 0.01,
      patience: patience)
  }

  /// Fetches from one server and returns the message of the failure, if any.
  private func failure(
    _ server: LoopbackServer, patience: Double = 10
  ) throws -> String? {
    let scratch = try #require(scratch)
    do {
      try fetcher(scratch, patience: patience).fetch(
        Self.distribution(mirrors: [server.address]), progress: { _ in })
      return nil
    } catch let error as FetchError {
      return error.description.replacingOccurrences(of: server.address, with: "ADDRESS")
    }
  }

  @Test func fileArrivesUnderItsNameAndIsNotFetchedAgain() throws {
    let scratch = try #require(scratch)
    let server = try LoopbackServer { .content(Self.compressed, $0) }
    let steps = Guarded<[FetchProgress]>([])
    let distribution = Self.distribution(mirrors: [server.address])
    for _ in 0..<2 {
      let folder = try fetcher(scratch).fetch(distribution) { progress in
        steps.withLock { $0.append(progress) }
      }
      #expect(folder.path == scratch.folder.appending(path: "tiny").path)
    }
    #expect(try scratch.bytes(of: "tiny/a.gz") == Self.compressed)
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: scratch.folder.appending(path: "tiny").path) == ["a.gz"])
    #expect(server.log.map(\.path) == ["/a.gz"])
    let seen = steps.withLock { $0 }
    #expect(seen.suffix(3).map(\.step) == [.verifying, .finished, .present])
    #expect(seen.filter { $0.step == .downloading }.last?.receivedBytes == Self.compressed.count)
    #expect(seen.allSatisfy { $0.totalBytes == Self.compressed.count })
  }

  @Test func plainFileThatIsThereCounts() throws {
    let scratch = try #require(scratch)
    try scratch.write(Self.content, to: "tiny/a")
    let server = try LoopbackServer { _ in .status(500) }
    try fetcher(scratch).fetch(
      Self.distribution(mirrors: [server.address]), progress: { _ in })
    #expect(server.log.isEmpty)
  }

  @Test func damagedFileIsReplaced() throws {
    let scratch = try #require(scratch)
    try scratch.write(Array(Self.compressed.dropLast(100)), to: "tiny/a.gz")
    let server = try LoopbackServer { .content(Self.compressed, $0) }
    try fetcher(scratch).fetch(
      Self.distribution(mirrors: [server.address]), progress: { _ in })
    #expect(try scratch.bytes(of: "tiny/a.gz") == Self.compressed)
  }

  @Test func brokenConnectionIsResumed() throws {
    let scratch = try #require(scratch)
    let server = try LoopbackServer { request in
      var answer = LoopbackServer.Answer.content(Self.compressed, request)
      if request.number < 5 { answer.cutAfter = 50_000 }
      return answer
    }
    try fetcher(scratch).fetch(
      Self.distribution(mirrors: [server.address]), progress: { _ in })
    #expect(try scratch.bytes(of: "tiny/a.gz") == Self.compressed)
    // More cuts than attempts: each brought something, so none counted as a failure twice.
    #expect(server.log.map(\.rangeStart) == [nil, 50_000, 100_000, 150_000, 200_000, 250_000])
  }

  @Test func laterRunResumesWhatAnEarlierOneLeft() throws {
    let scratch = try #require(scratch)
    try scratch.write(Array(Self.compressed[..<1000]), to: "tiny/a.gz.part")
    let server = try LoopbackServer { .content(Self.compressed, $0) }
    try fetcher(scratch).fetch(
      Self.distribution(mirrors: [server.address]), progress: { _ in })
    #expect(server.log.map(\.rangeStart) == [1000])
    #expect(try scratch.bytes(of: "tiny/a.gz") == Self.compressed)
  }

  @Test func serverWithoutRangesStartsAnew() throws {
    let scratch = try #require(scratch)
    try scratch.write([1, 2, 3], to: "tiny/a.gz.part")
    let server = try LoopbackServer { _ in .init(body: Self.compressed) }
    try fetcher(scratch).fetch(
      Self.distribution(mirrors: [server.address]), progress: { _ in })
    #expect(try scratch.bytes(of: "tiny/a.gz") == Self.compressed)
  }

  @Test(arguments: [3, compressed.count, compressed.count + 5])
  func spoiltBeginningIsThrownAway(size: Int) throws {
    let scratch = try #require(scratch)
    try scratch.write([UInt8](repeating: 7, count: size), to: "tiny/a.gz.part")
    let server = try LoopbackServer { .content(Self.compressed, $0) }
    try fetcher(scratch).fetch(
      Self.distribution(mirrors: [server.address]), progress: { _ in })
    #expect(server.log.last?.rangeStart == nil)
    #expect(try scratch.bytes(of: "tiny/a.gz") == Self.compressed)
  }

  @Test func corruptContentIsNotKept() throws {
    let scratch = try #require(scratch)
    let server = try LoopbackServer { request in
      var body = Self.compressed
      body[1234] ^= 1
      return .content(body, request)
    }
    #expect(
      try failure(server)
        == "cannot fetch a.gz: ADDRESS/a.gz: the file there has another content than was published")
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: scratch.folder.appending(path: "tiny").path) == [])
  }

  @Test(arguments: [
    (404, 1, "the server answers with status 404"),
    (503, 3, "the server answers with status 503"),
  ])
  func statusIsNamedAndRetriedWhereThatMayHelp(
    status: Int, requests: Int, reason: String
  ) throws {
    let server = try LoopbackServer { _ in .status(status) }
    #expect(try failure(server) == "cannot fetch a.gz: ADDRESS/a.gz: \(reason)")
    #expect(server.log.count == requests)
  }

  @Test func otherSizeIsRefusedBeforeItIsFetched() throws {
    let server = try LoopbackServer { _ in .init(body: Array("<html></html>".utf8)) }
    #expect(
      try failure(server)
        == "cannot fetch a.gz: ADDRESS/a.gz: the file there has 13 bytes, not 300,043")
  }

  @Test func endlessAnswerIsCutOff() throws {
    let server = try LoopbackServer { _ in
      .init(headers: ["Transfer-Encoding: chunked"], body: Self.chunks(of: Self.compressed + [0]))
    }
    #expect(
      try failure(server)
        == "cannot fetch a.gz: ADDRESS/a.gz: the file there has more than 300,043 bytes")
  }

  /// Some servers take a compressed file for a plain one that they compress on the way.
  @Test func fileThatIsDeclaredToBeCompressedOnTheWayArrivesAsPublished() throws {
    let scratch = try #require(scratch)
    let server = try LoopbackServer { request in
      var answer = LoopbackServer.Answer.content(Self.compressed, request)
      answer.headers.append("Content-Encoding: x-gzip")
      if request.number == 0 { answer.cutAfter = 100_000 }
      return answer
    }
    try fetcher(scratch).fetch(
      Self.distribution(mirrors: [server.address]), progress: { _ in })
    #expect(try scratch.bytes(of: "tiny/a.gz") == Self.compressed)
    #expect(server.log.map(\.rangeStart) == [nil, 100_000])
  }

  @Test func redirectionsAreFollowed() throws {
    let scratch = try #require(scratch)
    let server = try LoopbackServer { request in
      guard request.path != "/elsewhere/a.gz" else { return .content(Self.compressed, request) }
      var answer = LoopbackServer.Answer.status(302)
      answer.headers = ["Location: /elsewhere/a.gz"]
      answer.body = Array("moved".utf8)
      return answer
    }
    try fetcher(scratch).fetch(
      Self.distribution(mirrors: [server.address]), progress: { _ in })
    #expect(server.log.map(\.path) == ["/a.gz", "/elsewhere/a.gz"])
    #expect(try scratch.bytes(of: "tiny/a.gz") == Self.compressed)
  }

  private static func chunks(of bytes: [UInt8]) -> [UInt8] {
    Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n0\r\n\r\n".utf8)
  }

  @Test func silenceEndsInAMessage() throws {
    let server = try LoopbackServer { request in
      var answer = LoopbackServer.Answer.content(Self.compressed, request)
      answer.cutAfter = request.rangeStart == nil ? 1000 : 0
      answer.stalls = true
      return answer
    }
    #expect(
      try failure(server, patience: 1)
        == "cannot fetch a.gz: ADDRESS/a.gz: nothing arrives any more")
  }

  @Test func nextMirrorGoesOnWhereTheFirstGaveUp() throws {
    let scratch = try #require(scratch)
    let bad = try LoopbackServer { request in
      guard request.number == 0 else { return .status(404) }
      var answer = LoopbackServer.Answer.content(Self.compressed, request)
      answer.cutAfter = 1000
      return answer
    }
    let good = try LoopbackServer { .content(Self.compressed, $0) }
    try fetcher(scratch).fetch(
      Self.distribution(mirrors: [bad.address, good.address]), progress: { _ in })
    #expect(good.log.map(\.rangeStart) == [1000])
    #expect(try scratch.bytes(of: "tiny/a.gz") == Self.compressed)
  }

  @Test func serverThatIsNotThereIsNamed() throws {
    let server = try LoopbackServer { _ in .status(500) }
    server.stop()
    #expect(
      try failure(server)
        == "cannot fetch a.gz: ADDRESS/a.gz: its host does not answer; is there a network?")
  }

  @Test func mirrorOfTheEnvironmentReplacesTheAddresses() throws {
    let scratch = try #require(scratch)
    let server = try LoopbackServer { .content(Self.compressed, $0) }
    try fetcher(scratch, environment: ["ABLATE_MIRROR": server.address]).fetch(
      Self.distribution(mirrors: ["http://127.0.0.1:1"]), progress: { _ in })
    #expect(server.log.map(\.path) == ["/tiny/a.gz"])
  }

  @Test(arguments: ["ftp://example.org", "somewhere", "http://"])
  func mirrorMustBeAnAddress(_ mirror: String) throws {
    let scratch = try #require(scratch)
    #expect(throws: FetchError.mirror(mirror)) {
      try fetcher(scratch, environment: ["ABLATE_MIRROR": mirror]).fetch("mnist")
    }
  }

  @Test func namesWithoutDownloadAreExplained() throws {
    let fetcher = fetcher(try #require(scratch))
    #expect(throws: FetchError.notPublished(name: "glyphs")) { try fetcher.fetch("glyphs") }
    #expect {
      try fetcher.fetch("mnits")
    } throws: { error in
      "\(error)"
        == "there is no data set 'mnits' to fetch; there are mnist, fashion-mnist, cifar-10"
    }
  }

  #if os(Linux)
    @Test func fullDiskIsNamed() throws {
      let scratch = try #require(scratch)
      let part = try scratch.write([], to: "tiny/a.gz.part")
      try FileManager.default.removeItem(at: part)
      try FileManager.default.createSymbolicLink(
        atPath: part.path, withDestinationPath: "/dev/full")
      let server = try LoopbackServer { .content(Self.compressed, $0) }
      #expect(
        throws: FetchError.disk(path: part.path, reason: "no space left on device")
      ) {
        try fetcher(scratch).fetch(
          Self.distribution(mirrors: [server.address]), progress: { _ in })
      }
    }
  #endif

  @Test func folderThatCannotBeMadeIsNamed() throws {
    let scratch = try #require(scratch)
    try scratch.write([1], to: "tiny")
    let folder = scratch.folder.appending(path: "tiny")
    #expect {
      try fetcher(scratch).fetch(Self.distribution(mirrors: []), progress: { _ in })
    } throws: { error in
      guard case FetchError.disk(folder.path, _) = error else { return false }
      return true
    }
  }
}
