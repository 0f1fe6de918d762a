package import Diagnostics
package import Reporting
internal import Specification

/// Puts the curves of both sides of one experiment into a figure.
package struct OverlayPlot {
  private let comparison: Comparison
  private let experiment: ExperimentComparison
  /// The metric that is drawn.
  package let metric: String

  /// Chooses what to draw: the metric asked for, else the test accuracy, else the first column.
  package init?(_ comparison: Comparison, _ experiment: ExperimentComparison, metric: String?) {
    let names = experiment.metrics.map(\.metric.name)
    let usual = Metric(.test, .accuracy).name
    guard let name = metric ?? (names.contains(usual) ? usual : names.first) else { return nil }
    self.comparison = comparison
    self.experiment = experiment
    self.metric = name
  }

  /// The figure.
  ///
  /// - Parameter diagnostics: Receives mistakes in the files of curves.
  /// - Returns: `nil` when there are no curves of the metric, or a mistake in their files.
  /// - Throws: `SourceError` when a file cannot be read.
  package func figure(into diagnostics: inout DiagnosticList) throws(SourceError) -> OverlayFigure?
  {
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
    return OverlayFigure(
      title: experiment.name.isEmpty ? "Curves of both sides" : experiment.name,
      labels: ["A: \(comparison.labelA)", "B: \(comparison.labelB)"], metric: metric,
      panels: panels.filter { panel in panel.sides.contains { !$0.isEmpty } })
  }

  private static func seeds(_ curves: [String: [Double?]]?) -> [[Double?]] {
    (curves ?? [:]).sorted { $0.key < $1.key }.map(\.value)
  }
}
