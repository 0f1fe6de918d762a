import Foundation
import Records
import Specification
import Testing

@Suite struct CheckpointTests {
  private static let checkpoint = Checkpoint(
    id: "a1", epoch: 4, evaluateTrain: .everyEpoch, blasCore: "Haswell", seconds: 3.5,
    curves: exampleRecord(epochs: 4).curves, sealedCurves: exampleSealed(epochs: 4).curves,
    network: Checkpoint.Network(
      tensors: [
        NamedTensor(name: "dense1.weight", shape: [1, 2], values: [0.1, -.infinity]),
        NamedTensor(name: "batch_norm1.running_var", shape: [1], values: [1]),
      ],
      moments: [[[.leastNonzeroMagnitude, 2], [3, 4]], []], updates: 123))

  private func url(_ store: TrialStore) -> URL {
    store.folder(of: "a1").appending(path: "checkpoint.json")
  }

  @Test func aStateIsLoadedAsItWasSaved() throws {
    try withTemporaryStore { store in
      #expect(try store.loadCheckpoint("a1") == .absent)
      try store.saveCheckpoint(Self.checkpoint)
      #expect(try store.loadCheckpoint("a1") == .intact(Self.checkpoint))
      #expect(try store.load("a1") == .absent)
    }
  }

  @Test func theEndOfATrialRemovesItsState() throws {
    try withTemporaryStore { store in
      try store.saveCheckpoint(Self.checkpoint)
      try store.save(exampleRecord(), exampleSealed())
      #expect(try store.loadCheckpoint("a1") == .absent)
      #expect(try store.load("a1") == .intact(exampleRecord()))
    }
  }

  @Test func everyTruncationAndEveryFlippedByteIsNoticed() throws {
    try withTemporaryStore { store in
      try store.saveCheckpoint(Self.checkpoint)
      let bytes = try Data(contentsOf: url(store))
      for length in 0..<bytes.count {
        try bytes.prefix(length).write(to: url(store))
        #expect(try isDamaged(store), "\(length) of \(bytes.count) bytes")
      }
      for position in bytes.indices {
        var changed = bytes
        changed[position] ^= 1 << UInt8(position % 8)
        try changed.write(to: url(store))
        #expect(try isDamaged(store), "byte \(position)")
      }
    }
  }

  private func isDamaged(_ store: TrialStore) throws -> Bool {
    if case .damaged = try store.loadCheckpoint("a1") { true } else { false }
  }
}
