package import Records

/// What a phase left behind.
package struct SweepResult: Sendable {
  /// By trial; finished, diverged and failed ones.
  package var records: [String: TrialRecord]
  /// Trials that did not end because the sweep was stopped, in planned order.
  package var missing: [String]
  /// Trials that count as failed, in planned order.
  package var failed: [String]

  package init(records: [String: TrialRecord], missing: [String], failed: [String]) {
    self.records = records
    self.missing = missing
    self.failed = failed
  }
}
