package import Catalog
package import Randomness

/// Normal with variance 2/inputs (He et al., *Delving deep into rectifiers*, ICCV 2015).
package struct HeNormal: InitializerDefinition {
  package static let name = "he_normal"
  package static let summary = "Normal with variance 2/inputs."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  package func value(
    at index: Int, of tensor: ParameterDeclaration, from stream: RandomStream
  ) -> Double {
    standardDeviation(of: tensor) * stream.normal(at: UInt64(index))
  }

  package func standardDeviation(of tensor: ParameterDeclaration) -> Double {
    (2 / Double(tensor.fanIn)).squareRoot()
  }
}
