package import Catalog
package import Randomness

/// Uniform with variance 2/inputs (He et al., *Delving deep into rectifiers*, ICCV 2015).
package struct HeUniform: InitializerDefinition {
  package static let name = "he_uniform"
  package static let summary = "Uniform with variance 2/inputs."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  package func value(
    at index: Int, of tensor: ParameterDeclaration, from stream: RandomStream
  ) -> Double {
    standardDeviation(of: tensor) * 3.squareRoot() * (2 * stream.uniform(at: UInt64(index)) - 1)
  }

  package func standardDeviation(of tensor: ParameterDeclaration) -> Double {
    (2 / Double(tensor.fanIn)).squareRoot()
  }
}
