internal import Catalog
internal import Diagnostics
internal import YAMLReader

extension ExperimentReading {
  /// Reads `select`.
  ///
  /// Without it, settings are compared by validation accuracy, or by training accuracy where a
  /// variant has no validation part, which earns a warning if there is something to select.
  mutating func selection(_ sweep: Fields?, _ scope: ReportScope) -> Selection {
    let without = scope.variantWithoutValidation
    let fallback = Metric(without == nil ? .validation : .train, .accuracy)
    let field = sweep?["select"]
    let fields = field.flatMap { decoder.fields($0.value, SweepKeys.select) }
    let metric = fields.flatMap { selectionMetric($0) }
    if let metric, metric.part == .validation, let without, let fields {
      let place = fields[SweepKeys.metric.name]?.value.range ?? fields.located.range
      decoder.diagnostics.report(
        .invalidSelection, at: place,
        "variant '\(without.name)' has no validation part to select by '\(metric)'",
        hint: "add 'validation: 0.2' under 'data'", notes: scope.dataNote)
    }
    if metric == nil, without != nil, scope.hasChoice {
      decoder.diagnostics.report(
        .suspiciousValue, at: field?.keyRange ?? scope.variants[0].range,
        "without a validation part settings are selected by '\(fallback)'",
        hint: "add 'validation: 0.2' under 'data'")
    }
    let chosen = metric ?? fallback
    let goal = fields.flatMap { decoder.value(SweepKeys.goal, in: $0) } ?? chosen.quantity.goal
    if goal != chosen.quantity.goal, let place = fields?[SweepKeys.goal.name] {
      decoder.diagnostics.report(
        .suspiciousValue, at: place.value.range,
        "the setting with the worst '\(chosen)' would be selected",
        hint: "write '\(chosen.quantity.goal.rawValue)', or leave it out")
    }
    return Selection(
      metric: chosen, goal: goal,
      at: fields.flatMap { decoder.value(SweepKeys.at, in: $0) } ?? .last)
  }

  /// Reads the metric, with an explanation for those of the test part.
  private mutating func selectionMetric(_ fields: Fields) -> Metric? {
    guard let field = fields[SweepKeys.metric.name] else { return nil }
    if let text = field.value.node.scalar?.text, let metric = Metric(text), metric.part == .test {
      decoder.diagnostics.report(
        .invalidSelection, at: field.value.range,
        "settings cannot be selected by '\(metric)': the test set would then prove nothing",
        hint: "select by '\(Metric(.validation, metric.quantity))'")
      return nil
    }
    if let scalar = field.value.node.scalar, scalar.kind == .string, Metric(scalar.text) == nil {
      reportUnknownMetric(
        scalar.text, at: field.value.range, among: [.validation, .train, .running])
      return nil
    }
    return decoder.value(SweepKeys.metric, in: fields).flatMap { Metric($0) }
  }

  /// Reads what is measured and kept.
  mutating func policy(_ base: TrialSource?, _ report: Report, _ select: Selection) -> RunPolicy {
    var policy = RunPolicy()
    let needsTrain =
      report.plots.contains { plot in
        plot.abscissa == .epoch && plot.metrics.contains { $0.part == .train }
      } || (select.metric.part == .train && select.at == .best)
    if needsTrain { policy.evaluateTrain = .everyEpoch }
    policy.predictedClasses = report.confusion
    guard var training = base?.training, training.mapping != nil else { return policy }
    for (key, override) in trialOverrides where key.section == "training" {
      training =
        key.setting(in: training, to: override.value, keyRange: override.keyRange)
        ?? training
    }
    // Unknown keys are reported for each trial.
    let names = TrainingKeys.section.keys.map(\.name)
    let known = (training.mapping ?? []).filter { names.contains($0.key) }
    let fields = Fields(
      Located(training),
      known.map { Field(key: $0.key, keyRange: $0.keyRange, value: Located($0.value)) })
    policy.onDivergence = decoder.value(TrainingKeys.onDivergence, in: fields) ?? .continue
    policy.keep = decoder.value(TrainingKeys.keep, in: fields) ?? RunPolicy.Keep.none
    if let field = fields[TrainingKeys.keep.name], policy.keep != .none {
      decoder.require(.keptWeights, at: field)
    }
    if let field = fields["checkpoint"],
      let checkpoint = decoder.fields(field.value, TrainingKeys.checkpoint)
    {
      policy.checkpoint = decoder.value(TrainingKeys.every, in: checkpoint)
    }
    if let field = fields["evaluate"],
      let evaluate = decoder.fields(field.value, TrainingKeys.evaluate),
      let train = decoder.value(TrainingKeys.train, in: evaluate)
    {
      if train == .last && needsTrain {
        decoder.diagnostics.report(
          .unavailableMetric, at: evaluate[TrainingKeys.train.name]?.value.range ?? field.keyRange,
          "a plot or the selection needs the training part measured after every epoch",
          hint: "write 'every_epoch', or leave it out")
      }
      policy.evaluateTrain = train
    }
    return policy
  }
}
