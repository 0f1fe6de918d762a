/// A part of a sweep; what it trains is determined by the records of the parts before it.
package struct Phase: Hashable, Sendable, Comparable {
  /// The number of variants that must have been selected before: 0 for those that come after none;
  /// replicates come last.
  private let depth: Int

  /// 0 for the declared settings, then the rounds of the refinement.
  let round: Int

  /// The declared settings of the variants that come after no other.
  package static let search = Phase(depth: 0, round: 0)

  /// The selected settings again, with other seeds.
  package static let replicate = Phase(depth: .max, round: 0)

  /// Selected trials again whose weights are to be kept and are missing; no part of a sweep's results.
  package static let weights = Phase(depth: .max, round: 1)

  /// The declared settings of variants that come after others.
  ///
  /// - Parameter depth: The length of the chain of variants before them.
  /// - Returns: Their phase.
  package static func search(depth: Int) -> Phase { Phase(depth: depth, round: 0) }

  /// A round of a refinement.
  ///
  /// - Parameters:
  ///   - round: From 1.
  ///   - depth: As in `search(depth:)`.
  /// - Returns: Its phase.
  package static func refine(_ round: Int, depth: Int = 0) -> Phase {
    Phase(depth: depth, round: round)
  }

  /// The name in `trials.csv`: `search`, `refine-1`, `after`, `replicate`.
  package var name: String {
    if self == .replicate { return "replicate" }
    if self == .weights { return "weights" }
    if round > 0 { return "refine-\(round)" }
    return depth == 0 ? "search" : "after"
  }

  /// The name where phases are listed: rounds of variants that come after others say so.
  package var title: String {
    if self == .replicate || self == .weights || depth == 0 { return name }
    let after = depth == 1 ? "after" : "after \(depth) others"
    return round == 0 ? after : "\(name), \(after)"
  }

  package static func < (lhs: Phase, rhs: Phase) -> Bool {
    (lhs.depth, lhs.round) < (rhs.depth, rhs.round)
  }
}
