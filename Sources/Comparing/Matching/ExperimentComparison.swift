/// Two result sets side by side.
package struct ExperimentComparison: Sendable {
  package var name: String
  package var presence: Presence
  package var metrics: [MetricComparison]
  package var rows: [RowComparison]
  /// What changed about columns that are not compared, in sentences.
  package var columnChanges: [String]
  /// What a reader must know, in sentences.
  package var notes: [String]
  /// The second side's table on disk, for annotations.
  package var tablePath: String?
  /// The curves of both sides.
  package var curves: (a: CurveSource?, b: CurveSource?)
  /// Why none of its cells can be judged, whatever they hold; a clause.
  package var barrier: String?

  /// All cells with their row and metric, in the order of the table.
  package var cells: [(row: RowComparison, metric: MetricComparison, cell: CellComparison)] {
    rows.flatMap { row in
      zip(metrics, row.cells).compactMap { metric, cell in cell.map { (row, metric, $0) } }
    }
  }
}

/// On which side something is.
package enum Presence: Hashable, Sendable {
  case both
  /// On both sides, under another name on the first.
  case renamed(from: String)
  case added
  case removed

  package var isMatched: Bool {
    switch self {
    case .both, .renamed: true
    case .added, .removed: false
    }
  }

  package var oldName: String? {
    switch self {
    case .renamed(let name): name
    case .both, .added, .removed: nil
    }
  }

  /// As formats for programs call it.
  package var word: String {
    switch self {
    case .both: "both"
    case .renamed: "renamed"
    case .added: "added"
    case .removed: "removed"
    }
  }
}

/// A column of numbers on both sides.
package struct MetricComparison: Hashable, Sendable {
  package var metric: ComparedMetric
  package var presence: Presence
}

/// A row of both sides.
package struct RowComparison: Sendable {
  /// As tables show it.
  package var label: String
  package var presence: Presence
  /// Settings whose values differ.
  package var settings: [SettingChange]
  /// One for each metric; `nil` where neither side has a value.
  package var cells: [CellComparison?]
  /// The line in the second side's table, or in the first's for a row that was removed.
  package var line: Int
  /// Whether all trials behind the row have the same identities on both sides.
  package var hasSameTrials: Bool
}

/// A setting or description that is not the same on both sides.
package struct SettingChange: Hashable, Sendable {
  package var name: String
  package var a: String
  package var b: String
}
