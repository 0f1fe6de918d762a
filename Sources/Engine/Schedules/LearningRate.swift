package import Catalog

/// The learning rate of each update: a number, or a schedule behind its warm-up.
package struct LearningRate: Sendable {
  private let constant: Double
  private let schedule: (any ScheduleDefinition)?
  /// Updates of the warm-up.
  private let warmUp: Int
  /// The training after it.
  private let rest: TrainingSpan

  /// Prepares the rates of a training.
  ///
  /// - Parameters:
  ///   - value: What an optimizer's `learning_rate` was decoded to.
  ///   - span: How long the training is.
  package init(_ value: Value, span: TrainingSpan) {
    constant = Double(value) ?? 0
    let schedule = Call(value).map { ScheduleRegistry.make($0) }
    self.schedule = schedule
    warmUp = schedule?.warmUp?.updates(in: span) ?? 0
    rest = TrainingSpan(
      updatesPerEpoch: span.updatesPerEpoch, updates: max(1, span.updates - warmUp))
  }

  /// The learning rate of an update.
  ///
  /// In a warm-up of W updates, update u takes the share (u + 1)/W of the schedule's first rate; the
  /// schedule starts behind it, as PyTorch's `SequentialLR` has it.
  ///
  /// - Parameter update: Its number in the training, from 0.
  /// - Returns: The rate, before any factor of the optimizer's own.
  /// - Complexity: O(1); allocates nothing.
  package func rate(at update: Int) -> Double {
    guard let schedule else { return constant }
    guard update < warmUp else { return schedule.rate(at: update - warmUp, in: rest) }
    return schedule.rate(at: 0, in: rest) * (Double(update + 1) / Double(warmUp))
  }
}
