internal import Diagnostics

/// A setting that the records of earlier phases determine and that cannot be resolved.
///
/// Only combinations that were too many to be checked in advance can come to this.
package struct UnresolvedSetting: Error, CustomStringConvertible {
  package var description: String
}

extension Variant {
  /// The phases in which the variant has settings of its own, in order.
  package var phases: [Phase] {
    let rounds = refine.map { Array(1...$0.rounds) } ?? []
    return [.search(depth: depth)] + rounds.map { .refine($0, depth: depth) }
  }

  /// How many settings a phase may have at most.
  package func largestCount(in phase: Phase) -> Int {
    guard phases.contains(phase) else { return 0 }
    if phase != .search(depth: depth) { return refine?.count ?? 0 }
    return depth == 0 ? candidates.count { $0.phase == phase } : expander?.declaredCount ?? 0
  }

  /// The settings of a phase that records determine.
  ///
  /// - Parameters:
  ///   - phase: One of the variant's phases, not the search.
  ///   - start: For a refinement the best setting of this variant so far; otherwise the selected
  ///     setting of the variant before.
  /// - Returns: Settings that are not among the variant's so far; may be empty.
  /// - Throws: `UnresolvedSetting` when one of them is not possible.
  package func candidates(in phase: Phase, from start: Candidate) throws(UnresolvedSetting)
    -> [Candidate]
  {
    guard let expander, let source = start.source else { return [] }
    let isRound = phase != .search(depth: depth)
    let readings =
      isRound
      ? expander.read(round: phase.round, around: source, phase)
      : expander.read(from: source, phase)
    var known = Set(candidates.map(\.trial))
    var found: [Candidate] = []
    for reading in readings {
      guard let candidate = reading.candidate, !reading.diagnostics.hasErrors else {
        let mistake = reading.diagnostics.sorted.first { $0.severity == .error }
        throw UnresolvedSetting(
          description: "\(name): \(phase.name): \(mistake?.message ?? "a setting is not possible")")
      }
      if known.insert(candidate.trial).inserted { found.append(candidate) }
    }
    return found
  }
}
