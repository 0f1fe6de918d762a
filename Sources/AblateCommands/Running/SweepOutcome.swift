internal import Records
internal import Reporting
internal import Sweeping

/// What is left when all phases of an experiment have been run, or as many as could be.
struct SweepOutcome {
  var selector: Selector
  var records: [String: TrialRecord]
  /// Trials that count as failed.
  var failed: [String]
  /// Trials of a begun phase that were not trained.
  var missing: [String]
  /// Trials that the begun phases ask for, without repetition.
  var trials: [SweepTrial]
}
