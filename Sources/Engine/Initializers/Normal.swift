package import Catalog
package import Randomness

/// Normal with mean zero and a given standard deviation.
package struct Normal: InitializerDefinition {
  package static let name = "normal"
  package static let summary = "Normal with mean zero and a given standard deviation."
  package static let settings: [any SettingDeclaration] = [deviation]

  static let deviation = Setting(
    "std", in: .nonNegative, default: 0.01, help: "The standard deviation.")

  let deviation: Double

  package init(_ arguments: Arguments) { deviation = arguments[Self.deviation] }

  package func value(
    at index: Int, of tensor: ParameterDeclaration, from stream: RandomStream
  ) -> Double {
    deviation * stream.normal(at: UInt64(index))
  }

  package func standardDeviation(of tensor: ParameterDeclaration) -> Double { deviation }
}
