internal import Engine
internal import Randomness
internal import Records
internal import Specification

/// One training from its first epoch to its last.
struct TrainingSession {
  let trial: TrialSpecification
  let policy: RunPolicy
  let network: Network<Float>
  let data: PreparedData
  private(set) var measurements = Measurements()
  /// Epochs that are done.
  private(set) var done = 0
  private var stopper: EarlyStopper?

  init(
    trial: TrialSpecification, policy: RunPolicy, network: Network<Float>, data: PreparedData
  ) {
    self.trial = trial
    self.policy = policy
    self.network = network
    self.data = data
    stopper = trial.training.earlyStopping.map { EarlyStopper($0) }
  }

  /// Updates between two looks at `threads` and `isCancelled` and calls of `progress`.
  private static let stride = 32

  /// Trains all epochs.
  ///
  /// - Parameters:
  ///   - threads: Asked now and then how many threads may work.
  ///   - isCancelled: Asked now and then; yes ends the session.
  ///   - progress: Called after every epoch and now and then within one.
  ///   - epochEnded: Called after every epoch but the last.
  /// - Returns: How it ended, or `nil` when it was cancelled.
  mutating func run(
    threads: () -> Int, isCancelled: () -> Bool, progress: (TrialProgress) -> Void,
    epochEnded: (TrainingSession) -> Void = { _ in }
  ) -> TrialState? {
    let epochs = trial.training.epochs
    var last = done
    for epoch in done + 1...max(done + 1, epochs) {
      last = epoch
      let stopped = trainEpoch(
        epoch, threads: threads, isCancelled: isCancelled, progress: progress)
      switch stopped {
      case .cancelled: return nil
      case .diverged(let step):
        return .diverged(epoch: epoch, step: step, layer: layerOfLastBatch)
      case .finished(let running, let steps):
        if isCancelled() { return nil }
        guard measure(epoch, running: running, isLast: epoch == epochs) else {
          return .diverged(epoch: epoch, step: steps, layer: layerOfMeasurement)
        }
      }
      done = epoch
      progress(
        TrialProgress(
          epoch: epoch, epochs: epochs, share: Double(epoch) / Double(epochs),
          metrics: measurements.latest))
      if stops(after: epoch) { break }
      if epoch < epochs { epochEnded(self) }
    }
    return finish(after: last)
  }

  /// Whether early stopping ends the training.
  private mutating func stops(after epoch: Int) -> Bool {
    guard let metric = stopper?.rule.metric else { return false }
    return stopper?.observe(measurements.latest[metric], after: epoch, network) ?? false
  }

  /// Restores the best epoch's weights if early stopping asks for it, and measures what is measured
  /// once, of the epoch that counts.
  private mutating func finish(after last: Int) -> TrialState {
    guard let stopper else { return .finished }
    measurements.restoredEpoch = stopper.restore(network)
    let epoch = measurements.restoredEpoch ?? last
    network.beginInference()
    if measurements.open[Metric(.train, .loss)]?.value(atEnd: epoch) == nil {
      let train = evaluate(data.training, data.trainingLabels, data.trainingOrder)
      guard train.loss.isFinite else {
        return .diverged(epoch: epoch, step: 0, layer: layerOfMeasurement)
      }
      measurements.replace(.train, train, at: epoch)
    }
    let test = measureTest(isLast: true)
    measurements.correct = test.correct
    measurements.predicted = test.predicted
    return .finished
  }

  /// Goes on from the state of an earlier session that was cut off.
  ///
  /// - Returns: Whether the state fits; if it does not, the session is as it was.
  mutating func resume(from checkpoint: Checkpoint) -> Bool {
    guard (1..<trial.training.epochs).contains(checkpoint.epoch),
      let measured = Measurements(
        open: checkpoint.curves, sealed: checkpoint.sealedCurves, epochs: checkpoint.epoch)
    else { return false }
    var watching = stopper
    if let metric = watching?.rule.metric {
      let seen = (1...checkpoint.epoch).map { measured.open[metric]?.value(atEnd: $0) ?? nil }
      guard watching?.replay(seen) ?? true else { return false }
    }
    guard network.restore(checkpoint.network.state) else { return false }
    watching?.remember(network)
    stopper = watching
    measurements = measured
    done = checkpoint.epoch
    return true
  }

  private enum EpochEnd {
    case finished(running: Measurements.Values, steps: Int)
    case diverged(step: Int)
    case cancelled
  }

