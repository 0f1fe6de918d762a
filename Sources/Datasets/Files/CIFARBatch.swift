package import Foundation

/// Reads the binary version of CIFAR-10: records of a label and three planes of 32×32 bytes.
package enum CIFARBatch {
  static let count = 10_000
  static let pictureSize = 3 * 32 * 32

  /// Reads a file of 10,000 records.
  ///
  /// - Parameters:
  ///   - file: Plain or gzip.
  ///   - classCount: Labels must be below this.
  ///   - values: The pictures are added to it.
  ///   - labels: The labels are added to it.
  /// - Throws: `DatasetError` with the kind of damage in words.
  package static func read(
    _ file: URL, classCount: Int, values: inout [UInt8], labels: inout [UInt8]
  ) throws {
    let reader = try ContentReader(file)
    let record = 1 + pictureSize
    let bytes = try reader.read(upTo: count * record)
    guard bytes.count == count * record else {
      throw DatasetError.corrupt(
        path: file.path,
        reason: "ends after \(bytes.count.grouped) of the \((count * record).grouped) bytes that a "
          + "CIFAR-10 batch has")
    }
    guard try reader.read(upTo: 1).isEmpty else {
      throw DatasetError.corrupt(
        path: file.path,
        reason: "goes on after the \((count * record).grouped) bytes that a CIFAR-10 batch has")
    }
    let numbers = stride(from: 0, to: bytes.count, by: record).map { bytes[$0] }
    try LabelCheck.check(numbers, below: classCount, in: file)
    labels.append(contentsOf: numbers)
    for start in stride(from: 1, to: bytes.count, by: record) {
      values.append(contentsOf: bytes[start..<start + pictureSize])
    }
  }
}
