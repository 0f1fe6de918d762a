internal import Specification
internal import Statistics

/// Curves of two results over each other, one panel for each row.
package struct OverlayFigure: Sendable {
  /// One row: for each side its seeds' values by epoch.
  package struct Panel: Sendable {
    package var title: String
    package var sides: [[[Double?]]]

    package init(title: String, sides: [[[Double?]]]) {
      self.title = title
      self.sides = sides
    }
  }

  /// The gnuplot script.
  package let script: String

  /// Makes the figure; `nil` when there is nothing to draw.
  ///
  /// - Parameters:
  ///   - title: Of the whole picture.
  ///   - labels: What the two sides are called.
  ///   - metric: The name of what is drawn.
  ///   - panels: In the order of the table.
  package init?(title: String, labels: [String], metric: String, panels: [Panel]) {
    let isPercent = Metric(metric)?.quantity == .accuracy
    let drawn = panels.map { panel in
      panel.sides.map { Self.points($0, scale: isPercent ? 100 : 1) }
    }
    let points = drawn.joined().joined()
    guard !points.isEmpty else { return nil }
    let name = metric.replacing("_", with: " ")
    let ordinate = Self.ordinate(name, Array(points), isPercent: isPercent)
    let most = panels.flatMap(\.sides).map(\.count).max() ?? 1
    let figure = Figure(
      name: "diff", title: title,
      subtitle: name
        + (most > 2
          ? ", mean and 95% confidence interval over seeds" : most == 2 ? ", mean of 2 seeds" : ""),
      abscissa: .epochs(Int(points.map(\.x).max() ?? 1)),
      panels: zip(panels, drawn).map { panel, sides in
        Figure.Panel(
          title: panel.title.shortened(to: FigureLayout.longestTitle),
          series: sides.enumerated().filter { !$1.isEmpty }.map { index, points in
            Figure.Series(points: points, colour: index, pattern: index)
          }, ordinate: ordinate, diverged: [])
      }, sharesOrdinate: true,
      legend: labels.enumerated().map { index, label in
        Figure.LegendEntry(
          name: label.shortened(to: FigureLayout.longestName),
          sample: .line(colour: index, pattern: index))
      })
    script = GnuplotScript.text(figure)
  }

  /// Draws the figure as SVG.
  ///
  /// - Parameter path: Folders in which gnuplot is looked for, as in `PATH`.
  /// - Returns: The file's content.
  /// - Throws: `GnuplotError`.
  package func draw(path: String?) throws(GnuplotError) -> [UInt8] {
    Array(FigureFiles.signed(try Gnuplot(path: path).run(script), script).utf8)
  }

  /// The mean over seeds of each epoch that all of them reached.
  private static func points(_ seeds: [[Double?]], scale: Double) -> [Figure.Series.Point] {
    let epochs = seeds.map(\.count).min() ?? 0
    return (0..<epochs).compactMap { epoch in
      let values = seeds.compactMap { $0[epoch] }.filter(\.isFinite).map { scale * $0 }
      guard values.count == seeds.count, let summary = Summary(values) else { return nil }
      return Figure.Series.Point(
        x: Double(epoch + 1), y: summary.mean,
        band: summary.halfWidth.map { summary.mean - $0...summary.mean + $0 })
    }
  }

  private static func ordinate(
    _ title: String, _ points: [Figure.Series.Point], isPercent: Bool
  ) -> Axis {
    let ends = points.flatMap { point in
      [point.y, point.band?.lowerBound ?? point.y, point.band?.upperBound ?? point.y]
    }
    if isPercent { return .numbers(title, ends, suffix: "%", limit: 100) }
    let means = points.map(\.y)
    if let low = means.min(), let high = means.max(), low > 0, high > 30 * low {
      return .magnitudes(title, means)
    }
    return .numbers(title, ends)
  }
}
