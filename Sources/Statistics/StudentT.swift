internal import Foundation
internal import Randomness
internal import Guarding

/// Student's t distribution, for confidence intervals of a few seeds.
package enum StudentT {
  /// The value that a t-distributed number stays below with a given probability.
  ///
  /// - Parameters:
  ///   - probability: At least one half and below one.
  ///   - freedom: Degrees of freedom, at least one; whole or not.
  /// - Returns: The quantile, to about 14 digits.
  /// - Precondition: Both parameters are in their ranges.
  /// - Complexity: Some eight evaluations of the tail; constant for whole degrees of freedom that
  ///   were asked for before.
  package static func quantile(_ probability: Double, freedom: Double) -> Double {
    precondition(probability >= 0.5 && probability < 1 && freedom >= 1)
    // A table has thousands of cells with the same few numbers of seeds.
    guard freedom == freedom.rounded(), freedom <= 1000 else {
      return newton(probability, freedom)
    }
    let key = [probability, freedom]
    if let value = known.withLock({ $0[key] }) { return value }
    let value = newton(probability, freedom)
    known.withLock { known in
      if known.count < 10_000 { known[key] = value }
    }
    return value
  }

  /// Quantiles by probability and degrees of freedom.
  private static let known = Guarded<[[Double]: Double]>([:])

  private static func newton(_ probability: Double, _ freedom: Double) -> Double {
    let tail = 2 * (1 - probability)
    if tail >= 1 { return 0 }
    // Newton's steps on the tail, kept inside a bracket that bisection would shrink.
    var (lower, upper) = (0.0, 1.0)
    while twoSidedTail(upper, freedom) > tail { (lower, upper) = (upper, 2 * upper) }
    let scale =
      LogGamma.value((freedom + 1) / 2) - LogGamma.value(freedom / 2)
      - 0.5 * log(freedom * Double.pi)
    var value = min(max(-Portable.normalQuantile(tail / 2), lower), upper)
    for _ in 0..<200 {
      let error = twoSidedTail(value, freedom) - tail
      if error > 0 { lower = value } else { upper = value }
      let density = exp(scale - (freedom + 1) / 2 * log1p(value * value / freedom))
      var next = value + error / (2 * density)
      if !(next > lower && next < upper) { next = (lower + upper) / 2 }
      if abs(next - value) <= 1e-15 * value { return next }
      value = next
    }
    return value
  }

  /// The probability that a t-distributed number lies outside `-bound ... bound`.
  package static func twoSidedTail(_ bound: Double, _ freedom: Double) -> Double {
    if bound.isInfinite { return 0 }
    let square = bound * bound
    return IncompleteBeta.regularized(
      at: freedom / (freedom + square), complement: square / (freedom + square), freedom / 2, 0.5)
  }
}
