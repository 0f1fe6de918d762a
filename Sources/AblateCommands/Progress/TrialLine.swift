internal import Reporting
package import Records
package import Specification
package import Selecting

/// Says in words what a trial is and how it ended.
package struct TrialLine: Sendable {
  private let experiment: Experiment
  private let hasSeveralSeeds: Bool

  package init(_ experiment: Experiment) {
    self.experiment = experiment
    hasSeveralSeeds = Set(experiment.seeds + experiment.replicate).count > 1
  }

  /// `Dropout learning_rate=0.1 dropout=0.2`, with the seed where there are several.
  package func label(of planned: SweepTrial) -> String {
    var words = [planned.variant] + planned.assignment.map { "\($0.name)=\($0.value)" }
    if hasSeveralSeeds { words.append("seed=\(planned.trial.seed)") }
    return words.joined(separator: " ")
  }

  /// `validation_accuracy 0.8934`, or why there is no such number.
  package func outcome(of record: TrialRecord) -> String {
    switch record.state {
    case .failed(let reason): return "failed: \(reason)"
    case .diverged(let epoch, let step, let layer):
      return "diverged in epoch \(epoch), step \(step)" + (layer.map { ", in \($0)" } ?? "")
    case .finished:
      let metric = experiment.select.metric
      guard let value = record.score(experiment.select) else { return "no \(metric.name)" }
      let text = TrialLine.text(of: metric, value)
      guard let epoch = record.restoredEpoch else { return text }
      let epochs = record.curves.values.map(\.count).max() ?? epoch
      return "\(text) (epoch \(epoch) of \(epochs))"
    }
  }

  /// `validation_accuracy 0.8934`: accuracies with four decimals, losses with four digits.
  package static func text(of metric: Metric, _ value: Double) -> String {
    let number =
      switch metric.quantity {
      case .accuracy: NumberText.fixed(value, 4)
      case .loss, .cost: NumberText.significant(value, 4)
      }
    return "\(metric.name) \(number)"
  }
}
