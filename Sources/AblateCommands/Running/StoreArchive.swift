internal import Guarding
package import Records
package import Specification
internal import Sweeping

/// The store as a sweep sees it: what is usable depends on what the run wants to measure and keep.
package struct StoreArchive: TrialArchive {
  private let store: TrialStore
  private let policy: RunPolicy
  private let warn: @Sendable (String) -> Void
  /// Whether a finished trial without its weights is trained again.
  package var needsWeights: Bool
  /// Whether what is trained replaces what was there, whatever it says.
  package var replaces = false

  /// - Parameters:
  ///   - store: Where the trials are.
  ///   - policy: What the run wants to measure and keep.
  ///   - warn: Receives a sentence about each record that cannot be trusted and is trained again.
  package init(
    store: TrialStore, policy: RunPolicy, warn: @escaping @Sendable (String) -> Void
  ) {
    self.store = store
    self.policy = policy
    self.warn = warn
    needsWeights = policy.keep == .all
  }

  package func usableRecord(id: String) throws -> TrialRecord? {
    accept(try find(id))
  }

  package func usableRecords(ids: [String]) throws -> [String: TrialRecord] {
    var records: [String: TrialRecord] = [:]
    for (id, found) in zip(ids, try ids.concurrentMap(find)) { records[id] = accept(found) }
    return records
  }

  /// What is found, when it can be trusted; says so when not.
  private func accept(_ found: Stored<TrialRecord>) -> TrialRecord? {
    if case .damaged(let reason) = found { warn("\(reason); the trial is trained again") }
    return found.record
  }

  /// The record of a trial that need not be trained again; others count as absent.
  private func find(_ id: String) throws(StoreError) -> Stored<TrialRecord> {
    let found = try store.load(id)
    guard let record = found.record else { return found }
    guard !record.state.isFailed, record.satisfies(policy) else { return .absent }
    let restricted = record.restricted(to: policy)
    guard needsWeights, record.state == .finished else { return .intact(restricted) }
    switch try store.loadWeights(id) {
    case .intact: return .intact(restricted)
    case .absent: return .absent
    case .damaged(let reason): return .damaged(reason)
    }
  }

  package func claim(id: String) throws -> (any Sendable)? {
    try store.tryLock(id)
  }

  package func keep(_ outcome: TrialOutcome) throws {
    let weights = outcome.weights.map {
      TrialWeights(id: outcome.record.id, keep: policy.keep, tensors: $0)
    }
    if !replaces, let weights, case .intact(let known) = try store.load(outcome.record.id),
      known.satisfies(policy)
    {
      guard known.restricted(to: policy).digest == outcome.record.digest,
        try store.hasSealed(outcome.sealed)
      else {
        throw EnvironmentError(Self.disagreement(outcome.record, known))
      }
      try store.saveWeights(weights)
      try store.removeCheckpoint(of: known.id)
      return
    }
    try store.save(outcome.record, outcome.sealed, weights: weights, form: outcome.form)
  }

  /// What to say when a trial that was trained again for its weights gave other numbers.
  private static func disagreement(_ new: TrialRecord, _ known: TrialRecord) -> String {
    let reason =
      new.blasCore == known.blasCore
      ? "" : ", which was made where OpenBLAS chose \(known.blasCore), not \(new.blasCore)"
    return "trial \(known.id) was trained again for its weights and gave other numbers than its "
      + "record\(reason); 'run --fresh' trains all trials again"
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
