internal import Datasets
internal import Engine
internal import Guarding
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
    let forms = try trials.map(\.id).concurrentMap(store.loadForm)
    for (planned, form) in zip(trials, forms) {
      guard case .damaged(let reason) = form else { continue }
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
