internal import Specification
internal import Statistics

/// Matches rows and columns of two result sets and judges what they have in common.
struct ExperimentMatcher {
  let a: ResultSet
  let b: ResultSet
  let rules: JudgingRules
  /// The columns that name rows, on each side.
  private let keyNames: (a: [String], b: [String])
  /// Why no cell can be judged.
  private let barrier: String?

  /// Gives both sides the same key columns: a parameter that one of them lacks is empty there.
  init(a: ResultSet, b: ResultSet, rules: JudgingRules) {
    keyNames = (a.keyNames, b.keyNames)
    let names = b.keyNames + a.keyNames.filter { !b.keyNames.contains($0) }
    self.a = a.keyed(by: names)
    self.b = b.keyed(by: names)
    self.rules = rules
    barrier = LockState.barrier(a.lock, b.lock)
  }

  func comparison() -> ExperimentComparison {
    let rowPairs = ListMatching(a.rows.map(\.key), b.rows.map(\.key)) { left, right in
      left.count <= RenameFinder.mostRows && right.count <= RenameFinder.mostRows
        ? RenameFinder(a: a, b: b).renames(left, right) : [:]
    }.pairs
    let columns = ColumnMatching(a: a, b: b, rows: rowPairs)
    let label = RowLabel(a, b)
    let attributes = columns.attributes
    var rows = rowPairs.map { pair in
      row(pair, columns.metrics, attributes, label)
    }
    for index in columns.metrics.indices { conclude(&rows, index, columns.metrics[index]) }
    var notes = a.notes.map { "A: \($0)" } + b.notes.map { "B: \($0)" }
    notes += Self.repetitions(rows)
    return ExperimentComparison(
      name: b.name, presence: .both,
      metrics: columns.metrics.map(\.comparison), rows: rows,
      columnChanges: columns.changes + keyChanges, notes: notes, tablePath: b.tablePath,
      curves: (a.curves, b.curves), barrier: barrier)
  }

  /// Rows are named by the same columns on both sides, or their differences are said.
  private var keyChanges: [String] {
    Set(keyNames.a) == Set(keyNames.b)
      ? []
      : [
        "rows are named by \(keyNames.a.joined(separator: ", ")) in A and by "
          + "\(keyNames.b.joined(separator: ", ")) in B"
      ]
  }

  private func row(
    _ pair: (a: Int?, b: Int?), _ metrics: [ColumnMatching.Metric],
    _ attributes: [(name: String, a: Int, b: Int)], _ label: RowLabel
  ) -> RowComparison {
    let (old, new) = (pair.a.map { a.rows[$0] }, pair.b.map { b.rows[$0] })
    guard let old, let new else {
      let only = old ?? new
      return RowComparison(
        label: only.map(label.text) ?? "", presence: new == nil ? .removed : .added, settings: [],
        cells: metrics.map { oneSided($0, old, new) }, line: only?.line ?? 1, hasSameTrials: false)
    }
    let settings = attributes.compactMap { attribute -> SettingChange? in
      let (before, after) = (old.attributes[attribute.a], new.attributes[attribute.b])
      return before == after ? nil : SettingChange(name: attribute.name, a: before, b: after)
    }
    let (idsA, idsB) = (old.trials.map(\.id), new.trials.map(\.id))
    let cells = metrics.map { column -> CellComparison? in
      guard let indexA = column.a, let indexB = column.b else { return oneSided(column, old, new) }
      let (cellA, cellB) = (old.cells[indexA], new.cells[indexB])
      if let barrier { return Self.barred(old, cellA, new, cellB, barrier) }
      return CellJudge(rules: rules, metric: column.comparison.metric)
        .compare(old, cellA, new, cellB)
    }
    return RowComparison(
      label: label.text(new),
      presence: old.key == new.key ? .both : .renamed(from: label.text(old)), settings: settings,
      cells: cells, line: new.line,
      hasSameTrials: !idsA.isEmpty && !idsA.contains("") && idsA == idsB)
  }

