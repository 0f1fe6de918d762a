internal import Catalog
internal import Engine

/// A network whose training steps are timed.
struct BenchmarkNetwork {
  let name: String
  let input: Shape
  let layers: [Call]
  let optimizer: Call

  /// Nodes with inferred shapes; the shapes are known to fit.
  func nodes() -> [NetworkNode] {
    var shape = input
    return layers.enumerated().map { index, call in
      let definition = LayerRegistry.make(call)
      guard let output = try? definition.output(for: [shape]) else {
        preconditionFailure("\(name): layer \(index) does not fit \(shape)")
      }
      defer { shape = output }
      return NetworkNode(
        name: "\(call.name)\(index)", definition: definition, inputs: [index - 1],
        inputShapes: [shape], output: output)
    }
  }

  /// Random pictures and labels, and orders to draw batches from.
  private func data(batch: Int) -> (examples: ExampleValues, labels: [UInt8], order: [UInt32]) {
    let count = 8192
    var state: UInt64 = 1
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    let bytes = (0..<count * input.count).map { _ in UInt8(truncatingIfNeeded: next()) }
    let labels = (0..<count).map { _ in UInt8(next() % 10) }
    let examples = ExampleValues(
      storage: .bytes(bytes), size: input.count,
      scale: [Float](repeating: 1 / 255, count: input.count),
      shift: [Float](repeating: 0, count: input.count))
    return (examples, labels, (0..<UInt32(count)).map { _ in UInt32(next() % UInt64(count)) })
  }

  private func compiled(batch: Int) -> Network<Float> {
    let network = Network<Float>(
      nodes: nodes(), input: input, batchSize: batch, loss: CrossEntropy(Arguments()),
      optimizer: OptimizerRegistry.make(optimizer))
    network.initialize(seed: 1) { _, _ in nil }
    network.beginEpoch(1, seed: 1)
    return network
  }

  /// Times rounds of about a third of a second each.
  func measure(batch: Int = 128, threads: Int = 1, rounds: Int = 5) -> StepTiming {
    let network = compiled(batch: batch)
    network.threads = threads
    // What helpers compute is not in the calling thread's CPU time.
    func now() -> Double {
      threads > 1 ? PeakMeasurement.clockSeconds : PeakMeasurement.threadSeconds
    }
    let (examples, labels, order) = data(batch: batch)
    var place = 0
    func step() {
      if place + batch > order.count { place = 0 }
      _ = network.train(
        examples, labels: labels, order: order[place..<place + batch], learningRate: 0.001)
      place += batch
    }
    var start = now()
    step()
    step()
    let estimate = (now() - start) / 2
    let steps = max(1, Int(0.35 / estimate))
    var peak = 0.0
    var seconds: [Double] = []
    for _ in 0..<rounds {
      // The clock rate may change: both are measured by turns.
      peak = max(peak, PeakMeasurement.vectorRate(rounds: 3))
      start = now()
      for _ in 0..<steps { step() }
      seconds.append((now() - start) / Double(steps))
    }
    return StepTiming(
      network: name, batch: batch, seconds: seconds, operations: operations * batch,
      peak: peak * Double(threads))
  }

  /// Operations of one sample's step in layers with products; the first needs no ∂input.
  private var operations: Int {
    nodes().filter { ["conv", "dense"].contains(type(of: $0.definition).name) }.enumerated()
      .reduce(0) { sum, item in
        let forward = item.element.definition.operationCount(for: item.element.inputShapes)
        return sum + forward * (item.offset == 0 ? 2 : 3)
      }
  }

  /// The mean time of every operation of a step.
  func operationLines(batch: Int = 128) -> [String] {
    let (examples, labels, order) = data(batch: batch)
    return compiled(batch: batch)
      .profile(examples, labels: labels, order: order[0..<batch], steps: 50).map { time in
        "  \(time.name): forward \(Int(time.forwardSeconds * 1e6)) µs, "
          + "backward \(Int(time.backwardSeconds * 1e6)) µs"
      }
  }

