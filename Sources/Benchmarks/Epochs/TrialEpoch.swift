internal import Datasets
internal import Specification
internal import Training

/// A trial of one epoch of LeNet-5 on 60,000 pictures, of which a fifth is held out.
enum TrialEpoch: Benchmark {
  static let name = "epoch"
  static let group = BenchmarkGroup.epochs
  static let summary = "a trial of one epoch of LeNet-5: training, then measuring every part"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let network = LeNet5.network
    var pictures = RandomPictures()
    let size = network.description.featureCount
    let dataset = Dataset(
      description: network.description,
      training: pictures.set(count: settings.isQuick ? 1_280 : 60_000, size: size),
      test: pictures.set(count: settings.isQuick ? 256 : 10_000, size: size), digest: "")
    let runner = TrialRunner(
      trial: network.trial, id: "", policy: RunPolicy(), dataset: dataset)
    let trained = dataset.training.count * 4 / 5
    let timing = settings.time(.wall) {
      _ = runner.run(isCancelled: { false }, progress: { _ in })
    }
    var row = Row.timed(name, .samplesPerSecond, timing, amount: Double(trained))
    row.remark = "\(Double(trained).brief) pictures trained on, then all parts measured"
    return [row]
  }
}
