internal import Records
internal import Reporting
internal import Specification

/// Says where two trainings of one trial first differ.
enum BitDifference {
  /// A clause: metric, epoch and both values, as far as the lock has them.
  ///
  /// - Parameters:
  ///   - locked: What was recorded.
  ///   - record: What was trained now.
  ///   - sealed: The test-set side of it; looked at only where the seal was opened before.
  /// - Returns: What is said of the trial, after its name.
  static func clause(
    _ locked: ResultLock.Trial, _ record: TrialRecord, _ sealed: SealedRecord
  ) -> String {
    if locked.state != record.state {
      return "it \(text(record.state)) and \(text(locked.state)) before"
    }
    let found: String?
    switch locked.content {
    case .curves(let open, let test):
      found = difference(open, record.curves) ?? difference(test, sealed.curves)
    case .values(let epoch, let values):
      found =
        values.keys.sorted().lazy.compactMap { metric -> String? in
          let curve = record.curves[metric] ?? []
          let now = curve.indices.contains(epoch - 1) ? curve[epoch - 1] : nil
          return clause(metric, epoch, now, values[metric] ?? nil)
        }.first
    }
    return found ?? "in values that the lock has the digest of only"
  }

  /// The first difference by epoch, then by metric.
  private static func difference(_ before: [Metric: Curve], _ now: [Metric: Curve]) -> String? {
    let epochs = (before.values.map(\.count) + now.values.map(\.count)).max() ?? 0
    for epoch in 0..<epochs {
      for metric in Set(before.keys).union(now.keys).sorted() {
        let values = [now, before].map { curves -> Double? in
          let curve = curves[metric] ?? []
          return curve.indices.contains(epoch) ? curve[epoch] : nil
        }
        if let clause = clause(metric, epoch + 1, values[0], values[1]) { return clause }
      }
    }
    return nil
  }

  private static func clause(
    _ metric: Metric, _ epoch: Int, _ now: Double?, _ before: Double?
  ) -> String? {
    if now?.bitPattern == before?.bitPattern { return nil }
    func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "not measured" }
    return "\(metric.name) after epoch \(epoch) is \(text(now)) and was \(text(before))"
  }

  private static func text(_ state: TrialState) -> String {
    switch state {
    case .finished: "finished"
    case .diverged(let epoch, let step, _): "diverged in epoch \(epoch), step \(step)"
    case .failed: "failed"
    }
  }
}
