package import Engine
package import Specification

extension NetworkGraph {
  /// Compiles the network of a trial, with everything that determines its training.
  ///
  /// - Parameters:
  ///   - trial: The one that the graph was made of.
  ///   - batchSize: The most examples of a step.
  ///   - _: What it computes with.
  /// - Returns: A network whose weights are still to be drawn.
  package func network<S: EngineScalar>(
    of trial: TrialSpecification, batchSize: Int, _: S.Type = S.self
  ) -> Network<S> {
    Network<S>(
      nodes: nodes, input: input, batchSize: batchSize,
      loss: trial.training.makeLoss(),
      optimizer: OptimizerRegistry.make(trial.training.optimizer),
      penalties: trial.training.penalties.map { PenaltyRegistry.make($0) },
      gradientClip: trial.training.gradientClip,
      augmentations: trial.data.augment.map { AugmentationRegistry.make($0) },
      tier: trial.training.numerics.tier)
  }
}

extension Network {
  /// Draws the weights of a trial.
  package func initialize(for trial: TrialSpecification) {
    let layers = Dictionary(uniqueKeysWithValues: trial.layers.map { ($0.name, $0) })
    initialize(seed: trial.seed) { layer, role in
      let key = role == .weight ? "weights" : "bias"
      let call = layers[layer]?.initialize[key] ?? trial.training.initialize[key]
      return call.map { InitializerRegistry.make($0) }
    }
  }
}
