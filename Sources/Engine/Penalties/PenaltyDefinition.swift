package import Catalog

/// A term of the weights that is added to the loss.
package protocol PenaltyDefinition: Definition {
  /// What the sum over the weights is multiplied by.
  var factor: Double { get }

  /// Which tensors count.
  var scope: PenaltyScope { get }

  /// Adds the penalty's gradient to that of the loss.
  ///
  /// - Parameter vectors: Weights and, unless only measuring, gradients.
  /// - Returns: The sum over the weights, without its factor.
  /// - Complexity: O(weights); allocates nothing.
  func apply<S: EngineScalar>(_ vectors: PenaltyVectors<S>) -> Double
}

/// Which tensors a penalty counts.
package enum PenaltyScope: String, SettingValue, Sendable, CaseIterable {
  /// What multiplies inputs: neither biases nor the scale and shift of a normalisation.
  case weights
  /// Everything that is trained.
  case all

  func contains(_ role: ParameterRole) -> Bool {
    switch role {
    case .weight: true
    case .bias, .scale, .shift: self == .all
    case .state: false
    }
  }
}

/// The penalties.
package enum PenaltyRegistry {
  /// In documentation order.
  package static let all: [any PenaltyDefinition.Type] = [L2Penalty.self, L1Penalty.self]

  package static let registry = Registry(
    family: "penalty", all.map { $0 as any Definition.Type })

  /// Makes a penalty of a checked call.
  ///
  /// - Precondition: The call names a registered penalty.
  package static func make(_ call: Call) -> any PenaltyDefinition {
    guard let definition = all.first(where: { $0.name == call.name }) else {
      preconditionFailure("penalty '\(call.name)' is not registered")
    }
    return definition.init(call.arguments)
  }
}

/// Settings that penalties share.
enum PenaltySettings {
  static let factor = Setting<Double>(
    "factor", in: .nonNegative, help: "What the sum over the weights is multiplied by.")

  static let scope = Setting<PenaltyScope>(
    oneOf: "on", default: .weights,
    help: "Whether biases and the scale and shift of a normalisation count too.")
}
