package import Records
package import Selecting
package import Specification

/// Trains what is missing of a list of trials, several at a time.
///
/// What it returns does not depend on the number of workers or on the order in which they finish.
package struct SweepScheduler: Sendable {
  package var pool: WorkerPool
  package var performer: any TrialPerformer
  package var archive: any TrialArchive
  package var observer: any SweepObserver
  package var cancellation: Cancellation
  /// Trains everything again, whatever the archive has.
  package var trainsAll = false
  /// Stops at the first trial that fails.
  package var stopsAtFailure = false
  /// Counts a diverged trial as failed.
  package var failsOnDivergence = false
  /// Keeps trials from beginning; `nil`: all begin.
  package var admission: (any TrialAdmission)?

  package init(
    pool: WorkerPool, performer: any TrialPerformer, archive: any TrialArchive,
    observer: any SweepObserver, cancellation: Cancellation
  ) {
    self.pool = pool
    self.performer = performer
    self.archive = archive
    self.observer = observer
    self.cancellation = cancellation
  }

  /// Runs one phase.
  ///
  /// - Parameters:
  ///   - phase: The phase, for the observer.
  ///   - trials: Its trials, without repetition.
  ///   - known: Records of earlier phases of the same run; these trials are not trained again.
  /// - Returns: The records of all trials that ended, those found in the archive included.
  /// - Throws: What the archive throws. Trials finished before that are kept.
  package func run(
    _ phase: Phase, _ trials: [SweepTrial], known: [String: TrialRecord] = [:]
  ) throws -> SweepResult {
    let ids = trials.map(\.id)
    var found =
      trainsAll ? [:] : try archive.usableRecords(ids: ids.filter { known[$0] == nil })
    for id in ids where known[id] != nil { found[id] = known[id] }
    observer.observe(.began(phase: phase, trials: trials, cached: Set(found.keys)))
    let state = SweepState(found)
    pool.run(trials.filter { found[$0.id] == nil }) { worker, planned, threads in
      do {
        return try handle(planned, worker, threads, state)
      } catch {
        state.stop(archiveError: error)
        return .done
      }
    }
    if let error = state.archiveError { throw error }
    return state.result(of: trials, failsOnDivergence: failsOnDivergence)
  }

  /// Trains a trial, unless another process is at it or has done it meanwhile.
  ///
  /// - Returns: Whether the trial must be looked at again.
  /// - Throws: What the archive throws.
  private func handle(
    _ planned: SweepTrial, _ worker: Int, _ threads: () -> Int, _ state: SweepState
  ) throws -> WorkerPool.Verdict {
    if mustStop(state) { return .done }
    if let admission, !admission.admits(planned) { return .done }
    guard let claim = try archive.claim(id: planned.id) else { return .later }
    defer { withExtendedLifetime(claim) {} }
    if !trainsAll, let record = try archive.usableRecord(id: planned.id) {
      state.add(record)
      observer.observe(.found(planned, record))
      return .done
    }
    observer.observe(.started(worker: worker, planned))
    guard let record = try train(planned, worker, threads, state) else {
      observer.observe(.dropped(worker: worker, planned))
      return .done
    }
    state.add(record)
    if stopsAtFailure, record.isFailure(countingDivergence: failsOnDivergence) { state.stop() }
    observer.observe(.ended(worker: worker, planned, record))
    return .done
  }

  private func mustStop(_ state: SweepState) -> Bool {
    state.isStopping || cancellation.isRequested || admission?.isOver ?? false
  }

  /// Trains and keeps; the record of a training that failed is not kept.
  ///
  /// - Returns: `nil` when the trial was cancelled.
  /// - Throws: What the archive throws.
  private func train(
    _ planned: SweepTrial, _ worker: Int, _ threads: () -> Int, _ state: SweepState
  ) throws -> TrialRecord? {
    let outcome: TrialOutcome?
    do {
      outcome = try performer.perform(
        planned, threads: threads, isCancelled: { mustStop(state) },
        progress: { observer.observe(.progressed(worker: worker, $0)) })
    } catch {
      return TrialRecord(
        id: planned.id, seed: planned.trial.seed, state: .failed("\(error)"), curves: [:],
        tier: planned.trial.training.numerics.rawValue, blasCore: "", parameterCount: 0, seconds: 0)
    }
    guard let outcome else { return nil }
    admission?.ended(planned, outcome.record)
    switch outcome.record.state {
    case .failed: return outcome.record
    case .finished, .diverged: break
    }
    do {
      try archive.keep(outcome)
    } catch {
      observer.observe(.dropped(worker: worker, planned))
      throw error
    }
    return outcome.record
  }
}
