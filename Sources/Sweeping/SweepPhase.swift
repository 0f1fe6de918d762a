/// The parts of a sweep, in the order in which they run.
package enum SweepPhase: String, Hashable, Sendable, CaseIterable {
  /// Every setting of every variant, with the search seeds.
  case search
  /// The selected setting of each variant again, with the replicate seeds.
  case replicate
  /// Selected trials again whose weights are to be kept and are missing.
  case weights
}
