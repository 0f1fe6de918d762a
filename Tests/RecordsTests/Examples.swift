import Foundation
import Records
import Specification

/// A record with awkward numbers.
func exampleRecord(
  id: String = "a1", seed: UInt64 = .max, state: TrialState = .finished, epochs: Int = 3
) -> TrialRecord {
  var curves: [Metric: Curve] = [:]
  for metric in Metric.all where metric.part != .test {
    curves[metric] = (0..<epochs).map { 1 / Double($0 + 3) + 0.1 }
  }
  curves[Metric(.train, .accuracy)] = (0..<epochs).map { $0 == epochs - 1 ? 0.1 + 0.2 : nil }
  return TrialRecord(
    id: id, seed: seed, state: state, curves: curves, tier: "pinned", blasCore: "Haswell",
    parameterCount: 61_706, seconds: 12.25)
}

func exampleSealed(id: String = "a1", epochs: Int = 3) -> SealedRecord {
  SealedRecord(
    id: id,
    curves: [Metric(.test, .accuracy): (0..<epochs).map { 0.9 - 1 / Double($0 + 7) }],
    correct: (0..<125).map { UInt8(truncatingIfNeeded: $0 &* 37) })
}

/// Runs a test in a folder of its own, which is removed afterwards.
func withTemporaryStore<Result>(_ body: (TrialStore) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "ablate-records-\(UUID().uuidString)", directoryHint: .isDirectory)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(TrialStore(folder: folder))
}
