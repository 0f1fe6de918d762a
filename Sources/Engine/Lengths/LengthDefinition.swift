package import Catalog

/// A stretch of a training: `{epochs: 5}` or `{updates: 2250}`.
package protocol LengthDefinition: Definition {
  /// The stretch in updates, at least one.
  func updates(in span: TrainingSpan) -> Int
}

/// How long a training is, in updates of the weights.
package struct TrainingSpan: Hashable, Sendable {
  package var updatesPerEpoch: Int
  /// Of the whole training.
  package var updates: Int

  package init(updatesPerEpoch: Int, updates: Int) {
    self.updatesPerEpoch = updatesPerEpoch
    self.updates = updates
  }

  package init(updatesPerEpoch: Int, epochs: Int) {
    let product = updatesPerEpoch.multipliedReportingOverflow(by: epochs)
    self.init(
      updatesPerEpoch: updatesPerEpoch,
      updates: product.overflow ? Self.longest : min(product.partialValue, Self.longest))
  }

  /// More updates than any training has; sums of some such lengths do not overflow.
  static let longest = 1 << 53
}

/// The units of lengths.
package enum LengthRegistry {
  /// In documentation order.
  package static let all: [any LengthDefinition.Type] = [Epochs.self, Updates.self]

  package static let registry = Registry(
    family: "length", all.map { $0 as any Definition.Type })

  /// Makes a length of a checked call.
  ///
  /// - Precondition: The call names a registered unit.
  package static func make(_ call: Call) -> any LengthDefinition {
    guard let definition = all.first(where: { $0.name == call.name }) else {
      preconditionFailure("length '\(call.name)' is not registered")
    }
    return definition.init(call.arguments)
  }
}
