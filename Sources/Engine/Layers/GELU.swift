package import Catalog

/// The Gaussian error linear unit: x·Φ(x), Φ the distribution of a standard normal variable.
///
/// - SeeAlso: Hendrycks and Gimpel, *Gaussian error linear units*, arXiv:1606.08415, 2016.
package struct GELU: ActivationLayer {
  package enum Approximation: String, Sendable, CaseIterable, SettingValue {
    case none
    case tanh
  }

  package static let name = "gelu"
  package static let summary =
    "The Gaussian error linear unit: x times the share of a standard normal distribution below x."
  package static let settings: [any SettingDeclaration] = [approximate]

  static let approximate = Setting<Approximation>(
    oneOf: "approximate", default: Approximation.none,
    help: "Whether a hyperbolic tangent stands in for the error function.")

  let approximation: Approximation

  package init(_ arguments: Arguments) { approximation = arguments[Self.approximate] }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func apply<S: EngineScalar>(_ x: Activations<S>, into y: Activations<S>, _ chunk: Int) {
    switch approximation {
    case .none: x.map(ErrorFunctionGELU(), into: y, chunk)
    case .tanh: x.map(TanhGELU(), into: y, chunk)
    }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func applyGradient<S: EngineScalar>(
    _ x: Activations<S>, result y: Activations<S>, upstream: Activations<S>,
    into downstream: Activations<S>, _ chunk: Int
  ) {
    switch approximation {
    case .none:
      x.mapGradient(
        ErrorFunctionGELU(), result: y, upstream: upstream, into: downstream, chunk)
    case .tanh:
      x.mapGradient(TanhGELU(), result: y, upstream: upstream, into: downstream, chunk)
    }
  }
}

/// ½·x·(1 + erf(x/√2)).
private struct ErrorFunctionGELU: LaneFunction {
  /// Φ(x).
  @inline(__always) private func share<S: EngineScalar>(_ x: Lanes<S>) -> Lanes<S> {
    (Lanes(all: 1) + (x * S.scalar(0.5.squareRoot())).errorFunction) * 0.5
  }

  @inline(__always) func value<S: EngineScalar>(_ x: Lanes<S>) -> Lanes<S> { x * share(x) }

  /// Φ(x) + x·φ(x) with the density φ(x) = exp(−x²/2) / √(2π).
  @inline(__always) func derivative<S: EngineScalar>(_ x: Lanes<S>, _ y: Lanes<S>) -> Lanes<S> {
    let density = (x * x * -0.5).exponential * S.scalar(0.398_942_280_401_432_68)
    return share(x).plus(x, times: density)
  }
}

/// ½·x·(1 + tanh u) with u = √(2/π)·(x + 0.044715·x³).
private struct TanhGELU: LaneFunction {
  /// √(2/π) and its product with the cubic term's factor.
  private static let factors = (0.797_884_560_802_865_36, 0.797_884_560_802_865_36 * 0.044715)

  @inline(__always) private func tangent<S: EngineScalar>(_ x: Lanes<S>) -> Lanes<S> {
    let (linear, cubic) = Self.factors
    let slope = Lanes(all: S.scalar(linear)).plus(x * x, times: Lanes(all: S.scalar(cubic)))
    return (x * slope).hyperbolicTangent
  }

  @inline(__always) func value<S: EngineScalar>(_ x: Lanes<S>) -> Lanes<S> {
    x * (Lanes(all: 1) + tangent(x)) * 0.5
  }

  /// ½·(1 + tanh u) + ½·x·(1 − tanh² u)·u′.
  @inline(__always) func derivative<S: EngineScalar>(_ x: Lanes<S>, _ y: Lanes<S>) -> Lanes<S> {
    let (linear, cubic) = Self.factors
    let one = Lanes<S>(all: 1)
    let tangent = tangent(x)
    let slope = Lanes(all: S.scalar(linear)).plus(x * x, times: Lanes(all: S.scalar(3 * cubic)))
    return (one + tangent + x * (one - tangent * tangent) * slope) * 0.5
  }
}
