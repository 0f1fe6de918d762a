package import Specification

extension TrialRecord {
  /// The metrics that were measured at least once, in documentation order.
  package var measuredMetrics: [Metric] {
    Metric.all.filter { metric in (curves[metric] ?? []).contains { $0 != nil } }
  }

  /// Whether the record has everything that a run wants to show.
  ///
  /// What is measured is no part of a trial's identity, so a record may be intact and still lack
  /// the training metrics of the epochs before the last.
  package func satisfies(_ policy: RunPolicy) -> Bool {
    if policy.predictedClasses, state == .finished, !hasPredictedClasses { return false }
    let epochs: Int
    switch state {
    case .failed: return true
    case .finished: epochs = curves.values.map(\.count).max() ?? 0
    case .diverged(let epoch, _): epochs = max(0, epoch - 1)
    }
    switch policy.evaluateTrain {
    case .last:
      guard state == .finished else { return true }
      return last(Metric(.train, .loss)) != nil
    case .everyEpoch:
      let curve = curves[Metric(.train, .loss)] ?? []
      return curve.count >= epochs && !curve.prefix(epochs).contains(nil)
    }
  }
}
