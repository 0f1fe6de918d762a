package import Diagnostics
package import Reporting
internal import Specification

/// Puts the curves of both sides of one experiment into a figure.
package struct OverlayPlot {
  private let comparison: Comparison
  private let experiment: ExperimentComparison
  /// The metric that is drawn.
  package let metric: String

  /// A figure and which sides are not in it.
  package struct Drawing: Sendable {
    package var figure: OverlayFigure
    /// `A` or `B` when that side has no curves of the metric.
    package var missing: [String]
  }

  /// Chooses what to draw: the metric asked for, else the test accuracy, else the first column.
  package init?(_ comparison: Comparison, _ experiment: ExperimentComparison, metric: String?) {
    let names = experiment.metrics.map(\.metric.name)
    let usual = Metric(.test, .accuracy).name
    guard let name = metric ?? (names.contains(usual) ? usual : names.first) else { return nil }
    self.comparison = comparison
    self.experiment = experiment
    self.metric = name
  }

  /// The figure, with the sides that it lacks.
  ///
  /// - Parameter diagnostics: Receives mistakes in the files of curves.
  /// - Returns: `nil` when there are no curves of the metric, or a mistake in their files.
  /// - Throws: `SourceError` when a file cannot be read.
  package func drawing(into diagnostics: inout DiagnosticList) throws(SourceError) -> Drawing? {
    let a = try experiment.curves.a?.curves(of: metric, into: &diagnostics)
    let b = try experiment.curves.b?.curves(of: metric, into: &diagnostics)
    guard !diagnostics.hasErrors else { return nil }
    let panels = experiment.rows.map { row in
      OverlayFigure.Panel(
        title: row.label,
        sides: [
          Self.seeds(a?[row.presence.oldName ?? row.label]), Self.seeds(b?[row.label]),
        ])
    }
    let figure = OverlayFigure(
      title: experiment.name.isEmpty ? "Curves of both sides" : experiment.name,
      labels: ["A: \(comparison.labelA)", "B: \(comparison.labelB)"], metric: metric,
      panels: panels.filter { panel in panel.sides.contains { !$0.isEmpty } })
    let missing = ["A", "B"].enumerated().filter { index, _ in
      panels.allSatisfy { $0.sides[index].isEmpty }
    }
    return figure.map { Drawing(figure: $0, missing: missing.map(\.element)) }
  }

  private static func seeds(_ curves: [String: [Double?]]?) -> [[Double?]] {
    (curves ?? [:]).sorted { $0.key < $1.key }.map(\.value)
  }
}
