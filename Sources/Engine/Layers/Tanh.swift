package import Catalog

/// The hyperbolic tangent.
package struct Tanh: ActivationLayer, LaneFunction {
  package static let name = "tanh"
  package static let summary = "The hyperbolic tangent."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  @inline(__always) func value<S: EngineScalar>(_ x: Lanes<S>) -> Lanes<S> {
    x.hyperbolicTangent
  }

  @inline(__always) func derivative<S: EngineScalar>(_ x: Lanes<S>, _ y: Lanes<S>) -> Lanes<S> {
    Lanes(all: 1) - y * y
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func apply<S: EngineScalar>(_ x: Activations<S>, into y: Activations<S>, _ chunk: Int) {
    x.map(self, into: y, chunk)
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func applyGradient<S: EngineScalar>(
    _ x: Activations<S>, result y: Activations<S>, upstream: Activations<S>,
    into downstream: Activations<S>, _ chunk: Int
  ) {
    x.mapGradient(self, result: y, upstream: upstream, into: downstream, chunk)
  }
}
