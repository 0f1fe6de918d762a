internal import Records
internal import Selecting
internal import Specification
internal import Statistics

/// Metrics against the values of a tuned axis, from the search trials.
struct AxisCurves {
  let results: Results
  let axis: String
  /// A metric's value as it is drawn.
  let scaled: (Double, Metric) -> Double

  func curves(_ metrics: [Metric]) -> [FigureBuilder.Curve] {
    let variants = results.experiment.variants
    let ticks = positions()
    let byVariant = Dictionary(
      grouping: results.trials.filter { $0.phase != .replicate }, by: \.variant)
    return variants.indices.flatMap { variant -> [FigureBuilder.Curve] in
      guard variants[variant].axes.contains(axis) else { return [] }
      let byCandidate = Dictionary(grouping: byVariant[variant] ?? [], by: \.candidate)
      return metrics.map { metric in
        curve(metric, of: variant, byCandidate, ticks)
      }
    }
  }

  private func curve(
    _ metric: Metric, of variant: Int, _ trials: [Int: [PlannedTrial]], _ ticks: [Axis.Tick]
  ) -> FigureBuilder.Curve {
    var curve = FigureBuilder.Curve(variant: variant, metric: metric, points: [])
    curve.ticks = ticks
    for tick in ticks {
      let here = results.experiment.variants[variant].candidates.indices.filter {
        value(of: $0, variant) == tick.label
      }
      let scored = here.compactMap { candidate -> (score: Double, summary: Summary)? in
        let own = trials[candidate] ?? []
        let scores = own.compactMap { results.records[$0.id]?.score(results.experiment.select) }
        let values = own.compactMap { results.value(metric, of: $0.id) }
        guard scores.count == own.count, values.count == own.count,
          let score = Summary(scores)?.mean, let summary = Summary(values)
        else { return nil }
        return (score, summary)
      }
      let goal = results.experiment.select.goal
      var best: Int?
      for index in scored.indices
      where best.map({ goal.isBetter(scored[index].score, than: scored[$0].score) }) ?? true {
        best = index
      }
      for index in scored.indices {
        let summary = scored[index].summary
        var point = Figure.Series.Point(x: tick.position, y: scaled(summary.mean, metric))
        guard index == best else {
          curve.background.append(point)
          continue
        }
        point.band = summary.halfWidth.map {
          scaled(summary.mean - $0, metric)...scaled(summary.mean + $0, metric)
        }
        curve.points.append(point)
      }
      let isDiverged = here.contains { candidate in
        (trials[candidate] ?? []).contains { results.records[$0.id]?.state.isDiverged ?? false }
      }
      if best == nil && isDiverged { curve.diverged.append(tick.position) }
    }
    return curve
  }

  private func value(of candidate: Int, _ variant: Int) -> String? {
    results.experiment.variants[variant].candidates[candidate].assignment
      .first { $0.name == axis }?.value
  }

  /// Every value of the axis at its place: numbers at their own, words one after the other.
  private func positions() -> [Axis.Tick] {
    var values: [String] = []
    for (variant, declaration) in results.experiment.variants.enumerated() {
      for candidate in declaration.candidates.indices {
        if let value = value(of: candidate, variant), !values.contains(value) {
          values.append(value)
        }
      }
    }
    let numbers = values.compactMap(Double.init)
    if numbers.count == values.count {
      return zip(numbers, values).map { Axis.Tick(position: $0, label: $1) }
        .sorted { $0.position < $1.position }
    }
    return values.enumerated().map { Axis.Tick(position: Double($0), label: $1) }
  }

  /// The abscissa, logarithmic when the axis is declared so, or when its values have no declared scale
  /// and are spread over more than a factor of 20.
  static func abscissa(
    _ name: String, _ curves: [FigureBuilder.Curve], declared: AxisScale?, panels: Int
  ) -> Axis {
    let ticks = curves.first?.ticks ?? []
    let positions = ticks.map(\.position)
    let title = name.replacing("_", with: " ")
    let isNumeric = ticks.allSatisfy { Double($0.label) != nil }
    guard let low = positions.min(), let high = positions.max() else {
      return .numbers(title, [0, 1])
    }
    let isLogarithmic =
      isNumeric && low > 0 && (declared.map { $0 == .logarithmic } ?? (high > 20 * low))
    if ticks.count > 12 && isNumeric {
      return isLogarithmic ? .magnitudes(title, positions) : .numbers(title, positions)
    }
    var axis: Axis
    if isLogarithmic {
      let margin = 1.35
      axis = Axis(
        title: title, lower: low / margin, upper: high * margin, isLogarithmic: true, ticks: ticks)
    } else {
      let margin = low == high ? 0.5 : (high - low) * 0.06
      axis = Axis(title: title, lower: low - margin, upper: high + margin, ticks: ticks)
    }
    axis.dropCrowdedLabels(width: panels == 1 ? 580 : 270)
    return axis
  }
}
