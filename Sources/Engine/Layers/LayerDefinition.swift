package import Catalog

/// A kind of layer: its settings, its shapes and how it is compiled.
package protocol LayerDefinition: Definition {
  /// The shape that comes out of shapes that go in, or a `ShapeError`.
  func output(for inputs: [Shape]) throws(ShapeError) -> Shape

  /// The tensors that the layer owns, given shapes that `output` accepted.
  func parameters(for inputs: [Shape]) -> [ParameterDeclaration]

  /// Multiplications and additions of one sample's forward pass.
  func operationCount(for inputs: [Shape]) -> Int

  /// What computes the layer's matrix products, or `nil` when it has none.
  func productEngine(for inputs: [Shape], tier: Numerics.Tier) -> ProductEngine?

  /// The zeros that the layer reads around its input.
  var border: Int { get }

  /// Whether its output is its input, in the same memory, so that who reads the one reads the other.
  var isTransparent: Bool { get }

  /// How many layers it reads from.
  static var inputCount: ClosedRange<Int> { get }

  /// Compiles the layer, and with it following layers that it can absorb.
  func build<S: EngineScalar>(_ site: LayerSite<S>) -> [any Operation<S>]
}

extension LayerDefinition {
  package func parameters(for inputs: [Shape]) -> [ParameterDeclaration] { [] }
  package func operationCount(for inputs: [Shape]) -> Int { inputs.reduce(0) { $0 + $1.count } }
  package func productEngine(for inputs: [Shape], tier: Numerics.Tier) -> ProductEngine? { nil }
  package var border: Int { 0 }
  package var isTransparent: Bool { false }
  package static var inputCount: ClosedRange<Int> { 1...1 }
}
