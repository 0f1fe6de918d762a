package import Catalog

/// What a network is trained to make small.
package protocol LossDefinition: Definition {
  /// Whether it tells two classes apart by one output: class 1 where that is above 0.
  static var isBinary: Bool { get }

  /// The same loss for targets of which a share is spread evenly over all classes, or `nil` where
  /// that means nothing.
  func smoothed(by share: Double) -> Self?

  /// Losses and predictions of one chunk and, when training, the gradient.
  func evaluate<S: EngineScalar>(_ chunk: LossChunk<S>)
}

extension LossDefinition {
  package static var isBinary: Bool { false }

  package func smoothed(by share: Double) -> Self? { nil }

  /// The outputs that a network for `classes` classes must have.
  package func outputCount(classes: Int) -> Int { Self.isBinary ? 1 : classes }
}

/// The losses.
package enum LossRegistry {
  /// In documentation order.
  package static let all: [any LossDefinition.Type] = [
    CrossEntropy.self, BinaryCrossEntropy.self, Hinge.self, MultiMargin.self,
    MeanSquaredError.self,
  ]

  package static let registry = Registry(
    family: "loss", all.map { $0 as any Definition.Type })

  /// Makes a loss of a checked call.
  ///
  /// - Parameters:
  ///   - call: Names the loss.
  ///   - share: How much of the target is spread over all classes; below 1.
  /// - Returns: The loss.
  /// - Precondition: The call names a registered loss, which can be smoothed if `share` is not 0.
  package static func make(_ call: Call, smoothing share: Double = 0) -> any LossDefinition {
    guard let definition = all.first(where: { $0.name == call.name }) else {
      preconditionFailure("loss '\(call.name)' is not registered")
    }
    let loss = definition.init(call.arguments)
    if share == 0 { return loss }
    guard let smoothed = loss.smoothed(by: share) else {
      preconditionFailure("loss '\(call.name)' has no target that could be spread")
    }
    return smoothed
  }
}
