import Foundation
import Testing

@testable import Diagnostics

@Suite final class SourceFileLoadingTests {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "ablate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// What loading bytes gives: the text, or the code, message and hint.
  func load(_ bytes: [UInt8], maximumByteCount: Int = 1 << 20) throws -> [String] {
    let url = folder.appending(path: "\(UUID().uuidString).yaml")
    try Data(bytes).write(to: url)
    return load(path: url.path, maximumByteCount: maximumByteCount)
  }

  func load(path: String, maximumByteCount: Int = 1 << 20) -> [String] {
    var diagnostics = DiagnosticList()
    let file = SourceFile.load(
      path: path, maximumByteCount: maximumByteCount, into: &diagnostics)
    if let file { return [file.text] }
    return diagnostics.diagnostics.map { diagnostic in
      let start = diagnostic.range.start
      return "\(start.line):\(start.column) \(diagnostic.code.rawValue) \(diagnostic.message)"
    }
  }

  @Test func aByteOrderMarkIsTakenOff() throws {
    #expect(try load(Array("a: ü\r\n".utf8)) == ["a: ü\r\n"])
    #expect(try load([0xEF, 0xBB, 0xBF] + Array("a: 1".utf8)) == ["a: 1"])
    #expect(try load([0xEF, 0xBB, 0xBF]) == [""])
    #expect(try load([]) == [""])
  }

  @Test(arguments: ["-", "é", "/x", "x/", "a/b"])
  func aShortNameThatIsNotThereIsReported(_ name: String) {
    #expect(load(path: name) == ["1:1 E0106 there is no such file"])
  }

  @Test func aLinkToNothingSaysWhereItLeads() throws {
    let link = folder.appending(path: "link.yaml").path
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: "elsewhere.yaml")
    #expect(
      load(path: link) == ["1:1 E0106 this is a link to 'elsewhere.yaml', which is not there"])
  }

  @Test(arguments: [
    ("base.yaml", "x", "base.yaml"), ("base.yaml", "a/x.yaml", "a/base.yaml"),
    ("../b.yaml", "a/x.yaml", "a/../b.yaml"), ("/b.yaml", "a/x.yaml", "/b.yaml"),
    ("b.yaml", "/x.yaml", "/b.yaml"),
  ])
  func namedFilesLieBesideTheirs(_ name: String, _ file: String, _ path: String) {
    #expect(SourceFile.path(of: name, namedBy: file) == path)
  }

  @Test(
    arguments: [
      ([0xFF], "1:1 E0102 the text is not UTF-8: byte 0xFF at offset 0"),
      (
        [0x61, 0x0A, 0xC3, 0xBC, 0xE4, 0x21],
        "2:2 E0102 the text is not UTF-8: byte 0xE4 at offset 4"
      ),
      ([0x61, 0xC3], "1:2 E0102 the text is not UTF-8: byte 0xC3 at offset 1"),
      ([0xED, 0xA0, 0x80], "1:1 E0102 the text is not UTF-8: byte 0xED at offset 0"),
      ([0xEF, 0xBB, 0xBF, 0x61, 0x80], "1:2 E0102 the text is not UTF-8: byte 0x80 at offset 4"),
      ([0xFF, 0xFE, 0x61, 0x00], "1:1 E0102 the file is UTF-16 text, not UTF-8"),
      ([0xFE, 0xFF, 0x00, 0x61], "1:1 E0102 the file is UTF-16 text, not UTF-8"),
      ([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0], "1:1 E0102 the file is UTF-32 text, not UTF-8"),
    ] as [([UInt8], String)])
  func otherEncodingsAreReported(_ bytes: [UInt8], _ expected: String) throws {
    #expect(try load(bytes) == [expected])
  }

  @Test func aLargeFileIsRefused() throws {
    #expect(try load(Array(repeating: 0x61, count: 10), maximumByteCount: 10).first?.count == 10)
    #expect(
      try load(Array(repeating: 0x61, count: 11), maximumByteCount: 10)
        == ["1:1 E0103 the file has more than 10 bytes"])
    #expect(
      load(path: "/dev/zero", maximumByteCount: 10)
        == ["1:1 E0103 the file has more than 10 bytes"])
  }

  @Test func missingFilesAndFoldersAreReported() throws {
    let missing = folder.appending(path: "missing.yaml").path
    #expect(load(path: missing) == ["1:1 E0106 there is no such file"])
    #expect(load(path: "no/such/folder/a.yaml") == ["1:1 E0106 there is no such file"])
    #expect(load(path: "") == ["1:1 E0106 the file name is empty"])
    #expect(load(path: folder.path) == ["1:1 E0106 this is a folder, not a file"])
    let link = folder.appending(path: "link")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder)
    #expect(load(path: link.path) == ["1:1 E0106 this is a folder, not a file"])
  }

  @Test(arguments: [
    ("lenet.yaml", "lenet5.yaml"), ("lenet5", "lenet5.yaml"), ("lenet5.yml", "lenet5.yaml"),
    ("LeNet5.yaml", "lenet5.yaml"), ("b.yaml", nil), ("notes.yaml", nil),
  ])
  func aMissingFileIsComparedWithItsNeighbours(_ name: String, _ meant: String?) throws {
    for neighbour in ["a.yaml", "lenet5.yaml", "notes.txt"] {
      try Data().write(to: folder.appending(path: neighbour))
    }
    var diagnostics = DiagnosticList()
    let path = folder.appending(path: name).path
    #expect(SourceFile.load(path: path, into: &diagnostics) == nil)
    let hint = meant.map { "did you mean '\(folder.appending(path: $0).path)'?" }
    #expect(diagnostics.diagnostics.map(\.hint) == [hint])
    #expect(diagnostics.diagnostics.map(\.range.file.name) == [path])
  }
}
