internal import Records
internal import Selecting
internal import Synchronization
internal import Guarding

/// What the workers of one phase share.
final class SweepState: Sendable {
  private struct Contents {
    var records: [String: TrialRecord]
    var archiveError: (any Error)?
  }

  private let contents: Guarded<Contents>
  private let stopping = Atomic<Bool>(false)

  init(_ records: [String: TrialRecord]) {
    contents = Guarded(Contents(records: records, archiveError: nil))
  }

  /// Whether workers shall take no more trials and give up those in flight.
  var isStopping: Bool { stopping.load(ordering: .relaxed) }

  /// The first error of the archive.
  var archiveError: (any Error)? { contents.withLock { $0.archiveError } }

  func add(_ record: TrialRecord) {
    contents.withLock { $0.records[record.id] = record }
  }

  func stop(archiveError: (any Error)? = nil) {
    stopping.store(true, ordering: .relaxed)
    guard let archiveError else { return }
    contents.withLock { contents in
      if contents.archiveError == nil { contents.archiveError = archiveError }
    }
  }

  func result(of trials: [SweepTrial], failsOnDivergence: Bool) -> SweepResult {
    let records = contents.withLock { $0.records }
    return SweepResult(
      records: records,
      missing: trials.map(\.id).filter { records[$0] == nil },
      failed: trials.map(\.id).filter {
        records[$0]?.isFailure(countingDivergence: failsOnDivergence) ?? false
      })
  }
}

extension TrialRecord {
  /// Whether the run has to report the trial as failed.
  func isFailure(countingDivergence: Bool) -> Bool {
    switch state {
    case .finished: false
    case .diverged: countingDivergence
    case .failed: true
    }
  }
}
