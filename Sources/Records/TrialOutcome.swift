/// What a training leaves: its two records, and its weights where they are to be kept.
package struct TrialOutcome: Sendable {
  package var record: TrialRecord
  package var sealed: SealedRecord
  /// `nil`: nobody asked for them, or there are none because the trial did not finish.
  package var weights: [NamedTensor]?
  /// What decides the trial's identity, as `TrialIdentity.form` gives it; `nil`: not known.
  package var form: String?

  package init(record: TrialRecord, sealed: SealedRecord, weights: [NamedTensor]? = nil) {
    self.record = record
    self.sealed = sealed
    self.weights = weights
  }
}
