internal import Foundation

/// McNemar's exact test of whether two models err on the same number of examples.
package enum McNemar {
  /// The two-sided p value: among the examples on which the models differ, either is right as often.
  ///
  /// - Parameters:
  ///   - gained: Examples that only the second model has right.
  ///   - lost: Examples that only the first model has right.
  /// - Returns: 1 when there is no such example.
  package static func pValue(gained: Int, lost: Int) -> Double {
    let discordant = gained + lost
    let fewer = min(gained, lost)
    guard discordant > 0, 2 * fewer < discordant else { return 1 }
    // P(X ≤ k) of a fair coin is the incomplete beta function at one half.
    let tail = IncompleteBeta.regularized(
      at: 0.5, complement: 0.5, Double(discordant - fewer), Double(fewer + 1))
    return min(1, 2 * tail)
  }

  /// The least p value that this number of differing examples can give.
  package static func leastPValue(discordant: Int) -> Double {
    min(1, pow(2, 1 - Double(discordant)))
  }
}
