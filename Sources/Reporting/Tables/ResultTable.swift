internal import Records
internal import Selecting
package import Specification
package import Statistics

/// The result table before it becomes text: one row for each variant.
package struct ResultTable: Sendable, Hashable {
  package struct Row: Sendable, Hashable {
    package var name: String
    /// One for each column.
    package var cells: [Cell]
    /// How many of the reported trials finished.
    package var finished: Int
    package var total: Int
    /// Why the row has no numbers: `diverged`, `failed`, `incomplete`; else empty.
    package var absence: String
  }

  package enum Cell: Sendable, Hashable {
    case text(String)
    /// Chosen axis values.
    case tuned([Assigned])
    /// A metric or score; `nil` where it is not known.
    case measurement(Summary?, Metric.Quantity)
    case count
  }

  package var title: String
  /// The head of the first column.
  package var heading: String
  package var columns: [Report.Column]
  package var rows: [Row]
  /// The names of all tuned axes, in declared order.
  package var axes: [String]
  /// Sentences below the table.
  package var caption: [String]

  /// Whether any row stands on several trials or on fewer than it should.
  package var countMatters: Bool {
    rows.contains { $0.total > 1 || $0.finished < $0.total }
  }

  package init(_ results: Results) {
    let experiment = results.experiment
    title = experiment.title
    heading = experiment.report.heading
    columns = experiment.report.columns
    rows = experiment.variants.indices.map { Row(results, variant: $0) }
    var known: Set<String> = []
    axes = experiment.variants.flatMap(\.axes).filter { known.insert($0).inserted }
    caption = Caption.sentences(results)
  }
}

extension ResultTable.Row {
  init(_ results: Results, variant: Int) {
    let declaration = results.experiment.variants[variant]
    let selection = results.selections[variant]
    let candidate = selection.winner.map { declaration.candidates[$0.candidate] }
    name = declaration.name
    finished = results.finishedTrials(of: variant).count
    total = selection.winner?.reportedTrials.count ?? results.expectedCount
    absence = Self.absence(selection, results, finished: finished)
    cells = results.experiment.report.columns.map { column in
      switch column.content {
      case .description: .text(declaration.description)
      case .tuned: .tuned(candidate?.assignment ?? [])
      case .parameter(let name):
        .text(
          candidate.flatMap { setting in
            (setting.assignment + setting.parameters).first { $0.name == name }?.value
          } ?? "")
      case .metric(let metric):
        .measurement(results.summary(metric, of: variant), metric.quantity)
      case .count: .count
      case .selectionScore:
        .measurement(
          selection.winner.flatMap { Summary([$0.score]) },
          results.experiment.select.metric.quantity)
      }
    }
  }

  private static func absence(
    _ selection: VariantSelection, _ results: Results, finished: Int
  ) -> String {
    switch selection.outcome {
    case .incomplete: return "incomplete"
    case .nothingEligible(let diverged, _): return diverged > 0 ? "diverged" : "failed"
    case .nothingBefore: return "not started"
    case .selected(let winner):
      if finished > 0 { return "" }
      let found = winner.reportedTrials.compactMap { results.records[$0.id] }
      if found.isEmpty { return "incomplete" }
      return found.contains { $0.state.isDiverged } ? "diverged" : "failed"
    }
  }

  /// The count of seeds behind the row: `8`, or `7/8` when not all of them finished.
  package var countText: String { finished == total ? "\(total)" : "\(finished)/\(total)" }
}

extension Results {
  /// The number of trials that a row should stand on.
  var expectedCount: Int {
    experiment.replicate.isEmpty ? experiment.seeds.count : experiment.replicate.count
  }
}
