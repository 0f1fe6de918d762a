internal import Records
internal import Reporting
internal import Specification

/// Compares a lock with the records of a store.
struct StoreComparison {
  /// Trials whose records are there and were compared.
  private(set) var compared = 0
  /// Trials of which the store has nothing.
  private(set) var absent = 0
  /// What does not agree, as sentences.
  private(set) var disagreements: [String] = []

  /// - Throws: `StoreError` when a file is there but cannot be read.
  init(_ locked: LockedResults, _ store: TrialStore) throws {
    for trial in locked.lock.trials {
      guard let digest = trial.recordDigest else { continue }
      switch try store.load(trial.id) {
      case .absent: absent += 1
      case .damaged(let reason):
        compared += 1
        disagreements.append(reason)
      case .intact(let record):
        compared += 1
        let restricted = record.restricted(to: locked.experiment.policy)
        if restricted.digest != digest {
          disagreements.append(
            "trial \(trial.id): the record in the store is not the one behind the results")
        } else if try !agrees(trial, restricted, locked, store) {
          disagreements.append(
            "trial \(trial.id): the lock has other values than the record in the store")
        }
      }
    }
  }

  /// Whether the values of the lock are those of records that have the right digests.
  private func agrees(
    _ trial: ResultLock.Trial, _ record: TrialRecord, _ locked: LockedResults, _ store: TrialStore
  ) throws -> Bool {
    switch trial.content {
    case .curves(_, let test):
      guard trial.isOpened,
        let sealed = try store.loadSealed(trial.id).record?
          .restricted(to: locked.experiment.policy)
      else { return false }
      return sealed.digest == trial.sealedDigest && sealed.curves == test
    case .values:
      let sealedDigest = try store.sealedDigest(
        trial.id, isWhole: locked.experiment.policy.predictedClasses
      ).record
      let taken = ResultLock.Trial(
        record, sealed: nil, sealedDigest: sealedDigest, isReported: false,
        epoch: locked.results.epoch(of: record))
      return taken.content == trial.content && sealedDigest == trial.sealedDigest
    }
  }
}
