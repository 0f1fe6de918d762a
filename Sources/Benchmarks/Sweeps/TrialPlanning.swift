internal import Selecting

/// From the text of an experiment to its trials with their identities.
enum TrialPlanning: Benchmark {
  static let name = "plan"
  static let group = BenchmarkGroup.sweeps
  static let summary = "resolving and naming the trials of a file of 10,000"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let text = SweepExperiment.trivial(side: TrivialSweep.side(settings))
    let timing = settings.time(.wall) {
      let experiment = BenchmarkExperiment.read(text)
      let trials = Sweep(experiment, identify: TrivialSweep.identify).searchTrials
      precondition(trials.count == TrivialSweep.count(settings), "trials have merged")
    }
    return [
      Row.timed(name, .microseconds, timing, amount: Double(TrivialSweep.count(settings)))
        .with(remark: "a trial, read and planned")
    ]
  }
}
