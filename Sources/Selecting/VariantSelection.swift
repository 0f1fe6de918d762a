/// Which setting of a variant becomes its row, or why none does.
package struct VariantSelection: Hashable, Sendable {
  package struct Winner: Hashable, Sendable {
    /// Index among the variant's candidates.
    package var candidate: Int
    /// Mean over the search seeds; biased towards the better, because it was selected.
    package var score: Double
    /// One for each search seed.
    package var searchTrials: [PlannedTrial]
    /// One for each replicate seed.
    package var replicateTrials: [PlannedTrial]

    /// The trials that the row reports: the replicates where there are any.
    package var reportedTrials: [PlannedTrial] {
      replicateTrials.isEmpty ? searchTrials : replicateTrials
    }
  }

  package enum Outcome: Hashable, Sendable {
    case selected(Winner)
    /// Some search trials have no record yet, or are not even determined.
    case incomplete(finished: Int, of: Int)
    /// No setting finished with all its seeds; the numbers count settings.
    case nothingEligible(diverged: Int, failed: Int)
    /// It comes after the named variant, which has no selected setting.
    case nothingBefore(String)
  }

  /// Index among the experiment's variants.
  package var variant: Int
  package var outcome: Outcome

  package var winner: Winner? { outcome.winner }
}

extension VariantSelection.Outcome {
  package var winner: VariantSelection.Winner? {
    switch self {
    case .selected(let winner): winner
    case .incomplete, .nothingEligible, .nothingBefore: nil
    }
  }
}
