internal import Digests
package import Specification

extension TrialRecord {
  /// The metrics that were measured at least once, in documentation order.
  package var measuredMetrics: [Metric] {
    Metric.all.filter { metric in (curves[metric] ?? []).contains { $0 != nil } }
  }

  /// The record without what the run does not measure.
  ///
  /// Another experiment may have trained the same trial and measured more of it.
  package func restricted(to policy: RunPolicy) -> TrialRecord {
    var copy = self
    if !policy.predictedClasses { copy.hasPredictedClasses = false }
    guard policy.evaluateTrain == .last else { return copy }
    for (metric, curve) in curves where metric.part == .train {
      let isFinished = state == .finished
      copy.curves[metric] = curve.enumerated().map { epoch, value in
        isFinished && epoch == curve.count - 1 ? value : nil
      }
    }
    return copy
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
    case .diverged(let epoch, _, _): epochs = max(0, epoch - 1)
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

extension SealedRecord {
  /// The sealed side without what the run does not ask for.
  package func restricted(to policy: RunPolicy) -> SealedRecord {
    var copy = self
    if !policy.predictedClasses { copy.predicted = [] }
    return copy
  }

  /// The digest of which test examples were right.
  package var correctDigest: String { Self.digest(ofCorrect: correct) }

  /// The digest of bits that say which test examples were right.
  package static func digest(ofCorrect bits: [UInt8]) -> String { SHA256.hexadecimal(of: bits) }
}
