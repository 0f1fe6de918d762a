package import Catalog

/// What a network is trained to make small.
package protocol LossDefinition: Definition {
  /// The outputs that a network for `classes` classes must have.
  func outputCount(classes: Int) -> Int

  /// Losses and predictions of one chunk and, when training, the gradient.
  func evaluate<S: EngineScalar>(_ chunk: LossChunk<S>)
}

/// The losses.
package enum LossRegistry {
  /// In documentation order.
  package static let all: [any LossDefinition.Type] = [CrossEntropy.self]

  package static let registry = Registry(family: "loss", all)

  /// Makes a loss of a checked call.
  ///
  /// - Precondition: The call names a registered loss.
  package static func make(_ call: Call) -> any LossDefinition {
    guard let definition = all.first(where: { $0.name == call.name }) else {
      preconditionFailure("loss '\(call.name)' is not registered")
    }
    return definition.init(call.arguments)
  }
}
