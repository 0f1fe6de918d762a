package import Catalog

/// Adam whose weight decay shrinks the weights directly: w ← (1 − ηλ)w before the step.
///
/// - SeeAlso: Loshchilov and Hutter, *Decoupled weight decay regularization*, ICLR 2019.
package struct AdamW: OptimizerDefinition {
  package static let name = "adamw"
  package static let summary = "Adam with decoupled weight decay."
  package static let settings: [any SettingDeclaration] = [
    learningRate, betas, epsilon, weightDecay, amsgrad,
  ]

  static let learningRate = OptimizerSettings.learningRate(default: 0.001)
  static let betas = OptimizerSettings.betas
  static let epsilon = OptimizerSettings.epsilon(default: 1e-8)
  static let weightDecay = OptimizerSettings.weightDecay(default: 0.01)
  static let amsgrad = OptimizerSettings.amsgrad

  package let learningRate: Value
  let moments: AdamMoments
  let weightDecay: Double

  package init(_ arguments: Arguments) {
    learningRate = arguments[Self.learningRate]
    weightDecay = arguments[Self.weightDecay]
    moments = AdamMoments(
      betas: arguments[Self.betas], epsilon: arguments[Self.epsilon],
      amsgrad: arguments[Self.amsgrad])
  }

  package var states: Int { moments.states }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  package func update<S: EngineScalar>(
    _ vectors: UpdateVectors<S>, learningRate: Double, step: Int
  ) {
    moments.update(
      vectors, learningRate: learningRate, step: step, coupledDecay: 0,
      shrinkage: 1 - learningRate * weightDecay)
  }
}
