/// A file of 48 trials into resolved trials.
enum ExperimentReading: Benchmark {
  static let name = "experiment"
  static let group = BenchmarkGroup.reading
  static let summary = "an experiment file of 48 trials into resolved trials"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let text = SweepExperiment.text(epochs: 25)
    let timing = settings.time { _ = BenchmarkExperiment.read(text) }
    return [Row.timed(name, .milliseconds, timing)]
  }
}
