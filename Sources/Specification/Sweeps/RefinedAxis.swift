internal import Randomness

/// An axis around whose best value a search goes on.
struct RefinedAxis: Sendable {
  let settings: Refinement
  let least: Rational
  let largest: Rational
  let scale: Spread.Scale

  /// The values of a round: evenly spaced on the axis's scale around the best one, over a range that
  /// is `shrink` to the power of the round as wide as the declared one, and within that one.
  ///
  /// - Parameters:
  ///   - best: The best value so far.
  ///   - round: From 1.
  /// - Returns: Ascending values of 6 significant digits, none twice.
  func values(around best: Double, round: Int) -> [Rational] {
    let (low, high) = (scaled(least.double), scaled(largest.double))
    let half = (0..<round).reduce((high - low) / 2) { half, _ in half * settings.shrink }
    let centre = scaled(best)
    let (from, to) = (max(low, centre - half), min(high, centre + half))
    var values: [Rational] = []
    for index in 0..<settings.count {
      let share = Double(index) / Double(settings.count - 1)
      guard let value = Spread.rounded(unscaled(from * (1 - share) + to * share)) else { continue }
      let clipped =
        value.double < least.double ? least : value.double > largest.double ? largest : value
      if values.last != clipped { values.append(clipped) }
    }
    return values
  }

  // By own functions: a value is part of a trial's identity, which must not depend on the C library.

  private func scaled(_ value: Double) -> Double {
    switch scale {
    case .linear: value
    case .logarithmic: Portable.logarithm(value)
    }
  }

  private func unscaled(_ value: Double) -> Double {
    switch scale {
    case .linear: value
    case .logarithmic: Portable.exponential(value)
    }
  }
}

extension Rational {
  /// The integer next to a fraction; `nil` for what is one already.
  var nearestInteger: Rational? {
    guard integer == nil else { return nil }
    return Int(exactly: double.rounded()).map { Rational($0) }
  }
}
