internal import Records
internal import Selecting
internal import Selecting
internal import Specification
internal import Statistics

/// Why a setting became its variant's row: what came after it, and whether it lies on an edge.
package struct SelectionExplanation: Sendable {
  /// A setting with its score.
  package struct Setting: Sendable, Hashable {
    /// Index among the variant's candidates.
    package var candidate: Int
    /// Mean over the search seeds.
    package var score: Double
  }

  /// An axis on which nothing was tried beyond the selected value.
  package struct Edge: Sendable, Hashable {
    package var axis: String
    /// The selected value.
    package var value: String
    /// All values that were tried, from the smallest to the largest.
    package var values: [String]
    package var isLargest: Bool
    /// Values beyond it that continue the row of values, the boldest first; they may be out of range.
    package var continuations: [Double]
  }

  /// Eligible settings, best first; ties in declared order.
  package var ranking: [Setting]
  package var diverged: Int
  package var failed: Int
  package var edges: [Edge]
  /// The selection metric with the seeds of `replicate`, which did not select; `nil` without them.
  package var replicated: (mean: Double, count: Int)?

  /// Explains a variant's selection; `nil` when nothing was selected.
  ///
  /// - Parameters:
  ///   - results: All search trials must be there.
  ///   - variant: Index among the experiment's variants.
  package init?(_ results: Results, variant: Int) {
    guard let winner = results.selections[variant].winner else { return nil }
    let declaration = results.experiment.variants[variant]
    let select = results.experiment.select
    let own = results.trials.filter { $0.variant == variant && $0.phase != .replicate }
    let trials = Dictionary(grouping: own, by: \.candidate)
    var ranking: [Setting] = []
    (diverged, failed) = (0, 0)
    for candidate in declaration.candidates.indices {
      let records = (trials[candidate] ?? []).compactMap { results.records[$0.id] }
      let scores = records.compactMap { $0.score(select) }.filter(\.isFinite)
      if scores.count == trials[candidate]?.count, let score = Summary(scores)?.mean {
        ranking.append(Setting(candidate: candidate, score: score))
      } else if records.contains(where: { $0.state.isDiverged }) {
        diverged += 1
      } else {
        failed += 1
      }
    }
    let summary = results.summary(select.metric, of: variant)
    replicated =
      results.experiment.replicate.isEmpty ? nil : summary.map { ($0.mean, $0.count) }
    // The sort must keep ties in declared order, so that the place decides them.
    self.ranking = ranking.enumerated().sorted { lhs, rhs in
      if select.goal.isBetter(lhs.element.score, than: rhs.element.score) { return true }
      if select.goal.isBetter(rhs.element.score, than: lhs.element.score) { return false }
      return lhs.offset < rhs.offset
    }.map(\.element)
    edges = declaration.axes.compactMap {
      Self.edge($0, of: declaration, winner: winner.candidate)
    }
  }

  /// How much better the selected setting is than the next; `nil` when there is no other.
  package var margin: Double? {
    ranking.count > 1 ? abs(ranking[0].score - ranking[1].score) : nil
  }

  private static func edge(_ axis: String, of variant: Variant, winner: Int) -> Edge? {
    func text(_ candidate: Candidate) -> String? {
      candidate.assignment.first { $0.name == axis }?.value
    }
    guard let value = text(variant.candidates[winner]) else { return nil }
    let texts = Set(variant.candidates.compactMap(text))
    let tried = texts.compactMap { text in Double(text).map { (text: text, number: $0) } }
      .sorted { $0.number < $1.number }
    guard tried.count == texts.count, tried.count > 1,
      let place = tried.firstIndex(where: { $0.text == value }),
      place == 0 || place == tried.count - 1
    else { return nil }
    let isLargest = place > 0
    return Edge(
      axis: axis, value: value, values: tried.map(\.text), isLargest: isLargest,
      continuations: AxisContinuation(tried.map(\.number), isLargest: isLargest).values)
  }
}