  /// Two cells that are shown and not judged.
  private static func barred(
    _ old: ResultRow, _ cellA: ResultCell, _ new: ResultRow, _ cellB: ResultCell, _ reason: String
  ) -> CellComparison? {
    if cellA == .absent, cellB == .absent { return nil }
    return CellComparison(
      a: Summarized(old, cellA).side, b: Summarized(new, cellB).side, evidence: .none,
      verdict: .notComparable, remark: reason)
  }

  /// A cell that only one side has: shown, never judged.
  private func oneSided(
    _ column: ColumnMatching.Metric, _ old: ResultRow?, _ new: ResultRow?
  ) -> CellComparison? {
    let sideA = old.flatMap { row in column.a.flatMap { Summarized(row, row.cells[$0]).side } }
    let sideB = new.flatMap { row in column.b.flatMap { Summarized(row, row.cells[$0]).side } }
    guard sideA != nil || sideB != nil else { return nil }
    let reason = sideA == nil ? "there is nothing in A" : "there is nothing in B"
    return CellComparison(
      a: sideA, b: sideB, evidence: .none, verdict: .notComparable, remark: reason)
  }

  /// Corrects the p values of one metric over all rows, then decides.
  private func conclude(
    _ rows: inout [RowComparison], _ index: Int, _ column: ColumnMatching.Metric
  ) {
    let tested = rows.indices.filter { rows[$0].cells[index]?.evidence.result != nil }
    let pValues = tested.compactMap { rows[$0].cells[index]?.evidence.result?.pValue }
    let adjusted = Holm.adjusted(pValues)
    let goal = column.comparison.metric.goal
    for (place, row) in tested.enumerated() {
      guard var cell = rows[row].cells[index], let result = cell.evidence.result else { continue }
      cell.adjustedPValue = adjusted[place]
      if adjusted[place] < rules.level, result.estimate != 0 {
        cell.verdict = goal.isBetter(result.estimate, than: 0) ? .better : .worse
      } else if result.leastPValue * Double(tested.count) >= rules.level {
        cell.remark = Self.tooFew(result.leastPValue, of: tested.count, rules.level, cell.evidence)
      }
      rows[row].cells[index] = cell
    }
  }

  /// Says that no values whatever could have reached the level.
  private static func tooFew(
    _ least: Double, of rows: Int, _ level: Double, _ evidence: Evidence
  ) -> String {
    let number = DiffNumber.pValue(least)
    let what: String
    switch evidence {
    case .examples(let test):
      let count = test.gained + test.lost
      what = "\(count) differing example\(count == 1 ? "" : "s")"
    case .test(.pairedT, _, _), .test(.signFlip, _, _): what = "so few pairs"
    case .test, .none, .tolerance: what = "so few values"
    }
    let limit = "\(what) cannot go below p = \(number)"
    return least >= level
      ? "\(limit): the level \(DiffNumber.plain(level)) is out of reach"
      : "\(limit): the level \(DiffNumber.plain(level)) over \(rows) rows is out of reach"
  }

  /// Equal trials must have equal results.
  private static func repetitions(_ rows: [RowComparison]) -> [String] {
    let strange = rows.filter { row in
      row.hasSameTrials && row.cells.contains { $0?.isDifferent ?? false }
    }
    guard let first = strange.first else { return [] }
    let others = strange.count > 1 ? " and \(strange.count - 1) more" : ""
    return [
      "'\(first.label)'\(others): the same trials have other values; they were computed on another "
        + "machine or by another version, or a file was changed by hand"
    ]
  }
}

/// Names rows in a table: the variant, then what tells its settings apart.
struct RowLabel {
  private let shown: [Int]
  private let names: [String]

  init(_ a: ResultSet, _ b: ResultSet) {
    names = b.keyNames
    let rows = a.rows + b.rows
    let first = rows.first?.key ?? []
    shown = names.indices.filter { index in
      index > 0 && index < first.count
        && rows.contains { $0.key.count > index && $0.key[index] != first[index] }
    }
  }

  func text(_ row: ResultRow) -> String {
    guard let variant = row.key.first else { return "" }
    let parts = shown.compactMap { index -> String? in
      guard index < row.key.count, !row.key[index].isEmpty else { return nil }
      return names[index] == "phase" ? row.key[index] : "\(names[index]) \(row.key[index])"
    }
    return ([variant] + parts).joined(separator: ", ")
  }
}
