package import Specification

/// How a trial ended.
package enum TrialState: Hashable, Sendable {
  case finished
  /// The loss or a weight stopped being finite.
  case diverged(epoch: Int, step: Int)
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
  /// `pinned` or `exact`.
  package var tier: String
  /// The kernel that OpenBLAS chose.
  package var blasCore: String
  package var parameterCount: Int
  package var seconds: Double
  /// Whether the sealed side has the predicted classes, which only some reports ask for.
  package var hasPredictedClasses: Bool

  package init(
    id: String, seed: UInt64, state: TrialState, curves: [Metric: Curve], tier: String,
    blasCore: String, parameterCount: Int, seconds: Double, hasPredictedClasses: Bool = false
  ) {
    self.id = id
    self.seed = seed
    self.state = state
    self.curves = curves
    self.tier = tier
    self.blasCore = blasCore
    self.parameterCount = parameterCount
    self.seconds = seconds
    self.hasPredictedClasses = hasPredictedClasses
  }

  /// The value after the last epoch.
  package func last(_ metric: Metric) -> Double? {
    curves[metric]?.last ?? nil
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

/// The test-set side of a trial: computed as it trains, opened only for the rows of the table.
package struct SealedRecord: Sendable, Hashable {
  package var id: String
  /// Metrics of the test part, by epoch.
  package var curves: [Metric: Curve]
  /// One bit an example of the test set, in file order, least significant first, set where it was right.
  package var correct: [UInt8]
  /// The predicted class of each test example, in file order; empty where no report asked for it.
  package var predicted: [UInt8]

  package init(
    id: String, curves: [Metric: Curve], correct: [UInt8], predicted: [UInt8] = []
  ) {
    self.id = id
    self.curves = curves
    self.correct = correct
    self.predicted = predicted
  }

  package func last(_ metric: Metric) -> Double? {
    curves[metric]?.last ?? nil
  }
}
