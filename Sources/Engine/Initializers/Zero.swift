package import Catalog
package import Randomness

/// All zeros.
package struct Zero: InitializerDefinition {
  package static let name = "zero"
  package static let summary = "All zeros."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  package func value(
    at index: Int, of tensor: ParameterDeclaration, from stream: RandomStream
  ) -> Double {
    0
  }

  package func standardDeviation(of tensor: ParameterDeclaration) -> Double {
    0
  }
}
