internal import Specification
internal import Statistics

/// A cell of a comparison as the texts of one line.
struct DiffLine {
  var row: String
  var metric: String
  var a: String
  var b: String
  var change: String
  var interval: String
  var pValue: String
  var verdict: String
  var notes: [Int]
  var cell: CellComparison
  var presence: Presence

  /// Whether a reviewer has to look at it.
  var isFinding: Bool {
    guard presence.isMatched else { return true }
    switch cell.verdict {
    case .better, .worse, .notComparable: return true
    case .same, .noEvidence: return false
    }
  }

  init(
    _ row: RowComparison, _ metric: MetricComparison, _ cell: CellComparison, digits: Int,
    _ footnotes: inout Footnotes
  ) {
    self.row = row.label + (row.presence.oldName.map { " (was \($0))" } ?? "")
    self.metric = metric.title
    self.cell = cell
    presence = row.presence.isMatched ? metric.presence : row.presence
    a = Self.side(cell.a, digits)
    b = Self.side(cell.b, digits)
    let result = cell.evidence.result
    change = cell.difference.map { DiffNumber.signed($0, digits) } ?? ""
    interval =
      result?.interval.map {
        "\(DiffNumber.signed($0.lowerBound, digits)) … \(DiffNumber.signed($0.upperBound, digits))"
      } ?? ""
    pValue = cell.adjustedPValue.map(DiffNumber.pValue) ?? ""
    switch presence {
    case .both, .renamed:
      verdict = cell.verdict.mark
      notes = footnotes.numbers(of: cell)
    case .added, .removed:
      verdict = presence.word
      notes = []
    }
  }

  static func side(_ side: CellComparison.Side?, _ digits: Int) -> String {
    guard let side else { return "–" }
    let interval = side.shownHalfWidth.map { " ± \(DiffNumber.fixed($0, digits))" } ?? ""
    return DiffNumber.fixed(side.shownMean, digits) + interval
  }
}

extension MetricComparison {
  /// The column's name with the better direction, and its old name.
  var title: String {
    let arrow = metric.goal == .maximize ? "↑" : "↓"
    return "\(metric.name) \(arrow)" + (presence.oldName.map { " (was \($0))" } ?? "")
  }
}

extension ExperimentComparison {
  /// The digits after the point that all values of a column are shown with.
  private func digits(_ index: Int) -> Int {
    DiffNumber.digits(rows.compactMap { $0.cells[index] })
  }

  /// The lines of one column, of all rows or only of those that both sides have.
  func lines(
    of index: Int, inBothOnly: Bool = false, _ footnotes: inout Footnotes
  ) -> [DiffLine] {
    let digits = digits(index)
    return rows.filter { $0.presence.isMatched || !inBothOnly }.compactMap { row in
      row.cells[index].map { cell in
        DiffLine(row, metrics[index], cell, digits: digits, &footnotes)
      }
    }
  }

  /// Rows and columns that came or went, and settings that changed, in sentences.
  var structuralChanges: [String] { structuralChanges(withValues: false) }

  /// The same, where wanted with the values of rows that only one side has.
  func structuralChanges(withValues: Bool) -> [String] {
    var changes: [String] = []
    let digits = withValues ? metrics.indices.map(digits) : []
    for row in rows {
      let values = digits.isEmpty ? "" : Self.values(of: row, metrics, digits)
      switch row.presence {
      case .both: break
      case .renamed(let old): changes.append("row '\(row.label)' was '\(old)'")
      case .added: changes.append("row '\(row.label)' was added\(values)")
      case .removed: changes.append("row '\(row.label)' was removed\(values)")
      }
    }
    for metric in metrics {
      switch metric.presence {
      case .both: break
      case .renamed(let old): changes.append("column '\(old)' is now '\(metric.metric.name)'")
      case .added: changes.append("column '\(metric.metric.name)' was added")
      case .removed: changes.append("column '\(metric.metric.name)' was removed")
      }
    }
    changes += columnChanges
    for row in rows where row.presence.isMatched {
      for setting in row.settings {
        changes.append("\(row.label): \(setting.name) \(setting.text)")
      }
    }
    return changes
  }

  /// Of more columns a line would not have place for the values.
  private static let mostValues = 4

  /// `: test_accuracy 0.9443 ± 0.0016`; empty for a row of both sides and with many columns.
  private static func values(
    of row: RowComparison, _ metrics: [MetricComparison], _ digits: [Int]
  ) -> String {
    guard !row.presence.isMatched, metrics.count <= mostValues else { return "" }
    let texts = metrics.indices.compactMap { index in
      row.cells[index].flatMap { $0.a ?? $0.b }.map { side in
        "\(metrics[index].metric.name) \(DiffLine.side(side, digits[index]))"
      }
    }
    return texts.isEmpty ? "" : ": " + texts.joined(separator: ", ")
  }
}

extension SettingChange {
  /// `0.1 → 0.01`; what is empty is a dash.
  var text: String { "\(a.isEmpty ? "–" : a) → \(b.isEmpty ? "–" : b)" }
}

extension Comparison {
  /// `1 row removed, 2 rows added`.
  private var comingsAndGoings: [String] {
    let items: [(String, [Presence])] = [
      ("experiment", experiments.map(\.presence)),
      ("row", experiments.flatMap(\.rows).map(\.presence)),
      ("column", experiments.flatMap(\.metrics).map(\.presence)),
    ]
    return items.flatMap { name, presences in
      [Presence.removed, .added].compactMap { kind in
        let count = presences.count { $0 == kind }
        return count == 0 ? nil : "\(count) \(name)\(count == 1 ? "" : "s") \(kind.word)"
      }
    }
  }

  /// `1 worse, 2 better, 3 without evidence, 4 the same`.
  var countText: String {
    let counts = counts
    let parts =
      [
        (Verdict.worse, "worse"), (.better, "better"), (.notComparable, "not comparable"),
        (.noEvidence, "without evidence"), (.same, "the same"),
      ].compactMap { verdict, words in counts[verdict].map { "\($0) \(words)" } } + comingsAndGoings
    return parts.isEmpty ? "nothing to compare" : parts.joined(separator: ", ")
  }
}
