internal import Foundation

/// Reads the regular files of a tar archive (ustar and its GNU and pax relatives), in order.
///
/// Long names of the extensions are not understood: such entries are passed over.
final class TarReader {
  /// A regular file in the archive.
  struct Entry {
    var name: String
    var size: Int
  }

  private let reader: ContentReader
  private var remaining = 0
  private var padding = 0

  /// Starts at the beginning of an archive's content.
  init(_ reader: ContentReader) {
    self.reader = reader
  }

  /// Moves to the next regular file; `nil` at the end of the archive.
  func next() throws -> Entry? {
    while true {
      try skip(remaining + padding)
      (remaining, padding) = (0, 0)
      let block = try reader.read(upTo: 512)
      // Two empty blocks end an archive; its bare end is accepted too.
      if block.isEmpty || block.allSatisfy({ $0 == 0 }) { return nil }
      guard block.count == 512 else { throw damage("it ends within the header of an entry") }
      guard Self.hasRightChecksum(block), let size = Self.octal(block[124..<136]) else {
        throw damage("the header of an entry is damaged")
      }
      remaining = size
      padding = (512 - size % 512) % 512
      guard block[156] == UInt8(ascii: "0") || block[156] == 0 else { continue }
      let prefix = block[257..<262].elementsEqual("ustar".utf8) ? Self.text(block[345..<500]) : ""
      let name = Self.text(block[0..<100])
      return Entry(name: prefix.isEmpty ? name : "\(prefix)/\(name)", size: size)
    }
  }

  /// Reads on in the current file.
  ///
  /// - Parameter count: The number of bytes wanted.
  /// - Returns: That many bytes, or fewer at the end of the file.
  /// - Throws: `DatasetError` when the archive is damaged.
  func read(upTo count: Int) throws -> [UInt8] {
    let wanted = min(count, remaining)
    let bytes = try reader.read(upTo: wanted)
    guard bytes.count == wanted else { throw damage("it ends within a file") }
    remaining -= wanted
    return bytes
  }

  private func skip(_ count: Int) throws {
    var left = count
    while left > 0 {
      let bytes = try reader.read(upTo: min(left, 1 << 18))
      guard !bytes.isEmpty else { throw damage("it ends within a file") }
      left -= bytes.count
    }
  }

  private func damage(_ reason: String) -> DatasetError {
    .corrupt(path: reader.path, reason: "is no sound tar archive: \(reason)")
  }

  /// The sum of all bytes of the header, its own field counting as spaces.
  private static func hasRightChecksum(_ block: [UInt8]) -> Bool {
    let sum = block.indices.reduce(0) { sum, index in
      sum + ((148..<156).contains(index) ? 32 : Int(block[index]))
    }
    return octal(block[148..<156]) == sum
  }

  private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = text(field).trimmingCharacters(in: .whitespaces)
    guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }) else {
      return nil
    }
    return Int(digits, radix: 8)
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }
}
