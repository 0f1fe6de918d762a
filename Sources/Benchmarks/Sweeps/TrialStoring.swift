internal import Records
internal import Selecting
internal import Sweeping

/// Putting a finished trial where it survives a power failure.
enum TrialStoring: Benchmark {
  static let name = "store"
  static let group = BenchmarkGroup.sweeps
  static let summary = "writing a finished trial to the disk, synced"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let trials = TrivialSweep(settings).sweep.searchTrials
    let folder = try ScratchFolder()
    let store = TrialStore(folder: folder.url)
    var place = 0
    let timing = try settings.time(.wall) {
      let outcome = TrivialSweep.outcome(trials[place % trials.count])
      try store.save(outcome.record, outcome.sealed)
      place += 1
    }
    return [Row.timed(name, .milliseconds, timing).with(remark: "a trial, three files")]
  }
}
