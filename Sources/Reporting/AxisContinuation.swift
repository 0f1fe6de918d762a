internal import Foundation

/// What comes after the last of some numbers that were tried.
struct AxisContinuation {
  /// From the smallest to the largest; at least two.
  private let tried: [Double]
  private let isLargest: Bool
  /// The number beyond which nothing was tried.
  private let edge: Double
  private let neighbour: Double

  /// - Parameters:
  ///   - tried: Different numbers from the smallest to the largest; at least two.
  ///   - isLargest: Whether it goes on beyond the largest, else beyond the smallest.
  init(_ tried: [Double], isLargest: Bool) {
    precondition(tried.count > 1, "one number has no direction")
    self.tried = tried
    self.isLargest = isLargest
    let ordered = isLargest ? tried : tried.reversed()
    (edge, neighbour) = (ordered[ordered.count - 1], ordered[ordered.count - 2])
  }

  /// Numbers that go on, the boldest first; they may be out of the setting's range.
  var values: [Double] {
    let step = edge + (edge - neighbour)
    let half = edge + (edge - neighbour) / 2
    let all = (isGeometric ? [multiplied] : []) + [step, half] + (towardsOne.map { [$0] } ?? [])
    // Where nothing was negative, nothing negative makes sense.
    let isNatural = tried.allSatisfy { $0 >= 0 }
    let isWhole = tried.allSatisfy { $0 == $0.rounded() }
    return all.filter { next in
      (!isNatural || next > 0 || (next == 0 && !isPositive))
        && next.isFinite && (!isWhole || next == next.rounded())
    }
  }

  private var isPositive: Bool { tried.allSatisfy { $0 > 0 } }

  /// Two numbers are evenly spaced on every scale; from this ratio on they are meant as factors.
  private static let leastRatio = 2.0

  /// So much may the ratios of one axis differ: 1, 2, 5, 10 and 1, 3, 10 go up by about a factor.
  private static let largestSpread = 2.0

  /// Ratios between numbers that are this far apart say more than differences, even or not.
  private static let wideRatio = 4.0

  /// Whether the numbers go up by about a factor.
  private var isGeometric: Bool {
    guard isPositive else { return false }
    let pairs = zip(tried, tried.dropFirst())
    let ratios = pairs.map { $0.1 / $0.0 }
    if ratios.count == 1 { return ratios[0] >= Self.leastRatio }
    let steps = pairs.map { $0.1 - $0.0 }
    if Self.spread(steps) < 1 + 1e-9 { return false }
    let isWide = (tried.last ?? 1) >= Self.wideRatio * (tried.first ?? 1)
    return isWide || Self.spread(ratios) <= Self.largestSpread
  }

  private static func spread(_ numbers: [Double]) -> Double {
    (numbers.max() ?? 1) / (numbers.min() ?? 1)
  }

  /// The number in the ratio of the last two, or the round one near it where all are round.
  private var multiplied: Double {
    let exact = edge * (edge / neighbour)
    guard let digits = roundDigits else { return exact }
    let exponent = Int(log10(exact).rounded(.down))
    let near = (exponent - 1...exponent + 1).flatMap { power in
      digits.compactMap { Double("\($0)e\(power)") }
    }
    let beyond = near.filter { isLargest ? $0 > edge : $0 < edge }
    return beyond.min { abs(log($0 / exact)) < abs(log($1 / exact)) } ?? exact
  }

  /// The first digits of the usual round numbers, where all numbers are of them: 1 and 3, or 1, 2
  /// and 5.
  private var roundDigits: [Int]? {
    let first = tried.map { Self.onlyDigit(of: $0) }
    return [[1, 3], [1, 2, 5]].first { digits in
      // Without the last digit they may just as well be powers of something.
      first.contains(digits.last) && first.allSatisfy { $0.map(digits.contains) ?? false }
    }
  }

  /// The digit that is not 0; `nil` where there are several.
  private static func onlyDigit(of number: Double) -> Int? {
    let text = NumberText.significant(number, 15).prefix { $0 != "e" }
    let digits = text.compactMap(\.wholeNumberValue).filter { $0 != 0 }
    return digits.count == 1 ? digits[0] : nil
  }

  /// What leaves of 1 less in the ratio of the last two: 0.999 after 0.9 and 0.99.
  private var towardsOne: Double? {
    guard isLargest, isPositive, edge < 1 else { return nil }
    return 1 - (1 - edge) * ((1 - edge) / (1 - neighbour))
  }
}
