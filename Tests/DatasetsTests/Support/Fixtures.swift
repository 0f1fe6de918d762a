/// Makers of small files in the formats that are read.
enum Fixtures {
  static func word(_ number: Int) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  static func pictures(
    _ count: Int, height: Int = 2, width: Int = 3, magic: Int = 0x0803
  ) -> [UInt8] {
    word(magic) + word(count) + word(height) + word(width)
      + (0..<count * height * width).map { UInt8(truncatingIfNeeded: $0) }
  }

  static func labels(_ labels: [UInt8], magic: Int = 0x0801) -> [UInt8] {
    word(magic) + word(labels.count) + labels
  }

  /// A gzip member that stores its content without compressing it.
  static func gzip(_ content: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var start = 0
    repeat {
      let end = min(start + 65_535, content.count)
      let size = UInt16(end - start)
      result.append(end == content.count ? 1 : 0)
      for number in [size, ~size] {
        result += [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
      }
      result += content[start..<end]
      start = end
    } while start < content.count
    result += word(Int(crc(content))).reversed() + word(content.count).reversed()
    return result
  }

  private static let crcTable: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
    }
  }

  private static func crc(_ content: [UInt8]) -> UInt32 {
    ~content.reduce(~UInt32(0)) { crcTable[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
  }

  /// A tar archive of regular files.
  static func tar(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
    files.flatMap { name, content in
      tarHeader(name, size: content.count) + content
        + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    } + [UInt8](repeating: 0, count: 1024)
  }

  static func tarHeader(_ name: String, size: Int, type: Character = "0") -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at start: Int) {
      for (offset, byte) in text.utf8.enumerated() { header[start + offset] = byte }
    }
    put(name, at: 0)
    put("0000644", at: 100)
    put(octal(size, digits: 11), at: 124)
    put("        ", at: 148)
    put(String(type), at: 156)
    put("ustar", at: 257)
    put("00", at: 263)
    put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\0 ", at: 148)
    return header
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: digits - text.count) + text
  }
}
