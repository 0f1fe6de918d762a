package import Catalog
package import Randomness

/// Uniform with variance 2/(inputs + outputs) (Glorot and Bengio, AISTATS 2010).
package struct XavierUniform: InitializerDefinition {
  package static let name = "xavier_uniform"
  package static let summary = "Uniform with variance 2/(inputs + outputs)."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  package func value(
    at index: Int, of tensor: ParameterDeclaration, from stream: RandomStream
  ) -> Double {
    standardDeviation(of: tensor) * 3.squareRoot() * (2 * stream.uniform(at: UInt64(index)) - 1)
  }

  package func standardDeviation(of tensor: ParameterDeclaration) -> Double {
    (2 / Double(tensor.fanIn + tensor.fanOut)).squareRoot()
  }
}
