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

  init(
    trial: TrialSpecification, policy: RunPolicy, network: Network<Float>, data: PreparedData
  ) {
    self.trial = trial
    self.policy = policy
    self.network = network
    self.data = data
  }

  /// Updates between two looks at `threads` and `isCancelled` and calls of `progress`.
  private static let stride = 32

  /// Trains all epochs.
  ///
  /// - Parameters:
  ///   - threads: Asked now and then how many threads may work.
  ///   - isCancelled: Asked now and then; yes ends the session.
  ///   - progress: Called after every epoch and now and then within one.
  /// - Returns: How it ended, or `nil` when it was cancelled.
  mutating func run(
    threads: () -> Int, isCancelled: () -> Bool, progress: (TrialProgress) -> Void
  ) -> TrialState? {
    let epochs = trial.training.epochs
    for epoch in 1...max(1, epochs) {
      let stopped = trainEpoch(
        epoch, threads: threads, isCancelled: isCancelled, progress: progress)
      switch stopped {
      case .cancelled: return nil
      case .diverged(let step): return .diverged(epoch: epoch, step: step)
      case .finished(let running, let steps):
        if isCancelled() { return nil }
        guard measure(epoch, running: running, isLast: epoch == epochs) else {
          return .diverged(epoch: epoch, step: steps)
        }
      }
      progress(
        TrialProgress(
          epoch: epoch, epochs: epochs, share: Double(epoch) / Double(epochs),
          metrics: measurements.latest))
    }
    return .finished
  }

  private enum EpochEnd {
    case finished(running: (loss: Double, accuracy: Double), steps: Int)
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
    let optimizer = network.learningRate
    let usable =
      training.lastBatch == .drop
      ? order.count / training.batchSize * training.batchSize : order.count
    var total = (loss: 0.0, correct: 0, count: 0)
    var step = 0
    var start = 0
    while start < usable {
      let end = min(start + training.batchSize, usable)
      let result = network.train(
        data.training, labels: data.trainingLabels, order: order[start..<end],
        learningRate: optimizer)
      step += 1
      guard result.loss.isFinite else { return .diverged(step: step) }
      total = (total.loss + result.loss, total.correct + result.correct, total.count + end - start)
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
      running: (total.loss / count, Double(total.correct) / count), steps: step)
  }

  /// Measures all parts after an epoch; false when a number is not finite.
  private mutating func measure(
    _ epoch: Int, running: (loss: Double, accuracy: Double), isLast: Bool
  ) -> Bool {
    guard network.isFinite else { return false }
    network.beginInference()
    let train =
      isLast || policy.evaluateTrain == .everyEpoch
      ? evaluate(data.training, data.trainingLabels, data.trainingOrder) : nil
    let validation =
      data.validationOrder.isEmpty
      ? nil : evaluate(data.training, data.trainingLabels, data.validationOrder)
    var correct = [UInt8](repeating: 0, count: isLast ? (data.testOrder.count + 7) / 8 : 0)
    let keepsClasses = isLast && policy.predictedClasses
    var predicted = [UInt8](repeating: 0, count: keepsClasses ? data.testOrder.count : 0)
    let test = evaluate(data.test, data.testLabels, data.testOrder) { place, label, isRight in
      if isLast, isRight { correct[place / 8] |= 1 << UInt8(place % 8) }
      if keepsClasses { predicted[place] = label }
    }
    // The test set decides nothing, not even whether a trial counts as diverged.
    let finite = (train?.loss.isFinite ?? true) && (validation?.loss.isFinite ?? true)
    guard finite else { return false }
    measurements.append(.running, running)
    measurements.append(.train, train)
    if !data.validationOrder.isEmpty { measurements.append(.validation, validation) }
    measurements.append(.test, test)
    measurements.correct = correct
    measurements.predicted = predicted
    return true
  }

  private func evaluate(
    _ examples: ExampleValues, _ labels: [UInt8], _ order: [UInt32],
    _ body: (Int, UInt8, Bool) -> Void = { _, _, _ in }
  ) -> (loss: Double, accuracy: Double) {
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
    return (loss / count, Double(correct) / count)
  }
}
