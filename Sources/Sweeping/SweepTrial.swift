package import Specification

/// One training that a sweep asks for.
package struct SweepTrial: Sendable {
  /// A place of the sweep that uses the trial.
  package struct Use: Hashable, Sendable {
    package var phase: SweepPhase
    /// Index of the variant in the experiment.
    package var variant: Int
    /// Index of the candidate in the variant.
    package var candidate: Int

    package init(phase: SweepPhase, variant: Int, candidate: Int) {
      self.phase = phase
      self.variant = variant
      self.candidate = candidate
    }
  }

  package var id: String
  package var trial: TrialSpecification
  /// Every place that uses it, in declared order; never empty.
  package var uses: [Use]
  /// The name of the variant that uses it first.
  package var variant: String
  /// The axis values of the first use.
  package var assignment: [Assigned]

  package init(
    id: String, trial: TrialSpecification, uses: [Use], variant: String, assignment: [Assigned]
  ) {
    self.id = id
    self.trial = trial
    self.uses = uses
    self.variant = variant
    self.assignment = assignment
  }
}
