internal import Datasets
internal import Engine
internal import Records
internal import Selecting
internal import Specification

/// Sees to it that what decides the identity of a trial is told beside its record.
struct TrialForms {
  let store: TrialStore
  let library: DatasetLibrary
  /// Receives a sentence about each form that cannot be trusted.
  let warn: (String) -> Void

  /// Writes damaged forms anew: what they must say is known, so that no trial is trained again.
  ///
  /// A trial of an earlier version has no form, and none is added.
  ///
  /// - Parameter trials: Have records.
  /// - Throws: When the store or the data cannot be read, or the store not be written.
  func mend(_ trials: [SweepTrial]) throws {
    for planned in trials {
      guard case .damaged(let reason) = try store.loadForm(planned.id) else { continue }
      warn("\(reason); it is written anew")
      let form = TrialIdentity.form(
        of: planned.trial, dataDigest: try library.dataset(for: planned.trial.data).digest,
        numericsVersion: Numerics.version)
      // Who holds the lock writes the whole trial, this file included.
      guard let lock = try store.tryLock(planned.id) else { continue }
      try withExtendedLifetime(lock) { try store.saveForm(form, of: planned.id) }
    }
  }
}
