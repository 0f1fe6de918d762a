package import Specification

/// One training that a phase of a sweep asks for.
package struct SweepTrial: Sendable {
  package var id: String
  package var trial: TrialSpecification
  /// Every place of the phase that uses it, in declared order; never empty.
  package var uses: [PlannedTrial]
  /// The name of the variant that uses it first.
  package var variant: String
  /// The axis values of the first use.
  package var assignment: [Assigned]

  package init(
    id: String, trial: TrialSpecification, uses: [PlannedTrial], variant: String,
    assignment: [Assigned]
  ) {
    self.id = id
    self.trial = trial
    self.uses = uses
    self.variant = variant
    self.assignment = assignment
  }
}
