internal import Foundation
internal import Randomness

/// Values between two ends, evenly spaced on a scale.
struct Spread {
  /// On a logarithmic scale the values between the ends have 6 significant digits.
  typealias Scale = AxisScale

  var values: [Rational]

  /// Calculates the values.
  ///
  /// - Returns: `nil` when a value has too many digits to be exact.
  /// - Precondition: `count` is at least 2, and the ends of a logarithmic spread are above 0.
  init?(from first: Rational, to last: Rational, _ scale: Scale, count: Int) {
    precondition(count >= 2, "a spread needs two ends")
    values = [first]
    for index in 1..<(count - 1) {
      switch scale {
      case .linear:
        do throws(Rational.Failure) {
          let step = try (last - first) / Rational(count - 1)
          values.append(try first + step * Rational(index))
        } catch {
          return nil
        }
      case .logarithmic:
        let share = Double(index) / Double(count - 1)
        guard
          let value = Self.rounded(
            Self.logarithmicMean(first.double, last.double, share: share))
        else { return nil }
        values.append(value)
      }
    }
    values.append(last)
  }

  /// The number at a share of the way between two, on a logarithmic scale.
  ///
  /// By own functions: a value is part of a trial's identity, which must not depend on the C library.
  static func logarithmicMean(_ first: Double, _ last: Double, share: Double) -> Double {
    Portable.exponential(
      Portable.logarithm(first) * (1 - share) + Portable.logarithm(last) * share)
  }

  /// The decimal of 6 significant digits that is nearest to a number.
  static func rounded(_ number: Double) -> Rational? {
    Rational(decimal: String(format: "%.5e", number))
  }
}
