package import Datasets
internal import Diagnostics
internal import Engine
package import Specification

/// What training one kind of network costs on this machine, from a few steps on made-up examples.
package struct Calibration: Sendable {
  /// Seconds for one example of a training step: a fast, a middling and a slow one.
  package var training: Spread
  /// Seconds for one example that is measured.
  package var evaluation: Spread
  /// The memory of one trial's network.
  package var byteCount: Int

  /// A number with the band in which it was met.
  package struct Spread: Sendable {
    package var low: Double
    package var middle: Double
    package var high: Double

    package init(low: Double, middle: Double, high: Double) {
      self.low = low
      self.middle = middle
      self.high = high
    }
  }

  /// Times some steps.
  ///
  /// - Parameters:
  ///   - trial: Its network, batch size, loss and optimizer are taken.
  ///   - data: What is known of its data set; the examples themselves are made up.
  ///   - threads: How many may work on a step.
  ///   - budget: How long it may take; three steps are timed in any case, unless one alone takes longer.
  /// - Returns: `nil` when the network does not fit the data.
  package static func measure(
    _ trial: TrialSpecification, data: DatasetDescription, threads: Int = 1, budget: Duration
  ) -> Calibration? {
    var diagnostics = DiagnosticList()
    guard let graph = NetworkGraph.make(trial, data: data, into: &diagnostics) else { return nil }
    let batch = min(trial.training.batchSize, max(1, data.trainingCount))
    if let counted = counted(trial, data, graph, batch: batch, threads: threads, budget: budget) {
      return counted
    }
    let network = graph.network(of: trial, batchSize: batch, Float.self)
    network.threads = threads
    network.initialize(seed: 1) { _, _ in nil }
    network.beginEpoch(1, seed: 1)
    let size = data.featureCount
    let classes = max(1, data.classNames.count)
    // Any values that are not all alike: sparse inputs would be multiplied faster.
    let bytes = (0..<batch * size).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) | 1 }
    let examples = ExampleValues(
      storage: .bytes(bytes), size: size, scale: Array(repeating: 1 / 255, count: size),
      shift: Array(repeating: 0, count: size))
    let labels = (0..<batch).map { UInt8($0 % classes) }
    let order = (0..<UInt32(batch)).map { $0 }
    // The first step touches memory for the first time.
    _ = network.train(examples, labels: labels, order: order[...], learningRate: 0)
    let training = times(within: budget * 0.7) {
      _ = network.train(examples, labels: labels, order: order[...], learningRate: 0)
    }
    network.beginInference()
    let evaluation = times(within: budget * 0.3) {
      _ = network.evaluate(examples, labels: labels, order: order[...])
    }
    return Calibration(
      training: spread(training, examples: batch), evaluation: spread(evaluation, examples: batch),
      byteCount: network.byteCount)
  }

  /// What steps take that are too long to be timed, by the operations of the network.
  ///
  /// The middle of the band is the processor's peak. Convolutions by tiles go beyond it, as they need
  /// fewer products than are counted; memory and small layers hold networks back.
  ///
  /// - Returns: `nil` when steps are short enough.
  private static func counted(
    _ trial: TrialSpecification, _ data: DatasetDescription, _ graph: NetworkGraph, batch: Int,
    threads: Int, budget: Duration
  ) -> Calibration? {
    let operations = graph.nodes.reduce(0.0) {
      $0 + Double($1.definition.operationCount(for: $1.inputShapes))
    }
    // Most networks are far from that, so that the processor need not be asked.
    let seconds = Double(budget.components.seconds) + Double(budget.components.attoseconds) * 1e-18
    guard 3 * operations * Double(batch) > 1e10 * seconds else { return nil }
    let forward = operations / (PeakMeasurement.vectorRate(rounds: 2) * Double(threads))
    guard 3 * forward * Double(batch) > seconds else { return nil }
    var ignored = DiagnosticList()
    guard let layout = NetworkLayout.infer(for: trial, data: data, into: &ignored) else {
      return nil
    }
    func band(_ seconds: Double) -> Spread {
      Spread(low: seconds / 2.5, middle: seconds, high: 4 * seconds)
    }
    return Calibration(
      training: band(3 * forward), evaluation: band(forward), byteCount: layout.leastByteCount)
  }

  private static func times(within budget: Duration, _ step: () -> Void) -> [Double] {
    let clock = ContinuousClock()
    let end = clock.now + budget
    var times: [Double] = []
    while times.count < 3 || (clock.now < end && times.count < 1000) {
      let elapsed = clock.measure(step).components
      times.append(Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
    }
    return times
  }

  /// The band leaves out the fastest and the slowest tenth.
  private static func spread(_ times: [Double], examples: Int) -> Spread {
    let sorted = times.sorted()
    func quantile(_ share: Double) -> Double {
      sorted[Int((Double(sorted.count - 1) * share).rounded())] / Double(examples)
    }
    return Spread(low: quantile(0.1), middle: quantile(0.5), high: quantile(0.9))
  }
}
