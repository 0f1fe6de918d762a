package import Records
package import Selecting
package import Training

/// What trains a planned trial; tests put something quicker in its place.
package protocol TrialPerformer: Sendable {
  /// Trains on the calling thread.
  ///
  /// - Parameters:
  ///   - planned: The trial.
  ///   - threads: How many threads may work on it now, the calling one included; asked between
  ///     updates. The outcome does not depend on it.
  ///   - isCancelled: Asked between updates; when it says yes the trial is dropped.
  ///   - progress: Called on the same thread.
  /// - Returns: The records, or `nil` when the trial was cancelled.
  /// - Throws: When the trial cannot be trained; the sweep records it as failed and goes on.
  func perform(
    _ planned: SweepTrial, threads: () -> Int, isCancelled: () -> Bool,
    progress: (TrialProgress) -> Void
  ) throws -> TrialOutcome?
}
