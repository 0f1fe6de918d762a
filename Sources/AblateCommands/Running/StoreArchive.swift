package import Records
package import Specification
package import Sweeping

/// The store as a sweep sees it: what is usable depends on what the run wants to measure.
package struct StoreArchive: TrialArchive {
  private let store: TrialStore
  private let policy: RunPolicy
  private let warn: @Sendable (String) -> Void

  /// - Parameters:
  ///   - store: Where the trials are.
  ///   - policy: What the run wants to measure.
  ///   - warn: Receives a sentence about each record that cannot be trusted and is trained again.
  package init(
    store: TrialStore, policy: RunPolicy, warn: @escaping @Sendable (String) -> Void
  ) {
    self.store = store
    self.policy = policy
    self.warn = warn
  }

  package func usableRecord(id: String) throws -> TrialRecord? {
    switch try store.load(id) {
    case .absent: return nil
    case .damaged(let reason):
      warn("\(reason); the trial is trained again")
      return nil
    case .intact(let record):
      guard !record.state.isFailed, record.satisfies(policy) else { return nil }
      return record.restricted(to: policy)
    }
  }

  package func claim(id: String) throws -> (any Sendable)? {
    try store.tryLock(id)
  }

  package func keep(_ outcome: TrialOutcome) throws {
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
