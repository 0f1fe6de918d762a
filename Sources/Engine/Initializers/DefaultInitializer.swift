package import Catalog
package import Randomness

/// Uniform within ±1/√(inputs), for weights and biases: PyTorch's default.
package struct DefaultInitializer: InitializerDefinition {
  package static let name = "default"
  package static let summary = "Uniform within ±1/√(inputs), for weights and biases."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  package func value(
    at index: Int, of tensor: ParameterDeclaration, from stream: RandomStream
  ) -> Double {
    standardDeviation(of: tensor) * 3.squareRoot() * (2 * stream.uniform(at: UInt64(index)) - 1)
  }

  package func standardDeviation(of tensor: ParameterDeclaration) -> Double {
    1 / (3 * Double(tensor.fanIn)).squareRoot()
  }
}
