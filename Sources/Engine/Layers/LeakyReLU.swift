package import Catalog

/// The leaky rectifier: x where it is positive, elsewhere a share of it, which is also its
/// derivative at 0.
///
/// - SeeAlso: Maas, Hannun and Ng, *Rectifier nonlinearities improve neural network acoustic
///   models*, ICML 2013.
package struct LeakyReLU: ActivationLayer, LaneFunction {
  package static let name = "leaky_relu"
  package static let summary =
    "The leaky rectifier: x where it is positive, elsewhere a share of it."
  package static let settings: [any SettingDeclaration] = [negativeSlope]

  static let negativeSlope = Setting(
    "negative_slope", in: .nonNegative, default: 0.01, usual: .closed(0, 1),
    help: "Share of a negative value that is let through.")

  let slope: Double

  package init(_ arguments: Arguments) { slope = arguments[Self.negativeSlope] }

  @inline(__always) func value<S: EngineScalar>(_ x: Lanes<S>) -> Lanes<S> {
    x.greater(than: .zeros, x, else: x * S.scalar(slope))
  }

  @inline(__always) func derivative<S: EngineScalar>(_ x: Lanes<S>, _ y: Lanes<S>) -> Lanes<S> {
    x.greater(than: .zeros, Lanes(all: 1), else: Lanes(all: S.scalar(slope)))
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
