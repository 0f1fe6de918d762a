package import Catalog
package import Randomness

/// How a tensor's first values are drawn.
package protocol InitializerDefinition: Definition {
  /// The value at an index of the exchanged order.
  func value(at index: Int, of tensor: ParameterDeclaration, from stream: RandomStream) -> Double

  /// The standard deviation of the values, which all have mean zero unless they are constant.
  func standardDeviation(of tensor: ParameterDeclaration) -> Double
}

/// The initializers.
package enum InitializerRegistry {
  /// In documentation order.
  package static let all: [any InitializerDefinition.Type] = [
    DefaultInitializer.self, HeNormal.self, HeUniform.self, XavierNormal.self,
    XavierUniform.self, Normal.self, Zero.self,
  ]

  package static let registry = Registry(
    family: "initializer", all.map { $0 as any Definition.Type })

  /// Makes an initializer of a checked call.
  ///
  /// - Precondition: The call names a registered initializer.
  package static func make(_ call: Call) -> any InitializerDefinition {
    guard let definition = all.first(where: { $0.name == call.name }) else {
      preconditionFailure("initializer '\(call.name)' is not registered")
    }
    return definition.init(call.arguments)
  }
}
