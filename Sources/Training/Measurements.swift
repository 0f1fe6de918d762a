internal import Records
internal import Specification

/// The curves of a trial as they grow, those of the test set apart.
struct Measurements {
  private(set) var open: [Metric: Curve] = [:]
  private(set) var sealed: [Metric: Curve] = [:]
  /// One bit an example of the test set, after the last epoch.
  var correct: [UInt8] = []
  /// The predicted class of each test example, after the last epoch; empty unless it is asked for.
  var predicted: [UInt8] = []

  /// Adds one epoch's values of a part; `nil` where it was not measured.
  mutating func append(_ part: Metric.Part, _ values: (loss: Double, accuracy: Double)?) {
    let all: [(Metric.Quantity, Double?)] = [
      (.loss, values?.loss), (.cost, values?.loss), (.accuracy, values?.accuracy),
    ]
    for (quantity, value) in all {
      let metric = Metric(part, quantity)
      switch part {
      case .running, .train, .validation: open[metric, default: []].append(value)
      case .test: sealed[metric, default: []].append(value)
      }
    }
  }

  /// The latest values that are not of the test set.
  var latest: [Metric: Double] {
    open.compactMapValues { $0.last ?? nil }
  }
}
