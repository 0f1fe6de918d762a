internal import Records
internal import Selecting
internal import Specification
internal import Statistics

/// Turns a declared plot and the results into a figure.
struct FigureBuilder {
  let results: Results
  let plot: Report.Plot

  private var variants: [Variant] { results.experiment.variants }

  /// The declared arrangement, unless it would put percentages and losses on one axis, or more curves
  /// into one panel than can be told apart.
  private var arrangement: Report.Plot.Arrangement {
    guard plot.panels == .none else { return plot.panels }
    let isMixed = !isPureAccuracy && plot.metrics.contains { $0.quantity == .accuracy }
    let isCrowded = plot.metrics.count > 1 && variants.count > FigureStyle.colourCount
    return isMixed || isCrowded ? .metric : .none
  }

  private var isPureAccuracy: Bool { plot.metrics.allSatisfy { $0.quantity == .accuracy } }

  /// The figure, or `nil` when there is nothing to draw.
  func figure() -> Figure? {
    let curves: [Curve]
    switch plot.abscissa {
    case .epoch: curves = epochCurves()
    case .axis(let name):
      curves = AxisCurves(results: results, axis: name, scaled: scaled).curves(plot.metrics)
    }
    guard curves.contains(where: { !$0.points.isEmpty || !$0.diverged.isEmpty }) else {
      return nil
    }
    let abscissa = abscissa(curves)
    let panels = panels(curves)
    return Figure(
      name: plot.name, title: plot.title.isEmpty ? results.experiment.title : plot.title,
      subtitle: subtitle(), abscissa: abscissa, panels: panels,
      sharesOrdinate: arrangement == .variant, legend: legend(curves))
  }

  /// A variant's metric along the abscissa.
  struct Curve {
    var variant: Int
    var metric: Metric
    var points: [Figure.Series.Point]
    /// Settings that were not the best at their place.
    var background: [Figure.Series.Point] = []
    var diverged: [Double] = []
    /// The ticks that the abscissa should have, when its values are few.
    var ticks: [Axis.Tick] = []
  }

  // MARK: Curves by epoch

  private func epochCurves() -> [Curve] {
    variants.indices.flatMap { variant in
      plot.metrics.map { metric in
        Curve(variant: variant, metric: metric, points: points(metric, of: variant))
      }
    }
  }

  private func points(_ metric: Metric, of variant: Int) -> [Figure.Series.Point] {
    let curves = results.finishedTrials(of: variant)
      .compactMap { results.curve(metric, of: $0.id) }
    let epochs = curves.map(\.count).min() ?? 0
    return (0..<epochs).compactMap { epoch in
      let values = curves.compactMap { $0[epoch] }.filter(\.isFinite)
      guard values.count == curves.count, let summary = Summary(values) else { return nil }
      return Figure.Series.Point(
        x: Double(epoch + 1), y: scaled(summary.mean, metric),
        band: summary.halfWidth.map {
          scaled(summary.mean - $0, metric)...scaled(summary.mean + $0, metric)
        })
    }
  }

  private func scaled(_ value: Double, _ metric: Metric) -> Double {
    isPercent(metric) ? 100 * value : value
  }

  /// Accuracies are shown in percent, except on an axis that they share with losses.
  private func isPercent(_ metric: Metric) -> Bool {
    metric.quantity == .accuracy && (isPureAccuracy || arrangement == .metric)
  }

  // MARK: Axes

  private func abscissa(_ curves: [Curve]) -> Axis {
    switch plot.abscissa {
    case .epoch:
      return .epochs(Int(curves.flatMap(\.points).map(\.x).max() ?? 1))
    case .axis(let name):
      return AxisCurves.abscissa(
        name, curves, declared: results.experiment.scales[name],
        panels: arrangement == .none ? 1 : 2)
    }
  }

  private func ordinate(_ curves: [Curve]) -> Axis {
    let metrics = plot.metrics.filter { metric in curves.contains { $0.metric == metric } }
    let title = Self.title(metrics)
    let values = curves.flatMap { curve in
      (curve.points + curve.background).flatMap { point in
        [point.y, point.band?.lowerBound ?? point.y, point.band?.upperBound ?? point.y]
      }
    }
    if metrics.allSatisfy(isPercent) {
      return .numbers(title, values, suffix: "%", limit: 100)
    }
    let means = curves.flatMap(\.points).map(\.y)
    if let low = means.min(), let high = means.max(), low > 0, high > 30 * low {
      return .magnitudes(title, means)
    }
    return .numbers(title, values)
  }

  /// What an axis with several metrics is called: what they have in common.
  static func title(_ metrics: [Metric]) -> String {
    if metrics.count == 1, let only = metrics.first { return Caption.title(only) }
    let quantities = Set(metrics.map(\.quantity))
    if quantities.count == 1, let only = quantities.first { return only.rawValue }
    return ""
  }

