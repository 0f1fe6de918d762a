/// What a comparison must not have in it to pass.
package enum Gate: String, Sendable, CaseIterable {
  /// Nothing is worse, and everything could be judged.
  case worse
  /// Nothing is better or worse either way, and no row, column or setting changed.
  case changed
  /// No value differs at all.
  case any

  /// The reasons why a comparison does not pass, one line each.
  ///
  /// What cannot be compared never passes, and neither does a row or a column that is gone.
  package func reasons(_ comparison: Comparison) -> [String] {
    let experiments = comparison.experiments
    if experiments.contains(where: \.presence.isMatched), comparison.counts.isEmpty {
      return reasonsOfExperiments(comparison) + ["no value of both sides could be compared"]
    }
    return reasonsOfExperiments(comparison)
  }

  private func reasonsOfExperiments(_ comparison: Comparison) -> [String] {
    comparison.experiments.flatMap { experiment -> [String] in
      let isSeveral = comparison.experiments.count > 1
      let prefix = isSeveral || experiment.rows.isEmpty ? "\(experiment.name): " : ""
      return reasons(experiment).map { prefix + $0 }
    }
  }

  private func reasons(_ experiment: ExperimentComparison) -> [String] {
    switch experiment.presence {
    case .removed: return ["the whole experiment was removed"]
    case .added: return self == .worse ? [] : ["the whole experiment was added"]
    case .both, .renamed: break
    }
    var reasons: [String] = []
    for row in experiment.rows where offends(row.presence) {
      reasons.append("\(row.label): the row was \(row.presence.word)")
    }
    for metric in experiment.metrics where offends(metric.presence) {
      reasons.append("\(metric.metric.name): the column was \(metric.presence.word)")
    }
    for (row, metric, cell) in experiment.cells
    where row.presence.isMatched && metric.presence.isMatched && offends(cell) {
      reasons.append(
        "\(row.label): \(metric.metric.name): \(word(cell)): \(CellSentence.text(cell, metric))")
    }
    if self != .worse {
      reasons += experiment.columnChanges
      for row in experiment.rows where row.presence.isMatched {
        reasons += row.settings.map { "\(row.label): \($0.name): \($0.text)" }
      }
    }
    return reasons
  }

  private func word(_ cell: CellComparison) -> String {
    cell.verdict == .noEvidence ? "differs" : cell.verdict.rawValue
  }

  private func offends(_ presence: Presence) -> Bool {
    switch presence {
    case .both: false
    case .removed: true
    case .renamed, .added: self != .worse
    }
  }

  private func offends(_ cell: CellComparison) -> Bool {
    switch cell.verdict {
    case .worse, .notComparable: true
    case .better: self != .worse
    case .noEvidence: self == .any && cell.isDifferent
    case .same: false
    }
  }
}
