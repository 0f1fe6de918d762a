internal import Foundation

/// The regularized incomplete beta function, by its continued fraction.
package enum IncompleteBeta {
  /// The share of the beta integral that lies below `x`.
  ///
  /// - Parameters:
  ///   - x: In `0 ... 1`.
  ///   - complement: `1 - x`, given apart because it may be too small to be had by subtraction.
  ///   - a: The first shape, positive.
  ///   - b: The second shape, positive.
  /// - Returns: A number in `0 ... 1`.
  /// - SeeAlso: DLMF 8.17.22.
  package static func regularized(at x: Double, complement: Double, _ a: Double, _ b: Double)
    -> Double
  {
    if x <= 0 { return 0 }
    if complement <= 0 { return 1 }
    // The fraction converges quickly below the mean; above it the mirror image is used.
    if x > (a + 1) / (a + b + 2) {
      return 1 - regularized(at: complement, complement: x, b, a)
    }
    let scale =
      LogGamma.value(a + b) - LogGamma.value(a) - LogGamma.value(b) + a * log(x)
      + b * log(complement)
    return exp(scale) / a * continuedFraction(x, a, b)
  }

  /// `1 / (1 + d₁ / (1 + d₂ / (1 + …)))`, evaluated from the front until it settles.
  ///
  /// - SeeAlso: The modified Lentz algorithm (Thompson and Barnett, 1986).
  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    // Below the mean a number of terms near the root of the larger shape is enough.
    let most = 100 + Int(8 * max(a, b).squareRoot())
    let tiny = 1e-300
    var (value, numerator, denominator) = (1.0, 1.0, Double.infinity)
    for index in 1...most {
      let m = Double(index / 2)
      let term =
        index.isMultiple(of: 2)
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      numerator = 1 + term / numerator
      denominator = 1 + term / denominator
      if abs(numerator) < tiny { numerator = tiny }
      if abs(denominator) < tiny { denominator = tiny }
      value *= numerator / denominator
      if abs(numerator / denominator - 1) < 3e-16 { break }
    }
    return 1 / value
  }
}
