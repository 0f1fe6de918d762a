import Foundation
import Testing

@testable import Datasets

@Suite struct DatasetVerifierTests {
  let scratch = try? TemporaryFolder()

  private func verdict(_ bytes: [UInt8]?) throws -> DatasetVerifier.Report.Verdict {
    let scratch = try #require(scratch)
    if let bytes { try scratch.write(bytes, to: "tiny/a.gz") }
    let locator = DatasetLocator(folders: [("--data", scratch.folder)])
    let reports = DatasetVerifier(locator: locator)
      .verify(DatasetFetcherTests.distribution(mirrors: []))
    #expect(reports.map(\.file) == ["a"])
    return try #require(reports.first).verdict
  }

  @Test func soundFileIsRight() throws {
    #expect(try verdict(DatasetFetcherTests.compressed) == .ok)
  }

  @Test func missingFileIsReported() throws {
    #expect(try verdict(nil) == .missing)
  }

  @Test func changedContentIsReported() throws {
    var content = DatasetFetcherTests.content
    content[7] ^= 1
    guard case .corrupt(let reason) = try verdict(Fixtures.gzip(content)) else {
      Issue.record("a changed file passed")
      return
    }
    #expect(reason.hasPrefix("differs from what was published (SHA-256 "))
  }

  @Test func otherSizesAreReported() throws {
    #expect(
      try verdict(Fixtures.gzip(DatasetFetcherTests.content.dropLast()))
        == .corrupt("holds 299,999 bytes, not the 300,000 that were published"))
    #expect(
      try verdict(Fixtures.gzip(DatasetFetcherTests.content + [1]))
        == .corrupt("holds more than the 300,000 bytes that were published"))
  }

  @Test func damagedCompressionIsReported() throws {
    #expect(
      try verdict(DatasetFetcherTests.compressed.dropLast(20))
        == .corrupt("its gzip data is cut off"))
  }

  @Test func setsThatAreNotPublishedHaveNothingToVerify() {
    let verifier = DatasetVerifier(locator: DatasetLocator(folders: []))
    #expect(verifier.verify("glyphs") == nil)
    #expect(DatasetVerifier.names == ["mnist", "fashion-mnist", "cifar-10"])
  }
}
