// Functions of sixteen lanes from products, sums, quotients and integer operations alone: each is
// correctly rounded by every processor, so that results have the same bits everywhere.

extension Lanes {
  /// eˣ.
  @inline(__always) var exponential: Self { Self(S.exponential(simd)) }
  /// ln x.
  @inline(__always) var logarithm: Self { Self(S.logarithm(simd)) }
  @inline(__always) var hyperbolicTangent: Self { Self(S.hyperbolicTangent(simd)) }
  /// 2/√π · ∫₀ˣ e^(−t²) dt.
  @inline(__always) var errorFunction: Self { Self(S.errorFunction(simd)) }

  /// 1 / (1 + e⁻ˣ).
  ///
  /// The exponential of a number that is not positive neither overflows nor cancels: left of zero
  /// the function is eˣ / (1 + eˣ).
  @inline(__always) var sigmoid: Self {
    let one = Self(all: 1)
    let e = greater(than: .zeros, .zeros - self, else: self).exponential
    return Self.zeros.greater(than: self, e, else: one) / (one + e)
  }
}

/// Elementary functions of single numbers, computed as the engine computes them.
package enum ElementaryProbe {
  package enum Function: String, CaseIterable, Sendable {
    case exponential, logarithm, hyperbolicTangent, sigmoid, errorFunction
  }

  /// The function's values at given numbers.
  package static func values<S: EngineScalar>(_ function: Function, at numbers: [S]) -> [S] {
    numbers.map { number in
      let x = Lanes<S>(all: number)
      return switch function {
      case .exponential: x.exponential[5]
      case .logarithm: x.logarithm[5]
      case .hyperbolicTangent: x.hyperbolicTangent[5]
      case .sigmoid: x.sigmoid[5]
      case .errorFunction: x.errorFunction[5]
      }
    }
  }
}