  private func trainEpoch(
    _ epoch: Int, threads: () -> Int, isCancelled: () -> Bool,
    progress: (TrialProgress) -> Void
  ) -> EpochEnd {
    let training = trial.training
    let permutation = RandomStream(seed: trial.seed, .batchOrder, number: UInt64(epoch))
      .permutation(of: data.trainingOrder.count)
    let order = permutation.map { data.trainingOrder[Int($0)] }
    network.beginEpoch(epoch, seed: trial.seed)
    network.threads = threads()
    let usable =
      training.lastBatch == .drop
      ? order.count / training.batchSize * training.batchSize : order.count
    let updatesPerEpoch = (usable + training.batchSize - 1) / training.batchSize
    var total = (loss: 0.0, penalty: 0.0, correct: 0, count: 0)
    let rates = network.learningRate(
      over: TrainingSpan(updatesPerEpoch: updatesPerEpoch, epochs: training.epochs))
    let firstUpdate = (epoch - 1) * updatesPerEpoch
    var step = 0
    var start = 0
    while start < usable {
      let end = min(start + training.batchSize, usable)
      let result = network.train(
        data.training, labels: data.trainingLabels, order: order[start..<end],
        learningRate: rates.rate(at: firstUpdate + step))
      step += 1
      guard result.loss.isFinite else { return .diverged(step: step) }
      total = (
        total.loss + result.loss, total.penalty + result.penalty * Double(end - start),
        total.correct + result.correct, total.count + end - start
      )
      start = end
      if step.isMultiple(of: Self.stride) {
        if isCancelled() { return .cancelled }
        network.threads = threads()
        let share = (Double(epoch - 1) + Double(start) / Double(usable)) / Double(training.epochs)
        progress(
          TrialProgress(
            epoch: epoch, epochs: training.epochs, share: share, metrics: measurements.latest))
      }
    }
    let count = Double(max(1, total.count))
    return .finished(
      running: .init(
        loss: total.loss / count, penalty: total.penalty / count,
        accuracy: Double(total.correct) / count), steps: step)
  }

  /// Measures all parts after an epoch; false when a number is not finite.
  private mutating func measure(
    _ epoch: Int, running: Measurements.Values, isLast: Bool
  ) -> Bool {
    guard network.isFinite else { return false }
    network.beginInference()
    let train =
      isLast || policy.evaluateTrain == .everyEpoch || stopper?.rule.metric.part == .train
      ? evaluate(data.training, data.trainingLabels, data.trainingOrder) : nil
    let validation =
      data.validationOrder.isEmpty
      ? nil : evaluate(data.training, data.trainingLabels, data.validationOrder)
    let test = measureTest(isLast: isLast)
    // The test set decides nothing, not even whether a trial counts as diverged.
    let finite = (train?.loss.isFinite ?? true) && (validation?.loss.isFinite ?? true)
    guard finite else { return false }
    measurements.append(.running, running)
    measurements.append(.train, train)
    if !data.validationOrder.isEmpty { measurements.append(.validation, validation) }
    measurements.append(.test, test.values)
    measurements.correct = test.correct
    measurements.predicted = test.predicted
    return true
  }

  /// Measures the test part; of the epoch that counts also with one bit for each example, and with its
  /// predicted class where that is asked for.
  private func measureTest(
    isLast: Bool
  ) -> (values: Measurements.Values, correct: [UInt8], predicted: [UInt8]) {
    let keepsClasses = isLast && policy.predictedClasses
    var correct = [UInt8](repeating: 0, count: isLast ? (data.testOrder.count + 7) / 8 : 0)
    var predicted = [UInt8](repeating: 0, count: keepsClasses ? data.testOrder.count : 0)
    let values = evaluate(data.test, data.testLabels, data.testOrder) { place, label, isRight in
      if isLast, isRight { correct[place / 8] |= 1 << UInt8(place % 8) }
      if keepsClasses { predicted[place] = label }
    }
    return (values, correct, predicted)
  }

  private func evaluate(
    _ examples: ExampleValues, _ labels: [UInt8], _ order: [UInt32],
    _ body: (Int, UInt8, Bool) -> Void = { _, _, _ in }
  ) -> Measurements.Values {
    var loss = 0.0
    var correct = 0
    var start = 0
    while start < order.count {
      let end = min(start + network.batchSize, order.count)
      let result = network.evaluate(examples, labels: labels, order: order[start..<end]) {
        body(start + $0, $1, $2)
      }
      loss += result.loss
      correct += result.correct
      start = end
    }
    let count = Double(max(1, order.count))
    return .init(
      loss: loss / count, penalty: network.penalty, accuracy: Double(correct) / count)
  }
}
