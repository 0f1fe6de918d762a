internal import Engine
package import Records
internal import Specification

/// Where a training finds and leaves its state.
package protocol CheckpointKeeper: Sendable {
  /// The last state of a trial, or `nil` when there is none that can be trusted.
  func load(id: String) -> Checkpoint?

  /// Replaces the last state of a trial.
  func save(_ checkpoint: Checkpoint)
}

extension TrialRunner {
  /// Lets a session go on from the state of an earlier one that was cut off.
  ///
  /// - Returns: The seconds that it had taken; 0 when it starts from the beginning.
  func resume(_ session: inout TrainingSession) -> Double {
    guard policy.checkpoint != nil, let checkpoint = checkpoints?.load(id: id),
      checkpoint.id == id, checkpoint.evaluateTrain == policy.evaluateTrain,
      checkpoint.blasCore == trial.training.numerics.tier.blasCore, session.resume(from: checkpoint)
    else { return 0 }
    return checkpoint.seconds
  }

  /// Keeps the state of a session, if the policy asks for it after this epoch.
  func keep(_ session: TrainingSession, seconds: Double) {
    guard let every = policy.checkpoint, let checkpoints, session.done.isMultiple(of: every) else {
      return
    }
    checkpoints.save(
      Checkpoint(
        id: id, epoch: session.done, evaluateTrain: policy.evaluateTrain,
        blasCore: trial.training.numerics.tier.blasCore, seconds: seconds,
        curves: session.measurements.open, sealedCurves: session.measurements.sealed,
        network: Checkpoint.Network(session.network.state)))
  }
}

extension Checkpoint.Network {
  init(_ state: NetworkState<Float>) {
    self.init(
      tensors: state.tensors.map {
        NamedTensor(name: $0.name, shape: $0.shape, values: $0.values)
      }, moments: state.tensors.map(\.moments), updates: state.updates)
  }

  var state: NetworkState<Float> {
    NetworkState(
      tensors: zip(tensors, moments).map { tensor, moments in
        NetworkState.Tensor(
          name: tensor.name, shape: tensor.shape, values: tensor.values, moments: moments)
      }, updates: updates)
  }
}

extension Network<Float> {
  /// Weights and running statistics, for files.
  var namedTensors: [NamedTensor] {
    state.tensors.map { NamedTensor(name: $0.name, shape: $0.shape, values: $0.values) }
  }
}
