internal import Records
internal import Selecting
internal import Specification
internal import Sweeping

/// Sees to it that the trials behind the table's rows have their weights, and no others.
struct SelectedWeights {
  let store: TrialStore
  /// Its archive asks for weights.
  let scheduler: SweepScheduler

  /// Trains selected trials again whose weights are missing, then drops those of the others.
  ///
  /// Trials that another experiment keeps with `keep: all` keep theirs.
  ///
  /// - Parameter outcome: Of all phases; what is trained here is added to it.
  /// - Throws: When the store cannot be read or written, or a training gives other numbers than before.
  func settle(_ outcome: inout SweepOutcome) throws {
    let selected = Set(
      outcome.sweep.selections(outcome.records).flatMap { $0.winner?.reportedTrials ?? [] }.map(
        \.id)
    )
    let lacking = try outcome.trials.filter { planned in
      guard selected.contains(planned.id), outcome.records[planned.id]?.state == .finished else {
        return false
      }
      return try store.loadWeights(planned.id).record == nil
    }
    if !lacking.isEmpty {
      let again = try scheduler.run(.weights, lacking)
      outcome.missing += again.missing
      outcome.failed += again.failed
      guard again.missing.isEmpty else { return }
    }
    for planned in outcome.trials where !selected.contains(planned.id) {
      guard store.hasWeights(planned.id) else { continue }
      switch try store.loadWeights(planned.id) {
      case .absent: break
      case .damaged: try store.removeWeights(of: planned.id)
      case .intact(let weights):
        if weights.keep == .selected { try store.removeWeights(of: planned.id) }
      }
    }
  }
}
