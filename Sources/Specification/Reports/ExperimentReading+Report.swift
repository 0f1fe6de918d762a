internal import Catalog
internal import Diagnostics
internal import YAMLReader

extension ExperimentReading {
  /// Reads `report`, or makes the usual one.
  mutating func report(_ fields: Fields?, _ scope: ReportScope, _ select: Selection) -> Report {
    let heading = fields.flatMap { decoder.value(ReportKeys.heading, in: $0) } ?? "Variant"
    var columns = defaultColumns(scope, select)
    if let field = fields?["columns"] { columns = self.columns(field, scope, select) }
    let predictions = fields.flatMap { decoder.value(ReportKeys.predictions, in: $0) } ?? false
    if predictions, let field = fields?[ReportKeys.predictions.name] {
      decoder.require(.predictions, at: field)
    }
    let plots = fields?["plots"].map { self.plots($0, scope) } ?? []
    let confusion = fields.flatMap { decoder.value(ReportKeys.confusion, in: $0) } ?? false
    if confusion, let name = plots.firstIndex(where: { $0.name == ReportKeys.confusion.name }),
      let place = fields?["plots"]?.value.node.sequence?[name]
    {
      decoder.diagnostics.report(
        .conflictingValues, at: place.range,
        "the figure of 'confusion: true' is named 'confusion' as well")
    }
    return Report(
      heading: heading, columns: columns, plots: plots, predictions: predictions,
      confusion: confusion)
  }

  private func defaultColumns(_ scope: ReportScope, _ select: Selection) -> [Report.Column] {
    var contents: [Report.Column.Content] = []
    if scope.variants.contains(where: { !$0.description.isEmpty }) { contents.append(.description) }
    if scope.variants.contains(where: { !$0.axes.isEmpty }) { contents.append(.tuned) }
    var metrics = [select.metric]
    for metric in [Metric(.test, .accuracy), Metric(.train, .accuracy)]
    where metric != select.metric { metrics.append(metric) }
    return (contents + metrics.map { .metric($0) }).map {
      Report.Column($0, heading: $0.defaultHeading)
    }
  }

  private mutating func columns(_ field: Field, _ scope: ReportScope, _ select: Selection)
    -> [Report.Column]
  {
    guard let items = field.value.node.sequence else {
      decoder.report(
        .wrongType, at: field.value,
        "'columns' must be a list of columns, not \(field.value.node.kindDescription)")
      return []
    }
    var columns: [Report.Column] = []
    for item in items {
      guard let column = column(item, scope) else { continue }
      if columns.contains(where: { $0.content == column.content }) {
        let name = (item[ReportKeys.value.name] ?? item).scalar?.text ?? ""
        decoder.diagnostics.report(
          .conflictingValues, at: item.range, "the column '\(name)' is there twice")
      } else {
        columns.append(column)
      }
    }
    return columns
  }

  private mutating func column(_ item: YAMLNode, _ scope: ReportScope) -> Report.Column? {
    if item.mapping == nil {
      guard let content = content(item, scope) else { return nil }
      return Report.Column(content, heading: content.defaultHeading)
    }
    guard let fields = decoder.fields(Located(item), ReportKeys.column) else { return nil }
    let heading = decoder.value(ReportKeys.columnHeading, in: fields)
    let style = decoder.valueOrDefault(ReportKeys.style, in: fields) ?? .fraction
    let digits = decoder.value(ReportKeys.digits, in: fields)
    guard let value = fields[ReportKeys.value.name],
      let content = content(value.value.node, scope)
    else { return nil }
    if style == .percent, !content.isShare, let field = fields[ReportKeys.style.name] {
      decoder.diagnostics.report(
        .conflictingValues, at: field.value.range, "only accuracies can be written as percent")
    }
    return Report.Column(
      content, heading: heading ?? content.defaultHeading, style: style, digits: digits)
  }

  private mutating func content(_ node: YAMLNode, _ scope: ReportScope) -> Report.Column.Content? {
    let name = decoder.value(Located(node), as: .text, of: "a column")
    guard let name, let name = String(name) else { return nil }
    if let column = Report.Column.Content.named.first(where: { $0.name == name }) {
      return column.content
    }
    if let metric = Metric(name) {
      checkMeasured(metric, at: node.range, scope)
      return .metric(metric)
    }
    if scope.parameters.contains(name) || scope.axes.contains(name) {
      return .parameter(name)
    }
    let names =
      Report.Column.Content.fixedNames + Metric.likeliestNames + scope.parameters
      + scope.axes.sorted()
    let correction = Correction(name, among: names)
    decoder.diagnostics.report(
      .unknownName, at: node.range, "unknown column '\(name)'",
      hint: correction?.hint ?? "a column is a metric, a parameter, or one of "
        + Report.Column.Content.fixedNames.map { "'\($0)'" }.joined(separator: ", "),
      fix: correction?.fix(at: node.range))
    return nil
  }

  /// Reads the name of a metric that is measured.
  mutating func metric(_ node: YAMLNode, _ scope: ReportScope) -> Metric? {
    let name = decoder.value(Located(node), as: .text, of: "a metric")
    guard let name, let name = String(name) else { return nil }
    guard let metric = Metric(name) else {
      reportUnknownMetric(name, at: node.range)
      return nil
    }
    checkMeasured(metric, at: node.range, scope)
    return metric
  }

  /// Says that there is no metric of a name.
  ///
  /// - Parameters:
  ///   - name: What was written.
  ///   - range: Where.
  ///   - parts: The parts of the data whose metrics may be meant.
  mutating func reportUnknownMetric(
    _ name: String, at range: SourceRange, among parts: [Metric.Part] = Metric.Part.allCases
  ) {
    let names = Metric.likeliestNames.filter { Metric($0).map { parts.contains($0.part) } == true }
    let correction = Correction(name, among: names)
    decoder.diagnostics.report(
      .unknownMetric, at: range, "unknown metric '\(name)'",
      hint: correction?.hint
        ?? "a metric is a part and a quantity, such as 'validation_accuracy'",
      fix: correction?.fix(at: range))
  }

  private mutating func checkMeasured(
    _ metric: Metric, at range: SourceRange, _ scope: ReportScope
  ) {
    if scope.measures(metric) { return }
    decoder.diagnostics.report(
      .unavailableMetric, at: range, "'\(metric)' is not measured: there is no validation part",
      hint: "add 'validation: 0.2' under 'data'", notes: scope.dataNote)
  }
}

extension Report.Column.Content {

  /// Whether it can be written as percent.
  var isShare: Bool {
    switch self {
    case .metric(let metric): metric.quantity == .accuracy
    case .selectionScore: true
    case .description, .tuned, .parameter, .count: false
    }
  }

  var defaultHeading: String {
    switch self {
    case .description: "Description"
    case .tuned: "Tuned"
    case .parameter(let name): name.inWords
    case .metric(let metric): metric.name.inWords
    case .count: "n"
    case .selectionScore: "Selection score"
    }
  }
}

extension String {
  /// A key as a heading: `test_accuracy` becomes `Test accuracy`.
  var inWords: String {
    let text = (split(separator: ".").last.map(String.init) ?? self).replacing("_", with: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}
