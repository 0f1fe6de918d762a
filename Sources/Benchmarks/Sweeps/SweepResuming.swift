internal import AblateCommands
internal import Records
internal import Specification
internal import Selecting
internal import Sweeping

/// Coming back to a sweep of which nothing is left to do.
enum SweepResuming: Benchmark {
  static let name = "resume"
  static let group = BenchmarkGroup.sweeps
  static let summary = "finding 10,000 finished trials in the store and selecting among them"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let trivial = TrivialSweep(settings)
    let trials = trivial.sweep.searchTrials
    let folder = try ScratchFolder(inMemory: true)
    let store = TrialStore(folder: folder.url)
    for planned in trials {
      let outcome = TrivialSweep.outcome(planned)
      try store.save(outcome.record, outcome.sealed)
    }
    let scheduler = SweepScheduler(
      pool: WorkerPool(count: 2), performer: IdlePerformer(),
      archive: StoreArchive(store: store, policy: trivial.experiment.policy, warn: { _ in }),
      observer: SilentObserver(), cancellation: Cancellation())
    let timing = try settings.time(.wall) {
      let planned = trivial.sweep.searchTrials
      let found = try scheduler.run(.search, planned)
      let sweep = try Sweep(
        trivial.experiment, records: found.records, identify: TrivialSweep.identify)
      let selections = sweep.selections(found.records)
      precondition(selections.count == 1 && found.missing.isEmpty, "trials are missing")
    }
    let row = Row.timed(name, .milliseconds, timing)
    let each = row.spread.map { " (\((1e3 * $0.median / Double(trials.count)).brief) µs each)" }
    return [row.with(remark: "\(Double(trials.count).brief) trials\(each ?? "")")]
  }
}
