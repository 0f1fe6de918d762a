import Foundation
import Records
import Specification
import Testing

@Suite struct WeightsTests {
  private static let tensors = [
    NamedTensor(name: "conv1.weight", shape: [2, 1, 1, 2], values: [0.5, -0, .nan, .infinity]),
    NamedTensor(name: "conv1.bias", shape: [2], values: [.leastNonzeroMagnitude, 1.5]),
    NamedTensor(name: "batch_norm1.running_mean", shape: [3], values: [1, 2, 3]),
  ]
  private static let weights = TrialWeights(id: "a1", keep: .selected, tensors: tensors)

  private func url(_ store: TrialStore) -> URL {
    store.folder(of: "a1").appending(path: "weights.safetensors")
  }

  @Test func weightsKeepTheirBits() throws {
    try withTemporaryStore { store in
      #expect(try store.loadWeights("a1") == .absent)
      try store.saveWeights(Self.weights)
      let found = try #require(try store.loadWeights("a1").record)
      #expect(found.keep == .selected && found.id == "a1")
      #expect(found.tensors.map(\.name) == Self.tensors.map(\.name))
      #expect(found.tensors.map(\.shape) == Self.tensors.map(\.shape))
      let bits = { (tensors: [NamedTensor]) in tensors.map { $0.values.map(\.bitPattern) } }
      #expect(bits(found.tensors) == bits(Self.tensors))
      try store.removeWeights(of: "a1")
      #expect(try store.loadWeights("a1") == .absent)
      try store.removeWeights(of: "a1")
    }
  }

  /// The layout that other readers of the format rely on.
  @Test func theFileIsSafetensors() throws {
    try withTemporaryStore { store in
      try store.saveWeights(Self.weights)
      let bytes = [UInt8](try Data(contentsOf: url(store)))
      let length = (0..<8).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
      #expect((8 + length).isMultiple(of: 8))
      let header = try #require(
        try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length])) as? [String: Any])
      let metadata = try #require(header["__metadata__"] as? [String: String])
      #expect(metadata["format"] == "pt" && metadata["trial"] == "a1")
      let entry = try #require(header["conv1.bias"] as? [String: Any])
      #expect(entry["dtype"] as? String == "F32")
      #expect(entry["shape"] as? [Int] == [2])
      #expect(entry["data_offsets"] as? [Int] == [16, 24])
      #expect(bytes.count == 8 + length + 4 * 9)
      #expect(bytes[(8 + length + 20)..<(8 + length + 24)].elementsEqual([0, 0, 0xC0, 0x3F]))
    }
  }

  @Test func everyTruncationAndEveryFlippedByteIsNoticed() throws {
    try withTemporaryStore { store in
      try store.saveWeights(Self.weights)
      let bytes = try Data(contentsOf: url(store))
      for length in 0..<bytes.count {
        try bytes.prefix(length).write(to: url(store))
        #expect(try isDamaged(store), "\(length) of \(bytes.count) bytes")
      }
      try (bytes + [0]).write(to: url(store))
      #expect(try isDamaged(store))
      for position in bytes.indices {
        var changed = bytes
        changed[position] ^= 1 << UInt8(position % 8)
        try changed.write(to: url(store))
        #expect(try isDamaged(store), "byte \(position)")
      }
    }
  }

  @Test func weightsOfAnotherTrialAreForeign() throws {
    try withTemporaryStore { store in
      try store.saveWeights(Self.weights)
      try FileManager.default.moveItem(at: store.folder(of: "a1"), to: store.folder(of: "b2"))
      let path = store.folder(of: "b2").path + "/weights.safetensors"
      #expect(try store.loadWeights("b2") == .damaged("'\(path)' belongs to another trial, a1"))
    }
  }

  private func isDamaged(_ store: TrialStore) throws -> Bool {
    if case .damaged = try store.loadWeights("a1") { true } else { false }
  }
}
