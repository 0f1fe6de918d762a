package import Foundation
internal import Guarding
internal import Specification

extension TrialStore {
  static let weightsFile = "weights.safetensors"
  static let checkpointFile = "checkpoint.json"

  /// Adds the weights of a trial that is there already.
  ///
  /// - Throws: `StoreError`; weights that were there are then still as they were.
  package func saveWeights(_ weights: TrialWeights) throws(StoreError) {
    try makeFolder(of: weights.id)
    try write(weights, isLast: true)
  }

  func write(_ weights: TrialWeights, isLast: Bool) throws(StoreError) {
    try write(weights.file, Self.weightsFile, of: weights.id, isLast: isLast)
  }

  /// Reads a trial's weights and compares them with their checksum.
  ///
  /// - Parameter id: The trial's identity.
  /// - Returns: The weights, or why there are none.
  /// - Throws: `StoreError` when a file is there but cannot be read.
  package func loadWeights(_ id: String) throws(StoreError) -> Stored<TrialWeights> {
    try read(Self.weightsFile, of: id) { path, bytes in
      switch Safetensors.read(bytes) {
      case .failure(let damage): return .damaged("'\(path)' is damaged: \(damage.reason)")
      case .success((let tensors, let metadata)):
        let owner = metadata["trial"] ?? ""
        guard owner == id else { return .damaged(foreign(path, owner)) }
        let keep = metadata["keep"].flatMap(RunPolicy.Keep.init(rawValue:)) ?? .all
        return .intact(TrialWeights(id: id, keep: keep, tensors: tensors))
      }
    }
  }

  /// Removes a trial's weights, if there are any.
  ///
  /// - Throws: `StoreError` when they cannot be removed.
  package func removeWeights(of id: String) throws(StoreError) {
    try DurableFile.remove(file(Self.weightsFile, of: id))
  }

  /// Whether there is a file of weights; it is not looked into.
  package func hasWeights(_ id: String) -> Bool {
    DurableFile.exists(file(Self.weightsFile, of: id))
  }

  /// Replaces the saved state of a trial in training.
  ///
  /// - Throws: `StoreError`; the state that was there is then still as it was.
  package func saveCheckpoint(_ checkpoint: Checkpoint) throws(StoreError) {
    try makeFolder(of: checkpoint.id)
    try write(checkpoint.file, Self.checkpointFile, of: checkpoint.id)
  }

  /// Reads the saved state of a trial in training.
  ///
  /// - Parameter id: The trial's identity.
  /// - Returns: The state, or why there is none.
  /// - Throws: `StoreError` when a file is there but cannot be read.
  package func loadCheckpoint(_ id: String) throws(StoreError) -> Stored<Checkpoint> {
    try read(Self.checkpointFile, of: id) { path, bytes in
      switch Checkpoint.read(bytes) {
      case .failure(let damage): .damaged("'\(path)' is damaged: \(damage.reason)")
      case .success(let checkpoint):
        checkpoint.id == id ? .intact(checkpoint) : .damaged(foreign(path, checkpoint.id))
      }
    }
  }

  /// Removes the saved state of a trial, if there is one.
  ///
  /// - Throws: `StoreError` when it cannot be removed.
  package func removeCheckpoint(of id: String) throws(StoreError) {
    try DurableFile.remove(path: path(Self.checkpointFile, of: id))
  }

  /// Removes the saved states of many trials, where there are any and that is possible.
  package func removeCheckpoints(of ids: [String]) {
    _ = ids.concurrentMap { try? removeCheckpoint(of: $0) }
  }

  /// Whether the test-set side of a trial says what this one says, and perhaps more; nobody sees it.
  ///
  /// - Throws: `StoreError` when a file is there but cannot be read.
  package func hasSealed(_ sealed: SealedRecord) throws(StoreError) -> Bool {
    guard var known = try loadSealed(sealed.id).record else { return false }
    if sealed.predicted.isEmpty { known.predicted = [] }
    return known.file == sealed.file
  }
}

extension TrialWeights {
  /// Writes the weights as a file of their own.
  ///
  /// - Parameter url: Replaced where it exists; its folder must exist.
  /// - Throws: `StoreError` when it cannot be written.
  package func write(to url: URL) throws(StoreError) { try DurableFile.write(file, to: url) }

  fileprivate var file: [UInt8] {
    Safetensors.file(tensors, metadata: ["trial": id, "keep": keep.rawValue])
  }
}
