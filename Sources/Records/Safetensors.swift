internal import Digests
package import Specification

/// A tensor of 32-bit floats in PyTorch's order.
package struct NamedTensor: Sendable, Hashable {
  /// `conv1.weight`.
  package var name: String
  package var shape: [Int]
  package var values: [Float]

  package init(name: String, shape: [Int], values: [Float]) {
    self.name = name
    self.shape = shape
    self.values = values
  }
}

/// The trained weights of a trial and the policy that keeps them.
package struct TrialWeights: Sendable, Hashable {
  package var id: String
  /// `selected` weights go when their trial is no longer selected.
  package var keep: RunPolicy.Keep
  package var tensors: [NamedTensor]

  package init(id: String, keep: RunPolicy.Keep, tensors: [NamedTensor]) {
    self.id = id
    self.keep = keep
    self.tensors = tensors
  }
}

/// Files in the safetensors format: the length of a JSON header in 8 bytes, the header, the values.
///
/// The format has no checksum, so the metadata carries one over everything else.
///
/// - SeeAlso: The format's description at `https://github.com/huggingface/safetensors`.
enum Safetensors {
  /// The first value starts on a multiple of this many bytes.
  private static let alignment = 8

  /// Writes tensors with metadata.
  static func file(_ tensors: [NamedTensor], metadata: [String: String]) -> [UInt8] {
    let (described, data) = (describe(tensors), bytes(of: tensors))
    var words = metadata
    words["format"] = "pt"
    words["sha256"] = digest(words, described, data)
    let text = text(words)
    var header = Array(JSONText.object([("__metadata__", text)] + described).utf8)
    while !(header.count + 8).isMultiple(of: alignment) { header.append(UInt8(ascii: " ")) }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return length + header + data
  }

  /// The header's entries of tensors whose values follow each other.
  private static func describe(_ tensors: [NamedTensor]) -> [(key: String, text: String)] {
    var end = 0
    return tensors.map { tensor in
      let start = end
      end += 4 * tensor.values.count
      let text = JSONText.object([
        ("dtype", "\"F32\""), ("shape", JSONText.array(tensor.shape.map(String.init))),
        ("data_offsets", "[\(start),\(end)]"),
      ])
      return (key: tensor.name, text: text)
    }
  }

  /// All values one after the other, the least significant byte first.
  private static func bytes(of tensors: [NamedTensor]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * tensors.reduce(0) { $0 + $1.values.count })
    for value in tensors.lazy.flatMap(\.values) {
      for shift in stride(from: UInt32(0), to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
      }
    }
    return bytes
  }

  private static func text(_ words: [String: String]) -> String {
    JSONText.object(words.sorted { $0.key < $1.key }.map { ($0.key, JSONText.string($0.value)) })
  }

  private static func digest(
    _ words: [String: String], _ described: [(key: String, text: String)],
    _ data: some Collection<UInt8>
  ) -> String {
    let hash = SHA256()
    hash.update(Array((text(words) + JSONText.object(described)).utf8))
    hash.update(data)
    return hash.finish()
  }

  /// Reads what `file` writes.
  ///
  /// - Parameter bytes: The whole file.
  /// - Returns: The tensors, sorted by their place in the file, and the metadata.
  static func read(
    _ bytes: [UInt8]
  ) -> Result<(tensors: [NamedTensor], metadata: [String: String]), Damage> {
    guard !bytes.isEmpty else { return .failure(Damage("it is empty")) }
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard bytes.count >= 8, length <= UInt64(bytes.count - 8) else {
      return .failure(Damage("it is cut short"))
    }
    let end = 8 + Int(length)
    let spaces = bytes[8..<end].reversed().prefix { $0 == UInt8(ascii: " ") }.count
    guard case .object(var fields) = JSONReader.read(Array(bytes[8..<end - spaces])),
      case .object(let words) = fields.removeValue(forKey: "__metadata__")
    else { return .failure(Damage("its header is not one of this program")) }
    var metadata = words.compactMapValues(\.string)
    let written = metadata.removeValue(forKey: "sha256")
    let data = bytes[end...]
    var found: [(start: Int, tensor: NamedTensor)] = []
    for (name, entry) in fields {
      guard let place = Place(entry), place.end <= data.count else {
        return .failure(Damage("it is cut short"))
      }
      let own = data[end + place.start..<end + place.end]
      found.append(
        (place.start, NamedTensor(name: name, shape: place.shape, values: floats(own))))
    }
    let tensors = found.sorted { ($0.start, $0.tensor.name) < ($1.start, $1.tensor.name) }
      .map(\.tensor)
    guard digest(metadata, describe(tensors), data) == written else {
      return .failure(Damage("its checksum does not fit its content"))
    }
    return .success((tensors, metadata))
  }

  /// What a header says about a tensor.
  private struct Place {
    let shape: [Int]
    let start: Int
    let end: Int

    init?(_ entry: JSONValue) {
      guard entry["dtype"]?.string == "F32", let shape = entry["shape"]?.integers,
        let offsets = entry["data_offsets"]?.integers, offsets.count == 2
      else { return nil }
      (start, end) = (offsets[0], offsets[1])
      self.shape = shape
      guard start <= end, end < 1 << 48, shape.allSatisfy({ $0 < 1 << 31 }) else { return nil }
      let count = shape.reduce((1, false)) { product, extent in
        let (next, overflow) = product.0.multipliedReportingOverflow(by: extent)
        return (next, product.1 || overflow)
      }
      guard !count.1, (end - start).isMultiple(of: 4), count.0 == (end - start) / 4 else {
        return nil
      }
    }
  }

  private static func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: 4).map { place in
      let low = UInt32(bytes[place]) | UInt32(bytes[place + 1]) << 8
      let high = UInt32(bytes[place + 2]) << 16 | UInt32(bytes[place + 3]) << 24
      return Float(bitPattern: low | high)
    }
  }
}

extension JSONValue {
  /// The items of a list of whole numbers.
  var integers: [Int]? {
    guard case .array(let items) = self else { return nil }
    let numbers = items.compactMap(\.integer)
    return numbers.count == items.count ? numbers : nil
  }
}
