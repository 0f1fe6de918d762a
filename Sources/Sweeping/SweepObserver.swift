package import Records
package import Selecting
package import Specification
package import Training

/// What happens in a sweep, for whoever shows it.
package enum SweepEvent: Sendable {
  /// A phase begins; `cached` of its trials need no training.
  case began(phase: Phase, trials: [SweepTrial], cached: Set<String>)
  case started(worker: Int, SweepTrial)
  /// Another process trained it in the meantime.
  case found(SweepTrial, TrialRecord)
  case progressed(worker: Int, TrialProgress)
  /// Trained, diverged or failed.
  case ended(worker: Int, SweepTrial, TrialRecord)
  /// Given up because the sweep stops.
  case dropped(worker: Int, SweepTrial)
}

/// Receives the events of a sweep; called from worker threads, several at once.
package protocol SweepObserver: Sendable {
  func observe(_ event: SweepEvent)
}
