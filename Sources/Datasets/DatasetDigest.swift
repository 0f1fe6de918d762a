internal import Digests

/// The identity of a data set's content.
///
/// SHA-256 over, in this order: the line `ablate data set 1`; a line with height, width, channels
/// and number of classes; then for `training` and for `test` a line with that word, the number of
/// examples and the kind of values (`bytes` or `floats`), all values in file order (a float as its
/// four bytes, lowest first), and one byte a label. Lines end with a line feed; numbers are
/// decimal and separated by one space. Class names are not part of it: they change no training.
enum DatasetDigest {
  static func digest(
    _ description: DatasetDescription, training: ExampleSet, test: ExampleSet
  ) -> String {
    digest(description, [("training", training), ("test", test)])
  }

  /// The same over the test part alone.
  static func testDigest(_ dataset: Dataset) -> String {
    digest(dataset.description, [("test", dataset.test)])
  }

  private static func digest(
    _ description: DatasetDescription, _ parts: [(name: String, part: ExampleSet)]
  ) -> String {
    let hash = SHA256()
    func line(_ text: String) { hash.update(Array((text + "\n").utf8)) }
    line("ablate data set 1")
    line(
      "\(description.height) \(description.width) \(description.channels) "
        + "\(description.classNames.count)")
    for (name, part) in parts {
      switch part.values {
      case .bytes(let bytes):
        line("\(name) \(part.count) bytes")
        hash.update(bytes)
      case .floats(let floats):
        line("\(name) \(part.count) floats")
        for start in stride(from: 0, to: floats.count, by: 1 << 16) {
          hash.update(littleEndianBytes(of: floats[start..<min(start + 1 << 16, floats.count)]))
        }
      }
      hash.update(part.labels)
    }
    return hash.finish()
  }

  private static func littleEndianBytes(of floats: ArraySlice<Float>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * floats.count)
    for float in floats {
      let bits = float.bitPattern
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
      }
    }
    return bytes
  }
}
