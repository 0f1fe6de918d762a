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
  /// The epoch, from 1, whose weights early stopping restored.
  var restoredEpoch: Int?

  /// What is measured on one part.
  struct Values {
    /// The data term, the mean over the examples.
    var loss: Double
    /// The penalties of the weights.
    var penalty: Double
    var accuracy: Double

    var cost: Double { loss + penalty }
  }

  init() {}

  /// The curves of an earlier session, or `nil` when one has not as many values as there were epochs.
  init?(open: [Metric: Curve], sealed: [Metric: Curve], epochs: Int) {
    guard !open.isEmpty, (Array(open.values) + sealed.values).allSatisfy({ $0.count == epochs })
    else { return nil }
    self.open = open
    self.sealed = sealed
  }

  /// Adds one epoch's values of a part; `nil` where it was not measured.
  mutating func append(_ part: Metric.Part, _ values: Values?) {
    let all: [(Metric.Quantity, Double?)] = [
      (.loss, values?.loss), (.cost, values?.cost), (.accuracy, values?.accuracy),
    ]
    for (quantity, value) in all {
      let metric = Metric(part, quantity)
      switch part {
      case .running, .train, .validation: open[metric, default: []].append(value)
      case .test: sealed[metric, default: []].append(value)
      }
    }
  }

  /// Enters what was measured of an earlier epoch's weights afterwards.
  ///
  /// - Precondition: The part is not that of the test set.
  mutating func replace(_ part: Metric.Part, _ values: Values, at epoch: Int) {
    open[Metric(part, .loss)]?[epoch - 1] = values.loss
    open[Metric(part, .cost)]?[epoch - 1] = values.cost
    open[Metric(part, .accuracy)]?[epoch - 1] = values.accuracy
  }

  /// The latest values that are not of the test set.
  var latest: [Metric: Double] {
    open.compactMapValues { $0.last ?? nil }
  }
}
