internal import Catalog
internal import Diagnostics
internal import YAMLReader

extension ExperimentReading {
  /// Reads the figures.
  mutating func plots(_ field: Field, _ scope: ReportScope) -> [Report.Plot] {
    guard let items = field.value.node.sequence else {
      decoder.report(
        .wrongType, at: field.value,
        "'plots' must be a list of figures, not \(field.value.node.kindDescription)")
      return []
    }
    var plots: [Report.Plot] = []
    for item in items {
      guard let fields = decoder.fields(Located(item), ReportKeys.plot),
        var plot = plot(fields, scope)
      else { continue }
      if plots.contains(where: { $0.name == plot.name }) {
        if let name = fields[ReportKeys.name.name] {
          decoder.diagnostics.report(
            .conflictingValues, at: name.value.range,
            "there are two figures named '\(plot.name)'")
        }
        plot.name = Self.unusedName(plot.name, among: plots.map(\.name))
      }
      plots.append(plot)
    }
    return plots
  }

  /// A name with the first free number behind it.
  private static func unusedName(_ name: String, among names: [String]) -> String {
    var number = 2
    while names.contains("\(name)-\(number)") { number += 1 }
    return "\(name)-\(number)"
  }

  private mutating func plot(_ fields: Fields, _ scope: ReportScope) -> Report.Plot? {
    let metrics = fields["metric"].flatMap { plotMetrics($0, scope) }
    let abscissa = abscissa(fields, scope)
    let panels = decoder.valueOrDefault(ReportKeys.panels, in: fields)
    let name = plotName(fields)
    let title = decoder.value(ReportKeys.title, in: fields)
    guard let metrics, let abscissa, let panels else { return nil }
    let by =
      switch abscissa {
      case .epoch: "epoch"
      case .axis(let axis): axis
      }
    let words = metrics.map { $0.name.inWords.lowercased() }.joined(separator: " and ")
    let automaticTitle =
      words.prefix(1).uppercased() + words.dropFirst() + " by " + by.inWords.lowercased()
    let automaticName = (metrics.map(\.name) + ["by", by]).joined(separator: "-")
      .replacing("_", with: "-").replacing(".", with: "-")
    return Report.Plot(
      metrics: metrics, abscissa: abscissa, panels: panels, name: name ?? automaticName,
      title: title ?? automaticTitle)
  }

  private mutating func plotMetrics(_ field: Field, _ scope: ReportScope) -> [Metric]? {
    guard let items = field.value.node.sequence else {
      return metric(field.value.node, scope).map { [$0] }
    }
    if items.isEmpty {
      decoder.report(.wrongType, at: field.value, "'metric' has no metrics")
      return nil
    }
    var metrics: [Metric] = []
    for item in items {
      guard let metric = metric(item, scope) else { continue }
      if metrics.contains(metric) {
        decoder.diagnostics.report(
          .conflictingValues, at: item.range, "metric '\(metric)' is there twice")
      } else {
        metrics.append(metric)
      }
    }
    return metrics.isEmpty ? nil : metrics
  }

  private mutating func abscissa(_ fields: Fields, _ scope: ReportScope) -> Report.Plot.Abscissa? {
    guard let name = decoder.valueOrDefault(ReportKeys.by, in: fields) else { return nil }
    if name == "epoch" { return .epoch }
    if scope.axes.contains(name) { return .axis(name) }
    guard let field = fields[ReportKeys.by.name] else { return nil }
    let correction = Correction(name, among: ["epoch"] + scope.axes.sorted())
    decoder.diagnostics.report(
      .unknownAxis, at: field.value.range, "'\(name)' is no axis of any variant",
      hint: correction?.hint ?? "write 'epoch', or the name of an axis",
      fix: correction?.fix(at: field.value.range))
    return nil
  }

  /// Reads a figure's file name.
  private mutating func plotName(_ fields: Fields) -> String? {
    guard let name = decoder.value(ReportKeys.name, in: fields),
      let field = fields[ReportKeys.name.name]
    else { return nil }
    let isValid =
      !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        ParameterName.isPart($0) || $0 == "-"
      }
    if isValid { return name }
    decoder.diagnostics.report(
      .invalidName, at: field.value.range,
      "a figure's name consists of letters, digits, '-' and '_', not '\(name)'")
    return nil
  }
}
