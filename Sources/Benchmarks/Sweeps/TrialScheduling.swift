internal import Selecting
internal import Specification
internal import Sweeping

/// Handing trials to workers and collecting their records.
enum TrialScheduling: Benchmark {
  static let name = "schedule"
  static let group = BenchmarkGroup.sweeps
  static let summary = "handing out 10,000 trials that take no time to two workers"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let trials = TrivialSweep(settings).sweep.searchTrials
    let scheduler = SweepScheduler(
      pool: WorkerPool(count: 2), performer: IdlePerformer(), archive: ForgetfulArchive(),
      observer: SilentObserver(), cancellation: Cancellation())
    let timing = try settings.time(.wall) {
      let result = try scheduler.run(.search, trials)
      precondition(result.missing.isEmpty, "trials are missing")
    }
    return [
      Row.timed(name, .microseconds, timing, amount: Double(trials.count)).with(remark: "a trial")
    ]
  }
}
