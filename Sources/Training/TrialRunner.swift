package import Datasets
internal import Diagnostics
internal import Engine
package import Records
package import Specification

/// Where a training stands; reported after every epoch and now and then within one.
package struct TrialProgress: Sendable {
  package var epoch: Int
  package var epochs: Int
  /// Share of the whole trial that is done, in 0...1.
  package var share: Double
  /// The latest metrics that are not of the test set, for display.
  package var metrics: [Metric: Double]

  package init(epoch: Int, epochs: Int, share: Double, metrics: [Metric: Double]) {
    self.epoch = epoch
    self.epochs = epochs
    self.share = share
    self.metrics = metrics
  }
}

/// Trains one trial on the calling thread and helpers.
package struct TrialRunner: Sendable {
  package var trial: TrialSpecification
  package var id: String
  package var policy: RunPolicy
  /// The selected part of the data set.
  package var dataset: Dataset
  /// Where the training finds and leaves its state; `nil`: nowhere.
  package var checkpoints: (any CheckpointKeeper)?

  package init(trial: TrialSpecification, id: String, policy: RunPolicy, dataset: Dataset) {
    self.trial = trial
    self.id = id
    self.policy = policy
    self.dataset = dataset
  }

  /// Trains and measures.
  ///
  /// Divergence is a result, not an error.
  ///
  /// - Parameters:
  ///   - threads: Asked between updates how many threads may work on the trial, the calling one
  ///     included; the result does not depend on it.
  ///   - isCancelled: Asked between updates; when it says yes the trial is dropped.
  ///   - progress: Called on the same thread.
  /// - Returns: The records, with the weights where the policy keeps any, or `nil` when the trial was
  ///   cancelled.
  package func run(
    threads: () -> Int = { 1 }, isCancelled: () -> Bool, progress: (TrialProgress) -> Void
  ) -> TrialOutcome? {
    let clock = ContinuousClock()
    let start = clock.now
    var diagnostics = DiagnosticList()
    guard
      let graph = NetworkGraph.make(trial, data: dataset.description, into: &diagnostics)
    else {
      let reason = diagnostics.sorted.first?.message ?? "the network does not fit the data"
      return records(
        .failed(reason), Measurements(), parameterCount: 0, seconds: 0)
    }
    let network = graph.network(
      of: trial, batchSize: min(trial.training.batchSize, max(1, dataset.training.count)),
      Float.self)
    network.initialize(for: trial)
    var session = TrainingSession(
      trial: trial, policy: policy, network: network,
      data: PreparedData(dataset, trial: trial))
    let before = resume(&session)
    func seconds() -> Double {
      let elapsed = (clock.now - start).components
      return before + Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    }
    let ended = session.run(threads: threads, isCancelled: isCancelled, progress: progress) {
      keep($0, seconds: seconds())
    }
    guard let state = ended else { return nil }
    var outcome = records(
      state, session.measurements, parameterCount: network.trainedCount, seconds: seconds())
    if state == .finished, policy.keep != .none { outcome.weights = network.namedTensors }
    return outcome
  }

  private func records(
    _ state: TrialState, _ measurements: Measurements, parameterCount: Int, seconds: Double
  ) -> TrialOutcome {
    let record = TrialRecord(
      id: id, seed: trial.seed, state: state, curves: measurements.open,
      restoredEpoch: measurements.restoredEpoch, tier: trial.training.numerics.rawValue,
      blasCore: trial.training.numerics.tier.blasCore,
      parameterCount: parameterCount, seconds: seconds,
      hasPredictedClasses: !measurements.predicted.isEmpty)
    let sealed = SealedRecord(
      id: id, curves: measurements.sealed, restoredEpoch: measurements.restoredEpoch,
      correct: measurements.correct, predicted: measurements.predicted)
    return TrialOutcome(record: record, sealed: sealed)
  }
}