  // MARK: Panels

  private func panels(_ curves: [Curve]) -> [Figure.Panel] {
    switch arrangement {
    case .none:
      return [panel("", curves) { ($0.variant, patternIndex($0.metric)) }]
    case .metric:
      return plot.metrics.map { metric in
        panel(Caption.title(metric), curves.filter { $0.metric == metric }) { ($0.variant, 0) }
      }
    case .variant:
      let ordinate = ordinate(curves)
      return variants.indices.compactMap { variant in
        let own = curves.filter { $0.variant == variant }
        guard !own.isEmpty else { return nil }
        let name = name(
          of: variant, isMissing: own.allSatisfy(\.points.isEmpty), width: FigureLayout.longestTitle
        )
        var panel = panel(name, own) { (patternIndex($0.metric), 0) }
        panel.ordinate = ordinate
        return panel
      }
    }
  }

  private func patternIndex(_ metric: Metric) -> Int {
    plot.metrics.firstIndex(of: metric) ?? 0
  }

  private func panel(
    _ title: String, _ curves: [Curve], _ style: (Curve) -> (colour: Int, pattern: Int)
  ) -> Figure.Panel {
    var series: [Figure.Series] = []
    for curve in curves where !curve.background.isEmpty {
      series.append(
        Figure.Series(
          points: curve.background, colour: style(curve).colour, pattern: 0, isBackground: true))
    }
    for curve in curves where !curve.points.isEmpty {
      let (colour, pattern) = style(curve)
      series.append(
        Figure.Series(
          points: curve.points, colour: colour, pattern: pattern, hasBars: plot.abscissa != .epoch))
    }
    var marks: [Figure.Mark] = []
    for curve in curves {
      for x in curve.diverged {
        let mark = Figure.Mark(x: x, colour: style(curve).colour)
        if !marks.contains(mark) { marks.append(mark) }
      }
    }
    return Figure.Panel(
      title: title, series: series, ordinate: ordinate(curves), diverged: marks)
  }

  // MARK: Words

  private func subtitle() -> String {
    let seeds = results.expectedCount
    let isComplete = variants.indices.allSatisfy { variant in
      let finished = results.finishedTrials(of: variant).count
      return finished == 0 || finished == seeds
    }
    let gap = isComplete ? "" : ", fewer where trials did not finish"
    switch plot.abscissa {
    case .epoch:
      if seeds == 1 { return "selected settings, one seed" }
      return seeds == 2
        ? "selected settings, mean of 2 seeds" + gap
        : "selected settings, mean and 95% confidence interval of \(seeds) seeds" + gap
    case .axis:
      let count = results.experiment.seeds.count
      return "best setting at each value, others pale"
        + (count == 1
          ? "" : count == 2 ? "; means of 2 seeds" : "; means and 95% intervals of \(count) seeds")
    }
  }

  /// A variant's name, cut to a width, with the reason why it has no curve.
  private func name(of variant: Int, isMissing: Bool, width: Int) -> String {
    let absence = isMissing ? ResultTable.Row(results, variant: variant).absence : ""
    let note = absence.isEmpty ? "" : " (\(absence))"
    return variants[variant].name.shortened(to: width - note.displayWidth) + note
  }

  private func legend(_ curves: [Curve]) -> [Figure.LegendEntry] {
    var entries: [Figure.LegendEntry] = []
    let byVariant = variants.indices.filter { variant in
      curves.contains { $0.variant == variant }
    }.map { variant in
      let isMissing = !curves.contains { $0.variant == variant && !$0.points.isEmpty }
      let hasCrosses = curves.contains { $0.variant == variant && !$0.diverged.isEmpty }
      return Figure.LegendEntry(
        name: name(of: variant, isMissing: isMissing, width: FigureLayout.longestName),
        sample: !isMissing
          ? .line(colour: variant, pattern: 0) : hasCrosses ? .cross(colour: variant) : .none)
    }
    switch arrangement {
    case .metric: entries = byVariant
    case .none:
      entries = byVariant
      if plot.metrics.count > 1 {
        entries += plot.metrics.enumerated().map { index, metric in
          Figure.LegendEntry(name: Caption.title(metric), sample: .pattern(index))
        }
      }
    case .variant:
      entries = plot.metrics.enumerated().map { index, metric in
        Figure.LegendEntry(name: Caption.title(metric), sample: .line(colour: index, pattern: 0))
      }
    }
    if curves.contains(where: { !$0.diverged.isEmpty }) {
      entries.append(Figure.LegendEntry(name: "diverged", sample: .cross(colour: nil)))
    }
    return entries
  }
}
