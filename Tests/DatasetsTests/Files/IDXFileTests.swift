import Datasets
import Foundation
import Testing

@Suite struct IDXFileTests {
  let scratch = try? TemporaryFolder()

  /// A damaged pair of files and what is said about it.
  struct Damage: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var pictures: [UInt8] = Fixtures.pictures(4)
    var labels: [UInt8] = Fixtures.labels([0, 1, 2, 1])
    /// The file that is blamed.
    var culprit: String
    var reason: String

    init(
      _ name: String, pictures: [UInt8] = Fixtures.pictures(4),
      labels: [UInt8] = Fixtures.labels([0, 1, 2, 1]), _ culprit: String, _ reason: String
    ) {
      testDescription = name
      self.pictures = pictures
      self.labels = labels
      self.culprit = culprit
      self.reason = reason
    }

    static let all = [
      Damage(
        "labels for pictures", pictures: Fixtures.labels([1, 2]), "pictures",
        "begins with 0x00000801, not with 0x00000803 as IDX pictures do; it holds IDX labels"),
      Damage(
        "pictures for labels", labels: Fixtures.pictures(4), "labels",
        "begins with 0x00000803, not with 0x00000801 as IDX labels do; it holds IDX pictures"),
      Damage(
        "something else", pictures: Array("<html><body>moved</body></html>".utf8), "pictures",
        "begins with 0x3C68746D, not with 0x00000803 as IDX pictures do"),
      Damage(
        "empty", pictures: [], "pictures", "ends within its header, after 0 of 16 bytes"),
      Damage(
        "cut in the magic", pictures: [0, 0, 8], "pictures",
        "ends within its header, after 3 of 16 bytes"),
      Damage(
        "cut in the header", labels: Array(Fixtures.labels([1]).prefix(7)), "labels",
        "ends within its header, after 7 of 8 bytes"),
      Damage(
        "cut in the data", pictures: Fixtures.pictures(4).dropLast(), "pictures",
        "ends after 23 of the 24 bytes that its header announces"),
      Damage(
        "bytes behind the data", labels: Fixtures.labels([0, 1, 2, 1]) + [9], "labels",
        "goes on after the 4 bytes that its header announces"),
      Damage(
        "other number of pictures", pictures: Fixtures.pictures(5), "pictures",
        "holds 5 pictures, not 4"),
      Damage(
        "other number of labels", labels: Fixtures.labels([0, 1, 2]), "labels",
        "holds 3 labels, not 4"),
      Damage(
        "other size", pictures: Fixtures.pictures(4, height: 3, width: 2), "pictures",
        "holds pictures of 3×2, not 2×3"),
      Damage(
        "unknown class", labels: Fixtures.labels([0, 1, 2, 3]), "labels",
        "label 3 of example 3 (counted from 0) is not one of 0 to 2"),
      Damage(
        "more than there can be",
        pictures: Fixtures.word(0x0803) + Fixtures.word(4) + Fixtures.word(2)
          + Fixtures.word(0xFFFF_FFFF), "pictures",
        "holds pictures of 2×4294967295, not 2×3"),
      Damage(
        "gzip cut off", pictures: Fixtures.gzip(Fixtures.pictures(4)).dropLast(9), "pictures",
        "its gzip data is cut off"),
      Damage(
        "gzip with a wrong checksum", pictures: flipped(Fixtures.gzip(Fixtures.pictures(4)), 5),
        "pictures", "its gzip data is damaged (incorrect data check)"),
      Damage(
        "gzip with a wrong length", pictures: flipped(Fixtures.gzip(Fixtures.pictures(4)), 1),
        "pictures", "its gzip data is damaged (incorrect length check)"),
      Damage(
        "garbled gzip", pictures: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 7, 7, 7, 7], "pictures",
        "its gzip data is damaged (invalid block type)"),
      Damage(
        "bytes behind gzip", labels: Fixtures.gzip(Fixtures.labels([0, 1, 2, 1])) + [1], "labels",
        "other bytes follow its gzip data"),
    ]

    /// Inverts a byte, counted from the end.
    private static func flipped(_ bytes: [UInt8], _ position: Int) -> [UInt8] {
      var copy = bytes
      copy[bytes.count - position] ^= 0xFF
      return copy
    }
  }

  @Test(arguments: Damage.all)
  func damageIsNamed(_ damage: Damage) throws {
    let scratch = try #require(scratch)
    let pictures = try scratch.write(damage.pictures, to: "pictures")
    let labels = try scratch.write(damage.labels, to: "labels")
    let path = damage.culprit == "pictures" ? pictures.path : labels.path
    #expect(throws: DatasetError.corrupt(path: path, reason: damage.reason)) {
      try IDXFile.examples(
        pictures: pictures, labels: labels, expected: (4, 2, 3), classCount: 3)
    }
  }

  @Test(arguments: [false, true])
  func soundFilesAreRead(compressed: Bool) throws {
    let scratch = try #require(scratch)
    func write(_ bytes: [UInt8], _ name: String) throws -> URL {
      try scratch.write(compressed ? Fixtures.gzip(bytes) : bytes, to: name)
    }
    let (pictures, labels) = try IDXFile.examples(
      pictures: try write(Fixtures.pictures(4), "pictures"),
      labels: try write(Fixtures.labels([0, 1, 2, 1]), "labels"), expected: (4, 2, 3),
      classCount: 3)
    #expect(pictures.count == 4 && pictures.height == 2 && pictures.width == 3)
    #expect(pictures.bytes == (0..<24).map { UInt8($0) })
    #expect(labels == [0, 1, 2, 1])
  }

  @Test func countsThatDifferAreNamed() throws {
    let scratch = try #require(scratch)
    let pictures = try scratch.write(Fixtures.pictures(4), to: "pictures")
    let labels = try scratch.write(Fixtures.labels([0, 1, 2]), to: "labels")
    #expect(
      throws: DatasetError.corrupt(
        path: labels.path, reason: "holds 3 labels for the 4 pictures of \(pictures.path)")
    ) { try IDXFile.examples(pictures: pictures, labels: labels) }
  }

  @Test func absurdSizesAreRefusedBeforeMemoryIsUsed() throws {
    let scratch = try #require(scratch)
    let header = [0x0803, 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF].flatMap { Fixtures.word($0) }
    let file = try scratch.write(header, to: "pictures")
    #expect(
      throws: DatasetError.corrupt(
        path: file.path,
        reason: "announces 4294967295 × 4294967295 × 4294967295 bytes, more than the "
          + "2,147,483,648 that a file may hold")
    ) { try IDXFile.pictures(in: file) }
  }

  @Test func nothingAndFlatPicturesAreRefused() throws {
    let scratch = try #require(scratch)
    let none = try scratch.write(Fixtures.pictures(0), to: "none")
    #expect(throws: DatasetError.corrupt(path: none.path, reason: "holds no pictures")) {
      try IDXFile.pictures(in: none)
    }
    let flat = try scratch.write(Fixtures.pictures(3, height: 0, width: 28), to: "flat")
    #expect(throws: DatasetError.corrupt(path: flat.path, reason: "holds pictures of 0×28")) {
      try IDXFile.pictures(in: flat)
    }
  }
}
