internal import Specification

/// Matches columns by name, and those that were renamed by their values.
struct ColumnMatching {
  struct Metric {
    var comparison: MetricComparison
    /// Places among the metrics of either side.
    var a: Int?
    var b: Int?
  }

  private(set) var metrics: [Metric] = []
  /// Text columns of both sides.
  private(set) var attributes: [(name: String, a: Int, b: Int)] = []
  /// Text columns of one side, in clauses.
  private(set) var changes: [String] = []

  init(a: ResultSet, b: ResultSet, rows: [(a: Int?, b: Int?)]) {
    let matched = rows.compactMap { pair in
      pair.a.flatMap { old in pair.b.map { (a.rows[old], b.rows[$0]) } }
    }
    let names = ListMatching(a.metrics.map(\.name), b.metrics.map(\.name)) { left, right in
      Self.renames(left, right) { old, new in
        !matched.isEmpty
          && matched.allSatisfy { $0.cells[old] == $1.cells[new] && $0.cells[old] != .absent }
      }
    }
    metrics = names.pairs.compactMap { pair in
      let old = pair.a.map { a.metrics[$0] }
      guard let metric = pair.b.map({ b.metrics[$0] }) ?? old else { return nil }
      let presence: Presence
      if let old, pair.b != nil {
        presence = old.name == metric.name ? .both : .renamed(from: old.name)
      } else {
        presence = pair.b == nil ? .removed : .added
      }
      return Metric(
        comparison: MetricComparison(metric: metric, presence: presence), a: pair.a, b: pair.b)
    }
    let texts = ListMatching(a.attributeNames, b.attributeNames) { left, right in
      Self.renames(left, right) { old, new in
        matched.contains { !$0.0.attributes[old].isEmpty }
          && matched.allSatisfy { $0.attributes[old] == $1.attributes[new] }
      }
    }
    for pair in texts.pairs {
      switch (pair.a, pair.b) {
      case (let old?, let new?):
        let (before, after) = (a.attributeNames[old], b.attributeNames[new])
        attributes.append((after, old, new))
        if before != after { changes.append("column '\(before)' is now '\(after)'") }
      case (let old?, nil): changes.append("column '\(a.attributeNames[old])' was removed")
      case (nil, let new?): changes.append("column '\(b.attributeNames[new])' was added")
      case (nil, nil): break
      }
    }
  }

  /// One-to-one pairs of which the caller says that they are equal.
  private static func renames(
    _ left: [Int], _ right: [Int], _ isSame: (Int, Int) -> Bool
  ) -> [Int: Int] {
    var found: [Int: Int] = [:]
    for old in left {
      let fitting = right.filter { isSame(old, $0) }
      if fitting.count == 1, let new = fitting.first, left.count(where: { isSame($0, new) }) == 1 {
        found[old] = new
      }
    }
    return found
  }
}
