internal import Catalog
internal import Diagnostics

extension Decoder {
  /// Reads `early_stopping`.
  ///
  /// - Returns: `nil` when it is absent or wrong, which has been reported.
  mutating func earlyStopping(in fields: Fields) -> EarlyStopping? {
    guard let field = fields["early_stopping"],
      let stopping = self.fields(field.value, TrainingKeys.earlyStopping)
    else { return nil }
    let metric = stoppingMetric(stopping)
    let patience = value(TrainingKeys.patience, in: stopping)
    let restore = valueOrDefault(TrainingKeys.restore, in: stopping)
    guard let metric, let patience, let restore else { return nil }
    return EarlyStopping(
      metric: metric, patience: patience, restore: restore,
      metricPlace: Place(stopping[TrainingKeys.stoppingMetric.name]?.value.range))
  }

  /// Reads the metric, with an explanation for those of the test part.
  private mutating func stoppingMetric(_ fields: Fields) -> Metric? {
    guard let field = fields[TrainingKeys.stoppingMetric.name],
      let located = resolve(field.value),
      let name = value(TrainingKeys.stoppingMetric, in: fields)
    else { return nil }
    guard let metric = Metric(name) else {
      let names = Metric.likeliestNames.filter { Metric($0)?.part != .test }
      let correction = Correction(name, among: names)
      report(
        .unknownMetric, at: located, "unknown metric '\(name)'",
        hint: correction?.hint
          ?? "a metric is a part and a quantity, such as 'validation_accuracy'",
        fix: correction?.fix(at: located.range))
      return nil
    }
    guard metric.part != .test else {
      report(
        .invalidSelection, at: located,
        "a training cannot be stopped by '\(metric)': the test set would then prove nothing",
        hint: "watch '\(Metric(.validation, metric.quantity))'")
      return nil
    }
    return metric
  }

  /// Says that there is no validation part whose metric could stop a training.
  mutating func checkEarlyStopping(_ trial: TrialSpecification) {
    guard let stopping = trial.training.earlyStopping, stopping.metric.part == .validation,
      trial.data.validation == .none, let range = stopping.metricPlace.range
    else { return }
    diagnostics.report(
      .invalidSelection, at: range,
      "there is no validation part whose '\(stopping.metric)' could stop a training",
      hint: "add 'validation: 0.2' under 'data'")
  }
}
