package import Catalog

/// The rectifier, max(0, x); its derivative at 0 is 0.
package struct ReLU: ActivationLayer, LaneFunction {
  package static let name = "relu"
  package static let summary = "The rectifier, max(0, x)."
  package static let settings: [any SettingDeclaration] = []

  package init(_ arguments: Arguments) {}

  @inline(__always) func value<S: EngineScalar>(_ x: Lanes<S>) -> Lanes<S> {
    x.rectified
  }

  @inline(__always) func derivative<S: EngineScalar>(_ x: Lanes<S>, _ y: Lanes<S>) -> Lanes<S> {
    y.greater(than: .zeros, Lanes(all: 1), else: .zeros)
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
