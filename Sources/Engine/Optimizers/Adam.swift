package import Catalog

/// Adam with bias correction; `weight_decay` is added to the gradient.
///
/// - SeeAlso: Kingma and Ba, *Adam: a method for stochastic optimization*, ICLR 2015.
package struct Adam: OptimizerDefinition {
  package static let name = "adam"
  package static let summary =
    "Steps from bias-corrected running means of the gradient and of its square."
  package static let settings: [any SettingDeclaration] = [
    learningRate, betas, epsilon, weightDecay, amsgrad,
  ]

  static let learningRate = OptimizerSettings.learningRate(default: 0.001)
  static let betas = OptimizerSettings.betas
  static let epsilon = OptimizerSettings.epsilon(default: 1e-8)
  static let weightDecay = OptimizerSettings.weightDecay()
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
      vectors, learningRate: learningRate, step: step, coupledDecay: weightDecay,
      shrinkage: 1)
  }
}
