package import Catalog

/// A rule that turns gradients into updates.
package protocol OptimizerDefinition: Definition {
  /// The learning rate, or the call of its schedule.
  var learningRate: Value { get }

  /// Vectors of state that it keeps for the weights, at most three.
  var states: Int { get }

  /// Updates the weights in place and clears the gradients, which are means over the batch.
  ///
  /// - Parameters:
  ///   - vectors: Weights, gradients and state.
  ///   - learningRate: Of this update.
  ///   - step: Number of this update, from 1.
  /// - Complexity: O(weights); allocates nothing.
  func update<S: EngineScalar>(_ vectors: UpdateVectors<S>, learningRate: Double, step: Int)
}

/// The optimizers.
package enum OptimizerRegistry {
  /// In documentation order.
  package static let all: [any OptimizerDefinition.Type] = [
    SGD.self, AdaGrad.self, Adam.self, AdamW.self, RMSProp.self,
  ]

  package static let registry = Registry(
    family: "optimizer", all.map { $0 as any Definition.Type })

  /// Makes an optimizer of a checked call.
  ///
  /// - Precondition: The call names a registered optimizer.
  package static func make(_ call: Call) -> any OptimizerDefinition {
    guard let definition = all.first(where: { $0.name == call.name }) else {
      preconditionFailure("optimizer '\(call.name)' is not registered")
    }
    return definition.init(call.arguments)
  }
}

/// Settings that several optimizers share.
enum OptimizerSettings {
  static func learningRate(default rate: Double) -> Setting<Value> {
    Setting(
      "learning_rate", .numberOrDefinition(.nonNegative, family: "schedule"),
      default: .number(rate), help: "Size of a step: a number or a schedule.")
  }

  static func weightDecay(default decay: Double = 0) -> Setting<Double> {
    Setting(
      "weight_decay", in: .nonNegative, default: decay,
      help: "Strength of the decay of all weights, biases included.")
  }

  static func epsilon(default epsilon: Double) -> Setting<Double> {
    Setting(
      "epsilon", in: .nonNegative, default: epsilon, help: "Added to the denominator.")
  }

  static let betas = Setting<[Double]>(
    "betas", .numbers(count: 2, .halfOpen(0, 1)), default: [0.9, 0.999],
    help: "Decay of the running means of the gradient and of its square.")

  static let amsgrad = Setting(
    "amsgrad", default: false, help: "Whether the largest mean square so far is used.")
}
