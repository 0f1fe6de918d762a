internal import Foundation

/// Student's t distribution, for confidence intervals of a few seeds.
package enum StudentT {
  /// The value that a t-distributed number stays below with a given probability.
  ///
  /// - Parameters:
  ///   - probability: At least one half and below one.
  ///   - freedom: Degrees of freedom, at least one.
  /// - Returns: The quantile, to about 14 digits.
  /// - Precondition: Both parameters are in their ranges.
  package static func quantile(_ probability: Double, freedom: Int) -> Double {
    precondition(probability >= 0.5 && probability < 1 && freedom >= 1)
    // P(|T| > t) = I_x(ν/2, 1/2) with x = ν/(ν + t²) rises with x: bisect on t instead of x,
    // which loses digits near 1. Doubling finds an upper end first.
    let tail = 2 * (1 - probability)
    var (lower, upper) = (0.0, 1.0)
    while twoSidedTail(upper, freedom) > tail { (lower, upper) = (upper, 2 * upper) }
    while true {
      let middle = (lower + upper) / 2
      guard middle > lower, middle < upper else { return middle }
      if twoSidedTail(middle, freedom) > tail { lower = middle } else { upper = middle }
    }
  }

  /// The probability that a t-distributed number lies outside `-bound ... bound`.
  package static func twoSidedTail(_ bound: Double, _ freedom: Int) -> Double {
    let degrees = Double(freedom)
    let square = bound * bound
    return IncompleteBeta.regularized(
      at: degrees / (degrees + square), complement: square / (degrees + square), degrees / 2, 0.5)
  }
}

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
    let scale = logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(complement)
    return exp(scale) / a * continuedFraction(x, a, b)
  }

  /// `1 / (1 + d₁ / (1 + d₂ / (1 + …)))`, evaluated from the tail.
  ///
  /// The number of terms is fixed and generous: for the shapes met here (halves up to a few
  /// thousand) the fraction settles within a few dozen.
  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    var value = 1.0
    for index in stride(from: 400, through: 1, by: -1) {
      let m = Double(index / 2)
      let term =
        index.isMultiple(of: 2)
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      value = 1 + term / value
    }
    return 1 / value
  }

  private static func logGamma(_ x: Double) -> Double {
    // The system's lgamma writes a global; this one is Stirling's series after a shift.
    var (shifted, product) = (x, 1.0)
    while shifted < 20 {
      product *= shifted
      shifted += 1
    }
    let inverse = 1 / shifted
    let square = inverse * inverse
    let series =
      inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)))
    return (shifted - 0.5) * log(shifted) - shifted + 0.5 * log(2 * Double.pi) + series
      - log(product)
  }
}
