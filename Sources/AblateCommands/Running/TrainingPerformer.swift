internal import Datasets
internal import Engine
internal import Records
internal import Specification
internal import Selecting
internal import Sweeping
internal import Training

/// Trains trials for real.
struct TrainingPerformer: TrialPerformer {
  let policy: RunPolicy
  let library: DatasetLibrary
  /// Where trainings find and leave their states; `nil`: nowhere.
  var checkpoints: (any CheckpointKeeper)?

  func perform(
    _ planned: SweepTrial, threads: () -> Int, isCancelled: () -> Bool,
    progress: (TrialProgress) -> Void
  ) throws -> TrialOutcome? {
    try BLASLibrary.prepare()
    let dataset = try library.dataset(for: planned.trial.data)
    var runner = TrialRunner(
      trial: planned.trial, id: planned.id, policy: policy, dataset: dataset)
    runner.checkpoints = checkpoints
    var outcome = runner.run(threads: threads, isCancelled: isCancelled, progress: progress)
    outcome?.form = TrialIdentity.form(
      of: planned.trial, dataDigest: dataset.digest, numericsVersion: Numerics.version)
    return outcome
  }
}
