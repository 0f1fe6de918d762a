internal import Foundation

/// The logarithm of the gamma function for positive numbers.
enum LogGamma {
  /// Stirling's series after a shift; the system's `lgamma` writes a global.
  static func value(_ x: Double) -> Double {
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
