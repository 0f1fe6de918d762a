internal import Catalog
internal import Datasets
internal import Engine
internal import Training

/// Layers that are timed by themselves, between layers that are not counted.
struct KernelProbe {
  var name: String
  /// Their input: height, width and channels; a vector has one position.
  var input: (height: Int, width: Int, channels: Int)
  /// The items under `network:`.
  var layers: [String]
  var optimizer = "{sgd: {learning_rate: 0.001, momentum: 0.9}}"

  /// The time of one pass over a batch in each direction, one number a round, and the operations of
  /// a sample's forward pass in layers with products.
  struct Times {
    var forward: Timing
    var backward: Timing
    var loss: Timing
    var update: Timing
    var operations: Int
    var parameters: Int
  }

  func measure(_ settings: BenchmarkSettings) -> Times {
    let isPicture = input.height > 1 || input.width > 1
    // Batch norm in front is trained, so that the layers have an input gradient to compute; dropout
    // keeps it from being computed together with them.
    let start = ["batch_norm", "dropout: 0.5"]
    let ends = isPicture ? ["flatten", "dense: 10"] : ["dense: 10"]
    let all = (start + layers + ends).map { "  - \($0)" }
    let description = DatasetDescription(
      height: input.height, width: input.width, channels: input.channels,
      classNames: (0..<10).map { "\($0)" }, trainingCount: 10_240, testCount: 1)
    let network = BenchmarkNetwork(layers: all.joined(separator: "\n"), optimizer: optimizer)
    let (compiled, graph) = network.compile(for: description)
    var batches = RandomBatches(size: graph.input.count)
    func profile(_ steps: Int) -> [Network<Float>.OperationTime] {
      compiled.profile(
        batches.examples, labels: batches.labels, order: batches.next(), steps: steps)
    }
    _ = profile(1)
    let estimate = profile(1).reduce(0) { $0 + $1.forwardSeconds + $1.backwardSeconds }
    let steps = max(1, Int(settings.seconds / max(1e-6, estimate)))
    let empty = Timing(seconds: [], peak: 0)
    var times = Times(
      forward: empty, backward: empty, loss: empty, update: empty, operations: 0, parameters: 0)
    for _ in 0..<settings.rounds {
      let peak = PeakMeasurement.vectorRate(rounds: 3)
      let found = profile(steps)
      // Gather first; loss and update last.
      let operations = found.dropFirst().dropLast(2).drop { $0.name.hasPrefix("BatchNorm") }
        .dropFirst()
      let own = operations.dropLast().prefix { !$0.name.hasPrefix("Flatten") }
      times.forward.add(own.reduce(0) { $0 + $1.forwardSeconds }, peak)
      times.backward.add(own.reduce(0) { $0 + $1.backwardSeconds }, peak)
      times.loss.add(found[found.count - 2].forwardSeconds, peak)
      times.update.add(found[found.count - 1].forwardSeconds, peak)
    }
    times.operations = graph.nodes.dropFirst(start.count).prefix(layers.count)
      .filter { $0.definition is Conv || $0.definition is Dense }
      .reduce(0) { $0 + $1.definition.operationCount(for: $1.inputShapes) }
    times.parameters = compiled.trainedCount
    return times
  }

  /// The rows of both directions; backward has two products where forward has one.
  func rows(_ benchmark: String, _ settings: BenchmarkSettings) -> [Row] {
    let times = measure(settings)
    let batch = BenchmarkNetwork.batch
    let operations = times.operations > 0 ? times.operations * batch : nil
    return [
      Row.timed(
        "\(benchmark) \(name) forward", .microseconds, times.forward, operations: operations),
      Row.timed(
        "\(benchmark) \(name) backward", .microseconds, times.backward,
        operations: operations.map { 2 * $0 }),
    ]
  }
}

extension Timing {
  fileprivate mutating func add(_ time: Double, _ found: Double) {
    seconds.append(time)
    peak = max(peak ?? 0, found)
  }
}
