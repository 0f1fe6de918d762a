package import Specification

/// The trials of a phase that is determined.
package struct SweepPhase: Sendable {
  package var phase: Phase
  /// By variant, then candidate, then seed, as declared; the same trial may be there several times.
  package var planned: [PlannedTrial]
  /// Each trial once, in the order of its first use.
  package var trials: [SweepTrial]
}
