internal import Records
internal import Specification
internal import Sweeping

/// The store as a sweep sees it: what is usable depends on what the run wants to measure.
struct StoreArchive: TrialArchive {
  let store: TrialStore
  let policy: RunPolicy
  /// Receives a sentence about each record that cannot be trusted and is trained again.
  let warn: @Sendable (String) -> Void

  func usableRecord(id: String) throws -> TrialRecord? {
    switch try store.load(id) {
    case .absent: return nil
    case .damaged(let reason):
      warn("\(reason); the trial is trained again")
      return nil
    case .intact(let record):
      return !record.state.isFailed && record.satisfies(policy) ? record : nil
    }
  }

  func claim(id: String) throws -> (any Sendable)? {
    try store.tryLock(id)
  }

  func keep(_ outcome: TrialOutcome) throws {
    try store.save(outcome.record, outcome.sealed)
  }
}

extension TrialState {
  var isFailed: Bool {
    switch self {
    case .failed: true
    case .finished, .diverged: false
    }
  }
}
