internal import Records
internal import Training

/// The states of trials in training, in the store.
///
/// A state is worth less than the training: one that cannot be read or written is reported, and the
/// training goes on without.
struct StoreCheckpoints: CheckpointKeeper {
  let store: TrialStore
  /// Whether trainings start from the beginning, whatever is there.
  let isFresh: Bool
  let warn: @Sendable (String) -> Void

  func load(id: String) -> Checkpoint? {
    if isFresh { return nil }
    do {
      switch try store.loadCheckpoint(id) {
      case .intact(let checkpoint): return checkpoint
      case .absent: return nil
      case .damaged(let reason): warn("\(reason); the trial starts from the beginning")
      }
    } catch {
      warn("\(error); the trial starts from the beginning")
    }
    return nil
  }

  func save(_ checkpoint: Checkpoint) {
    do {
      try store.saveCheckpoint(checkpoint)
    } catch {
      warn("\(error); the training goes on")
    }
  }
}
