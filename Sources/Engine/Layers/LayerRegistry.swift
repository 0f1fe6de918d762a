package import Catalog

/// The kinds of layers.
package enum LayerRegistry {
  /// In documentation order.
  package static let all: [any LayerDefinition.Type] = [
    Conv.self, Dense.self, Flatten.self, ReLU.self, LeakyReLU.self, GELU.self, Tanh.self,
    Sigmoid.self, MaxPool.self, AveragePool.self, GlobalAveragePool.self, BatchNorm.self,
    Dropout.self, Add.self, Concat.self,
  ]

  package static let registry = Registry(
    family: "layer", all.map { $0 as any Definition.Type })

  /// Makes a layer of a checked call.
  ///
  /// - Precondition: The call names a registered layer.
  package static func make(_ call: Call) -> any LayerDefinition {
    guard let definition = all.first(where: { $0.name == call.name }) else {
      preconditionFailure("layer '\(call.name)' is not registered")
    }
    return definition.init(call.arguments)
  }
}
