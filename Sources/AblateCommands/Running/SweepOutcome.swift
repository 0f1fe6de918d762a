internal import Records
internal import Selecting
internal import Sweeping

/// What is left when all phases of an experiment have been run, or as many as could be.
struct SweepOutcome {
  /// Has gone through the phases that were run.
  var sweep: Sweep
  var records: [String: TrialRecord]
  /// Trials that count as failed.
  var failed: [String]
  /// Trials of a begun phase that were not trained.
  var missing: [String]
  /// Trials that the begun phases ask for, without repetition.
  var trials: [SweepTrial]

  /// Adds what a phase left behind.
  mutating func add(_ phase: SweepPhase, _ result: SweepResult) {
    let known = Set(records.keys)
    records.merge(result.records) { known, _ in known }
    failed += result.failed.filter { !failed.contains($0) }
    missing = result.missing
    trials += phase.trials.filter { !known.contains($0.id) }
  }
}