  private static func call(_ name: String, _ first: Int? = nil, _ rest: [String: Value] = [:])
    -> Call
  {
    var values = rest
    if let first, let setting = LayerRegistry.registry.definition(named: name)?.settings.first {
      values[setting.name] = .integer(first)
    }
    return Call(name, Arguments(values))
  }

  private static func lenet(batchNorm: Bool = false, dropout: Bool = false) -> [Call] {
    let norm = batchNorm ? [call("batch_norm")] : []
    let drop = dropout ? [call("dropout")] : []
    var layers = [call("conv", 6, ["kernel": .integer(5), "padding": .integer(2)])]
    layers += norm + [call("relu"), call("max_pool", 2)]
    layers += [call("conv", 16, ["kernel": .integer(5)])]
    layers += norm + [call("relu"), call("max_pool", 2), call("flatten")]
    layers += [call("dense", 120), call("relu")] + drop
    layers += [call("dense", 84), call("relu")] + drop
    return layers + [call("dense", 10)]
  }

  private static func conv3(_ filters: Int) -> Call {
    call("conv", filters, ["kernel": .integer(3), "padding": .integer(1)])
  }

  private static let picture = Shape.picture(height: 28, width: 28, channels: 1)
  private static let sgd = Call("sgd", Arguments(["momentum": .number(0.9)]))

  /// The networks of the speed goals.
  static let all = [
    BenchmarkNetwork(name: "lenet5", input: picture, layers: lenet(), optimizer: sgd),
    BenchmarkNetwork(
      name: "lenet5-batch-norm", input: picture, layers: lenet(batchNorm: true), optimizer: sgd),
    BenchmarkNetwork(
      name: "lenet5-dropout", input: picture, layers: lenet(dropout: true), optimizer: sgd),
    BenchmarkNetwork(
      name: "lenet5-tanh", input: picture,
      layers: [
        call("conv", 6, ["kernel": .integer(5), "padding": .integer(2)]), call("tanh"),
        call("average_pool", 2), call("conv", 16, ["kernel": .integer(5)]), call("tanh"),
        call("average_pool", 2), call("conv", 120, ["kernel": .integer(5)]), call("flatten"),
        call("dense", 84), call("tanh"), call("dense", 10),
      ], optimizer: sgd),
    BenchmarkNetwork(
      name: "dense-100-100", input: picture,
      layers: [
        call("flatten"), call("dense", 100), call("relu"), call("dense", 100), call("relu"),
        call("dense", 10),
      ], optimizer: sgd),
    BenchmarkNetwork(
      name: "dense-1000", input: picture,
      layers: [call("flatten"), call("dense", 1000), call("relu"), call("dense", 10)],
      optimizer: sgd),
    BenchmarkNetwork(
      name: "cnn-32-64", input: picture,
      layers: [
        call("conv", 32, ["kernel": .integer(5), "padding": .integer(2)]), call("relu"),
        call("max_pool", 2), call("conv", 64, ["kernel": .integer(5), "padding": .integer(2)]),
        call("relu"), call("max_pool", 2), call("flatten"), call("dense", 100), call("relu"),
        call("dense", 100), call("relu"), call("dense", 10),
      ], optimizer: Call("adam")),
    BenchmarkNetwork(
      name: "cifar-cnn", input: .picture(height: 32, width: 32, channels: 3),
      layers: [
        conv3(32), call("relu"), call("max_pool", 2), conv3(64), call("relu"), call("max_pool", 2),
        conv3(128), call("relu"), conv3(128), call("relu"), call("max_pool", 2), conv3(256),
        conv3(256), call("relu"), call("max_pool", 2), conv3(256), conv3(256), call("relu"),
        call("max_pool", 2), call("flatten"), call("dense", 256), call("relu"), call("dense", 10),
      ], optimizer: Call("adam")),
  ]
}
