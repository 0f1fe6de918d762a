internal import Foundation

/// The standard normal distribution.
enum NormalDistribution {
  /// The probability that a normal number lies outside `-bound ... bound`.
  static func twoSidedTail(_ bound: Double) -> Double { erfc(bound / 2.0.squareRoot()) }
}
