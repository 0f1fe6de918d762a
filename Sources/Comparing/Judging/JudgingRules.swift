/// How differences are judged.
package struct JudgingRules: Sendable {
  /// Which tests a user is ready to stand on.
  package enum Family: String, Sendable, CaseIterable {
    /// The t test for few pairs and for unpaired seeds, the sign-flip test from 8 pairs on.
    case auto
    /// t tests throughout: the values are taken to be normally distributed.
    case t
    /// Permutation tests throughout: nothing is assumed of the distribution.
    case exact
  }

  /// From so many pairs on the sign-flip test can reach the usual levels, also corrected.
  package static let signFlipFrom = 8

  package var level: Double
  package var family: Family
  package var tolerances: Tolerances

  package init(level: Double = 0.05, family: Family = .auto, tolerances: Tolerances = .none) {
    self.level = level
    self.family = family
    self.tolerances = tolerances
  }
}
