package import Foundation

/// Reads the format in which MNIST and its relatives are published.
///
/// Big-endian: a word 0x0000TTDD (type 8: bytes; number of dimensions), a word for each dimension,
/// then the values with the last dimension varying fastest.
package enum IDXFile {
  /// Pictures of one channel, one after the other.
  package struct Pictures: Sendable {
    package var count: Int
    package var height: Int
    package var width: Int
    package var bytes: [UInt8]
  }

  /// The most bytes that a file may announce.
  static let sizeLimit = 1 << 31

  /// Reads a file of pictures.
  ///
  /// - Parameters:
  ///   - file: Plain or gzip.
  ///   - expected: What the pictures must be, where that is known.
  /// - Returns: The pictures.
  /// - Throws: `DatasetError` with every kind of damage in words.
  package static func pictures(
    in file: URL, expected: (count: Int, height: Int, width: Int)? = nil
  ) throws -> Pictures {
    let reader = try ContentReader(file)
    let dimensions = try header(of: reader, dimensions: 3, content: "pictures")
    let (count, height, width) = (dimensions[0], dimensions[1], dimensions[2])
    if let expected, height != expected.height || width != expected.width {
      throw DatasetError.corrupt(
        path: file.path,
        reason: "holds pictures of \(height)×\(width), not \(expected.height)×\(expected.width)")
    }
    try checkCount(count, expected?.count, "pictures", file)
    guard height > 0, width > 0 else {
      throw DatasetError.corrupt(path: file.path, reason: "holds pictures of \(height)×\(width)")
    }
    let bytes = try body(of: reader, dimensions: dimensions)
    return Pictures(count: count, height: height, width: width, bytes: bytes)
  }

  /// Reads a file of labels.
  ///
  /// - Parameters:
  ///   - file: Plain or gzip.
  ///   - expected: How many there must be, where that is known.
  ///   - classCount: Labels must be below this, where it is known.
  /// - Returns: One byte a label.
  /// - Throws: `DatasetError` with every kind of damage in words.
  package static func labels(
    in file: URL, count expected: Int? = nil, classCount: Int? = nil
  ) throws -> [UInt8] {
    let reader = try ContentReader(file)
    let dimensions = try header(of: reader, dimensions: 1, content: "labels")
    try checkCount(dimensions[0], expected, "labels", file)
    let labels = try body(of: reader, dimensions: dimensions)
    if let classCount {
      try LabelCheck.check(labels, below: classCount, in: file)
    }
    return labels
  }

  /// Reads a file of pictures and the file of their labels.
  ///
  /// - Parameters:
  ///   - pictures: The file of pictures.
  ///   - labels: The file of labels.
  ///   - expected: What the pictures must be, where that is known.
  ///   - classCount: Labels must be below this, where it is known.
  /// - Returns: Both, equally many.
  /// - Throws: `DatasetError` with every kind of damage in words.
  package static func examples(
    pictures: URL, labels: URL, expected: (count: Int, height: Int, width: Int)? = nil,
    classCount: Int? = nil
  ) throws -> (pictures: Pictures, labels: [UInt8]) {
    let read = try Self.pictures(in: pictures, expected: expected)
    let numbers = try Self.labels(in: labels, count: expected?.count, classCount: classCount)
    guard numbers.count == read.count else {
      throw DatasetError.corrupt(
        path: labels.path,
        reason: "holds \(numbers.count.grouped) labels for the \(read.count.grouped) pictures of "
          + pictures.path)
    }
    return (read, numbers)
  }

  private static func header(
    of reader: ContentReader, dimensions: Int, content: String
  ) throws -> [Int] {
    let size = 4 + 4 * dimensions
    let bytes = try reader.read(upTo: size)
    let words = stride(from: 0, to: bytes.count / 4 * 4, by: 4).map { start in
      bytes[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    let magic = UInt32(0x0800 + dimensions)
    if let first = words.first, first != magic {
      let found =
        switch first {
        case 0x0801: "; it holds IDX labels"
        case 0x0803: "; it holds IDX pictures"
        default: ""
        }
      throw DatasetError.corrupt(
        path: reader.path,
        reason: "begins with \(first.hexadecimal), not with \(magic.hexadecimal) as IDX "
          + "\(content) do\(found)")
    }
    guard bytes.count == size else {
      throw DatasetError.corrupt(
        path: reader.path,
        reason: "ends within its header, after \(bytes.count) of \(size) bytes")
    }
    return words.dropFirst().map { Int($0) }
  }

  private static func body(of reader: ContentReader, dimensions: [Int]) throws -> [UInt8] {
    var size = 1
    for dimension in dimensions {
      // Each factor is below 2³², so that the product of a checked size and a factor fits.
      size *= dimension
      guard size <= sizeLimit else {
        throw DatasetError.corrupt(
          path: reader.path,
          reason: "announces \(dimensions.map { "\($0)" }.joined(separator: " × ")) bytes, more "
            + "than the \(sizeLimit.grouped) that a file may hold")
      }
    }
    let bytes = try reader.read(upTo: size)
    guard bytes.count == size else {
      throw DatasetError.corrupt(
        path: reader.path,
        reason: "ends after \(bytes.count.grouped) of the \(size.grouped) bytes that its header "
          + "announces")
    }
    guard try reader.read(upTo: 1).isEmpty else {
      throw DatasetError.corrupt(
        path: reader.path,
        reason: "goes on after the \(size.grouped) bytes that its header announces")
    }
    return bytes
  }

  private static func checkCount(
    _ count: Int, _ expected: Int?, _ content: String, _ file: URL
  ) throws {
    if let expected, count != expected {
      throw DatasetError.corrupt(
        path: file.path, reason: "holds \(count.grouped) \(content), not \(expected.grouped)")
    }
    guard count > 0 else {
      throw DatasetError.corrupt(path: file.path, reason: "holds no \(content)")
    }
  }
}

extension UInt32 {
  fileprivate var hexadecimal: String {
    let digits = String(self, radix: 16, uppercase: true)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
