/// Functions by + − × ÷ √ only, so that their bits are the same on every machine.
package enum Portable {
  /// ln x of a positive number, to about 1e-16 relative.
  ///
  /// x = 2ᵉ·m with m in [√½, √2); ln m = 2·artanh((m − 1)/(m + 1)) as a series.
  package static func logarithm(_ x: Double) -> Double {
    guard x.isFinite, x >= Double.leastNormalMagnitude else {
      return x == 0 ? -.infinity : x == .infinity ? .infinity : .nan
    }
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 1.414_213_562_373_095_1 {
      m /= 2
      exponent += 1
    }
    let t = (m - 1) / (m + 1)
    let square = t * t
    var series = 0.0
    var k = 23.0
    while k >= 1 {
      series = series * square + 1 / k
      k -= 2
    }
    return exponent * 0.693_147_180_559_945_3 + 2 * t * series
  }

  /// ln (1 + x) of a number that is not negative, to about 4e-16 relative, also where 1 + x rounds.
  ///
  /// What rounding adds to 1 + x or takes from it is made good by a factor.
  ///
  /// - SeeAlso: W. Kahan's method in Goldberg, *What every computer scientist should know about
  ///   floating-point arithmetic*, ACM Computing Surveys 1991, theorem 4.
  package static func logarithm(onePlus x: Double) -> Double {
    let sum = 1 + x
    guard sum > 1, sum < .infinity else { return x }
    return logarithm(sum) * (x / (sum - 1))
  }

  /// eˣ, to about 2e-16 relative; 0 and infinity beyond what a number can hold.
  ///
  /// eˣ = 2ⁿ·eʳ with |r| ≤ ½ ln 2; eʳ as a series.
  package static func exponential(_ x: Double) -> Double {
    guard x > -745.2 else { return x.isNaN ? x : 0 }
    guard x < 709.8 else { return .infinity }
    let n = (x * 1.442_695_040_888_963_4).rounded()
    // ln 2 in two parts; the first has few enough bits for n·part to be exact.
    let r = (x - n * 0.693_147_180_369_123_8) - n * 1.908_214_929_270_587_7e-10
    var series = 1.0
    var k = 14.0
    while k >= 1 {
      series = 1 + series * r / k
      k -= 1
    }
    // Two steps, because 2ⁿ itself may be out of range.
    let half = (n / 2).rounded(.towardZero)
    return series * power(ofTwo: half) * power(ofTwo: n - half)
  }

  /// xⁿ by repeated squaring.
  ///
  /// - Precondition: `n` is not negative.
  package static func power(_ x: Double, _ n: Int) -> Double {
    var (result, factor, left) = (1.0, x, n)
    while left > 0 {
      if left & 1 == 1 { result *= factor }
      factor *= factor
      left >>= 1
    }
    return result
  }

  /// cos πx, to about 2e-16.
  ///
  /// Symmetries lead to an angle of at most π/4, where cosine or sine is a series.
  package static func cosine(halfTurns x: Double) -> Double {
    guard x.isFinite else { return .nan }
    var turns = abs(x).truncatingRemainder(dividingBy: 2)
    if turns > 1 { turns = 2 - turns }
    if turns > 0.5 { return -cosine(halfTurns: 1 - turns) }
    let isSmall = turns <= 0.25
    let angle = (isSmall ? turns : 0.5 - turns) * .pi
    let square = angle * angle
    var series = 1.0
    var k = isSmall ? 18.0 : 19.0
    while k >= 2 {
      series = 1 - series * square / (k * (k - 1))
      k -= 2
    }
    return isSmall ? series : angle * series
  }

  private static func power(ofTwo exponent: Double) -> Double {
    Double(sign: .plus, exponent: Int(exponent), significand: 1)
  }

  /// The number below which a standard normal variable lies with probability `p`, to about 1e-9.
  ///
  /// A rational approximation for the centre and one in √(−2 ln p) for each tail.
  ///
  /// - SeeAlso: P. J. Acklam, *An algorithm for computing the inverse normal cumulative
  ///   distribution function*, 2003.
  package static func normalQuantile(_ p: Double) -> Double {
    let tail = 0.02425
    if p < tail { return lowerTail((-2 * logarithm(p)).squareRoot()) }
    if p > 1 - tail { return -lowerTail((-2 * logarithm(1 - p)).squareRoot()) }
    let q = p - 0.5
    let r = q * q
    let numerator = polynomial(
      [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
        1.383577518672690e+02, -3.066479806614716e+01, 2.506628277459239e+00,
      ], r)
    let denominator = polynomial(
      [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
        6.680131188771972e+01, -1.328068155288572e+01, 1,
      ], r)
    return q * numerator / denominator
  }

  private static func lowerTail(_ q: Double) -> Double {
    polynomial(
      [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
        -2.549732539343734e+00, 4.374664141464968e+00, 2.938163982698783e+00,
      ], q)
      / polynomial(
        [
          7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
          3.754408661907416e+00, 1,
        ], q)
  }

  /// Horner's rule, highest power first.
  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }
}
