/// When a training ends before its last epoch, and which epoch counts then.
package struct EarlyStopping: Hashable, Sendable {
  /// The epoch whose weights and metrics are those of the trial.
  package enum Restore: String, Hashable, Sendable, CaseIterable {
    /// The one with the best value of the metric, the first of several.
    case best
    /// The one after which the training ended.
    case last
  }

  /// Measured after each epoch; never on the test part.
  package var metric: Metric
  /// Epochs in a row that bring nothing better before the training ends.
  package var patience: Int
  package var restore: Restore
  package var metricPlace: Place

  package init(
    metric: Metric, patience: Int, restore: Restore, metricPlace: Place = Place()
  ) {
    self.metric = metric
    self.patience = patience
    self.restore = restore
    self.metricPlace = metricPlace
  }
}
