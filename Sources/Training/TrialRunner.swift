package import Datasets
package import Records
package import Specification

/// Where a training stands; reported after every epoch and now and then within one.
package struct TrialProgress: Sendable {
  package var epoch: Int
  package var epochs: Int
  /// Share of the whole trial that is done, in 0...1.
  package var share: Double
  /// The selection part's latest accuracy or the running loss, for display.
  package var metrics: [Metric: Double]

  package init(epoch: Int, epochs: Int, share: Double, metrics: [Metric: Double]) {
    self.epoch = epoch
    self.epochs = epochs
    self.share = share
    self.metrics = metrics
  }
}

/// Trains one trial on the calling thread.
package struct TrialRunner: Sendable {
  package var trial: TrialSpecification
  package var id: String
  package var policy: RunPolicy
  package var dataset: Dataset

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
  ///   - isCancelled: Asked between updates; when it says yes the trial is dropped.
  ///   - progress: Called on the same thread.
  /// - Returns: The two records, or `nil` when the trial was cancelled.
  package func run(
    isCancelled: () -> Bool, progress: (TrialProgress) -> Void
  ) -> (record: TrialRecord, sealed: SealedRecord)? {
    nil
  }
}
