/// Everything that a comparison of two results found.
package struct Comparison: Sendable {
  /// Both sides as the user named them.
  package var labelA: String
  package var labelB: String
  package var rules: JudgingRules
  package var experiments: [ExperimentComparison]

  /// Compares result sets: a single one with a single one, else by name.
  package init(
    _ labelA: String, _ a: [ResultSet], _ labelB: String, _ b: [ResultSet], rules: JudgingRules
  ) {
    self.labelA = labelA
    self.labelB = labelB
    self.rules = rules
    if a.count == 1, b.count == 1 {
      experiments = [ExperimentMatcher(a: a[0], b: b[0], rules: rules).comparison()]
      return
    }
    let pairs = ListMatching(a.map(\.name), b.map(\.name)) { _, _ in [:] }.pairs
    experiments = pairs.compactMap { pair in
      let (old, new) = (pair.a.map { a[$0] }, pair.b.map { b[$0] })
      guard let old, let new else {
        return (old ?? new).map { Self.oneSided($0, isNew: new != nil) }
      }
      return ExperimentMatcher(a: old, b: new, rules: rules).comparison()
    }
  }

  private static func oneSided(_ set: ResultSet, isNew: Bool) -> ExperimentComparison {
    ExperimentComparison(
      name: set.name, presence: isNew ? .added : .removed, metrics: [], rows: [],
      columnChanges: [], notes: [], tablePath: isNew ? set.tablePath : nil, curves: (nil, nil))
  }

  /// How many cells that both sides have got each verdict.
  package var counts: [Verdict: Int] {
    experiments.flatMap(\.cells).filter {
      $0.row.presence.isMatched && $0.metric.presence.isMatched
    }
    .reduce(into: [:]) { $0[$1.cell.verdict, default: 0] += 1 }
  }
}
