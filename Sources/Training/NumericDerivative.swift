/// A derivative by finite differences, of a function that may have kinks.
///
/// Four points near zero give a value whose error is of the fourth order in their distance. Where two
/// and four points disagree more than smoothness allows, a kink lies between them, and nearer points
/// are tried; where one-sided slopes stay apart as far, it lies at zero itself.
package struct NumericDerivative {
  /// The terms of the function's sum with the argument moved; their differences are added, so that the
  /// size of the sum costs no accuracy.
  package let terms: (Double) -> [Double]

  package init(_ terms: @escaping (Double) -> [Double]) {
    self.terms = terms
  }

  /// From the farthest, which rounding disturbs least, to the nearest.
  private static let distances = [1e-3, 1e-4, 1e-5, 1e-6]

  /// How far the two estimates may be apart, as a share of the derivative.
  private static let agreement = 1e-6

  /// The derivative at zero with what rounding may have added, or `nil` at a kink.
  package var value: (value: Double, noise: Double)? {
    let here = terms(0)
    let size = here.reduce(0) { $0 + abs($1) }
    for distance in Self.distances {
      let (above, below) = (terms(distance), terms(-distance))
      let (farAbove, farBelow) = (terms(2 * distance), terms(-2 * distance))
      let (right, left) = (
        Self.difference(above, here) / distance, Self.difference(here, below) / distance
      )
      let (farRight, farLeft) = (
        Self.difference(farAbove, here) / (2 * distance),
        Self.difference(here, farBelow) / (2 * distance)
      )
      let (near, far) = ((right + left) / 2, (farRight + farLeft) / 2)
      // A term is known to about two units in its last place.
      let noise = 8 * size * .ulpOfOne / distance
      let allowed = Self.agreement * max(abs(near), abs(far)) + noise
      guard abs(near - far) <= allowed else { continue }
      let (bend, farBend) = (abs(right - left), abs(farRight - farLeft))
      // Curvature bends twice as much over twice the way, a kink does not.
      if bend > 4 * allowed, farBend < 1.5 * bend { continue }
      return (near + (near - far) / 3, noise)
    }
    return nil
  }

  private static func difference(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) }
  }
}
