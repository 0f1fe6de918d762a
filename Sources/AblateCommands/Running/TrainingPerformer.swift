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

  func perform(
    _ planned: SweepTrial, threads: () -> Int, isCancelled: () -> Bool,
    progress: (TrialProgress) -> Void
  ) throws -> TrialOutcome? {
    try BLASLibrary.prepare()
    let runner = TrialRunner(
      trial: planned.trial, id: planned.id, policy: policy,
      dataset: try library.dataset(for: planned.trial.data))
    return runner.run(threads: threads, isCancelled: isCancelled, progress: progress).map {
      TrialOutcome(record: $0.record, sealed: $0.sealed)
    }
  }
}
