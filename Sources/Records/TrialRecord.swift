package import Specification

/// How a trial ended.
package enum TrialState: Hashable, Sendable {
  case finished
  /// The loss or a weight stopped being finite, first in a layer.
  ///
  /// Records of earlier versions do not name the layer.
  case diverged(epoch: Int, step: Int, layer: String? = nil)
  /// Something outside the mathematics went wrong.
  case failed(String)
}

/// A metric after each epoch; `nil` where it was not measured.
package typealias Curve = [Double?]

/// What a finished trial says, without anything about the test set.
package struct TrialRecord: Sendable, Hashable {
  package var id: String
  package var seed: UInt64
  package var state: TrialState
  /// Metrics of the running, train and validation parts, by epoch.
  package var curves: [Metric: Curve]
  /// The epoch, from 1, whose weights early stopping restored; `nil`: those after the last one count.
  package var restoredEpoch: Int?
  /// `pinned` or `exact`.
  package var tier: String
  /// The kernel that OpenBLAS chose.
  package var blasCore: String
  package var parameterCount: Int
  package var seconds: Double
  /// Whether the sealed side has the predicted classes, which only some reports ask for.
  package var hasPredictedClasses: Bool

  package init(
    id: String, seed: UInt64, state: TrialState, curves: [Metric: Curve],
    restoredEpoch: Int? = nil, tier: String, blasCore: String, parameterCount: Int,
    seconds: Double, hasPredictedClasses: Bool = false
  ) {
    self.id = id
    self.seed = seed
    self.state = state
    self.curves = curves
    self.restoredEpoch = restoredEpoch
    self.tier = tier
    self.blasCore = blasCore
    self.parameterCount = parameterCount
    self.seconds = seconds
    self.hasPredictedClasses = hasPredictedClasses
  }

  /// The value after the last epoch, or after the one that was restored.
  package func last(_ metric: Metric) -> Double? {
    curves[metric].flatMap { $0.value(atEnd: restoredEpoch) }
  }

  /// The value that selection looks at.
  package func score(_ selection: Selection) -> Double? {
    guard state == .finished else { return nil }
    switch selection.at {
    case .last: return last(selection.metric)
    case .best:
      let values = (curves[selection.metric] ?? []).compactMap(\.self)
      return values.reduce(nil as Double?) { best, value in
        best.map { selection.goal.isBetter(value, than: $0) ? value : $0 } ?? value
      }
    }
  }
}

extension Curve {
  /// The value that counts: that of a restored epoch, counted from 1, else the last.
  package func value(atEnd restoredEpoch: Int?) -> Double? {
    guard let restoredEpoch else { return last ?? nil }
    return indices.contains(restoredEpoch - 1) ? self[restoredEpoch - 1] : nil
  }
}

/// The test-set side of a trial: computed as it trains, opened only for the rows of the table.
package struct SealedRecord: Sendable, Hashable {
  package var id: String
  /// Metrics of the test part, by epoch.
  package var curves: [Metric: Curve]
  /// The epoch, from 1, whose weights early stopping restored.
  package var restoredEpoch: Int?
  /// One bit an example of the test set, in file order, least significant first, set where it was right.
  package var correct: [UInt8]
  /// The predicted class of each test example, in file order; empty where no report asked for it.
  package var predicted: [UInt8]

  package init(
    id: String, curves: [Metric: Curve], restoredEpoch: Int? = nil, correct: [UInt8],
    predicted: [UInt8] = []
  ) {
    self.id = id
    self.curves = curves
    self.restoredEpoch = restoredEpoch
    self.correct = correct
    self.predicted = predicted
  }

  package func last(_ metric: Metric) -> Double? {
    curves[metric].flatMap { $0.value(atEnd: restoredEpoch) }
  }
}
