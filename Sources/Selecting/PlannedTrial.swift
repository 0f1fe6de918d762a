package import Specification

/// A trial at its place in the experiment.
///
/// Equal trials of several variants have one id and one record, and a place each.
package struct PlannedTrial: Hashable, Sendable {
  package var phase: Phase
  /// Index among the experiment's variants.
  package var variant: Int
  /// Index among the variant's candidates.
  package var candidate: Int
  package var seed: UInt64
  package var id: String

  package init(phase: Phase, variant: Int, candidate: Int, seed: UInt64, id: String) {
    self.phase = phase
    self.variant = variant
    self.candidate = candidate
    self.seed = seed
    self.id = id
  }
}
