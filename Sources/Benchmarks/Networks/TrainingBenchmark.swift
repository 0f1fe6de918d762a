internal import Catalog
internal import Engine
internal import Training

/// A network whose training steps are timed.
protocol TrainingBenchmark: Benchmark {
  static var network: BenchmarkNetwork { get }
}

extension TrainingBenchmark {
  package static var group: BenchmarkGroup { .training }

  package static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let (network, graph) = network.compile()
    var batches = RandomBatches(size: graph.input.count)
    network.threads = settings.threads
    let clock = settings.threads == 1 ? BenchmarkClock.thread : .wall
    let timing = settings.time(clock, comparesWithPeak: settings.threads == 1) {
      _ = network.train(
        batches.examples, labels: batches.labels, order: batches.next(), learningRate: 0.001)
    }
    let batch = BenchmarkNetwork.batch
    var row = Row.timed(
      name, .samplesPerSecond, timing, amount: Double(batch),
      operations: graph.trainingOperations * batch)
    if settings.showsOperations {
      row.details = network.profile(
        batches.examples, labels: batches.labels, order: batches.next(),
        steps: settings.isQuick ? 1 : 50
      ).map { time in
        "\(time.name): forward \(Int(time.forwardSeconds * 1e6)) µs, "
          + "backward \(Int(time.backwardSeconds * 1e6)) µs"
      }
    }
    return [row]
  }
}

extension NetworkGraph {
  /// Operations of one sample's step in layers with products: forward, ∂weights and ∂input, which
  /// the first of them does not need.
  var trainingOperations: Int {
    let counts = nodes.filter { $0.definition is Conv || $0.definition is Dense }
      .map { $0.definition.operationCount(for: $0.inputShapes) }
    return 3 * counts.reduce(0, +) - (counts.first ?? 0)
  }
}
