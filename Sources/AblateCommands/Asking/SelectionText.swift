internal import Diagnostics
internal import Reporting
internal import Selecting
internal import Specification
internal import Training

/// Says why each row shows the setting that it shows.
struct SelectionText {
  let experiment: Experiment
  let results: Results
  /// What the command line changed when the results were made.
  var overrides: [Override] = []

  /// A paragraph on the rule, then one for each variant; each line ends with a line feed.
  var text: String {
    experiment.variants.indices.reduce(rule) { $0 + "\n" + paragraph($1) }
  }

  private var rule: String {
    let select = experiment.select
    let direction = select.goal == .maximize ? "highest" : "lowest"
    let moment = select.at == .last ? "after the last epoch" : "of any epoch"
    let seeds =
      experiment.seeds.count == 1
      ? "seed \(Caption.list(experiment.seeds))"
      : "mean over seeds \(Caption.list(experiment.seeds))"
    return
      "selected is the \(direction) \(select.metric.name) \(moment) (\(seeds)); ties go to the "
      + "first declared\n"
  }

  private func paragraph(_ variant: Int) -> String {
    let declaration = experiment.variants[variant]
    guard let explanation = SelectionExplanation(results, variant: variant),
      let best = explanation.ranking.first
    else {
      return "\(declaration.name): nothing was selected: \(absence(variant))\n"
    }
    var lines = ["\(declaration.name): \(setting(best, declaration))"]
    lines.append("  score      \(number(best.score))\(reported(explanation))")
    lines.append("  runner-up  " + runnerUp(explanation, declaration))
    if explanation.diverged + explanation.failed > 0 {
      lines.append(
        "  not eligible: \(explanation.diverged) diverged, \(explanation.failed) failed, of "
          + "\(declaration.candidates.count) settings")
    }
    lines += explanation.edges.map { "  " + edge($0, declaration) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func absence(_ variant: Int) -> String {
    switch results.selections[variant].outcome {
    case .selected: ""
    case .incomplete(let finished, let total): "\(finished) of \(total) search trials are there"
    case .nothingEligible(let diverged, let failed):
      "of its settings \(diverged) diverged and \(failed) failed"
    case .nothingBefore(let variant): "nothing was selected for '\(variant)', which it comes after"
    }
  }

  private func setting(_ setting: SelectionExplanation.Setting, _ variant: Variant) -> String {
    let assigned = variant.candidates[setting.candidate].assignment
    return assigned.isEmpty
      ? "its only setting" : assigned.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
  }

  private func runnerUp(_ explanation: SelectionExplanation, _ variant: Variant) -> String {
    guard explanation.ranking.count > 1, let margin = explanation.margin else { return "none" }
    let second = explanation.ranking[1]
    let name = setting(second, variant)
    if margin == 0 { return "\(name), with the same score; it is declared later" }
    let caution = experiment.seeds.count == 1 ? " (one seed: the difference may be chance)" : ""
    return "\(name), with \(number(second.score)), \(number(margin)) "
      + (experiment.select.goal == .maximize ? "less" : "more") + caution
  }

  /// What the row reports instead of the score, where other seeds were trained.
  private func reported(_ explanation: SelectionExplanation) -> String {
    guard let replicated = explanation.replicated else { return "" }
    return "; with the seeds of replicate, which did not select, \(number(replicated.mean)) "
      + "(n = \(replicated.count))"
  }

  private func number(_ value: Double) -> String {
    NumberText.raw(value, experiment.select.metric.quantity)
  }

  private func edge(_ edge: SelectionExplanation.Edge, _ variant: Variant) -> String {
    let side = edge.isLargest ? "largest" : "smallest"
    let place = "\(variant.range.file.name):\(variant.range.start.line)"
    let text =
      "\(edge.axis) \(edge.value) is the \(side) value tried "
      + "(\(edge.values.joined(separator: ", "))): the best may lie beyond it"
    guard let next = continuation(edge) else {
      return "\(text); nothing further out makes sense (\(place))"
    }
    return "\(text); add \(next) to the axis (\(place))"
  }

  /// The boldest continuation with which the experiment is still valid.
  private func continuation(_ edge: SelectionExplanation.Edge) -> String? {
    edge.continuations.map { NumberText.significant($0, 6) }.first { text in
      guard let value = AxisAddition(axis: edge.axis, text: text) else {
        return false
      }
      var found = DiagnosticList()
      let changed = ExperimentReader.read(
        experiment.file, vocabulary: .standard, overrides: overrides, additions: [value],
        into: &found)
      return changed != nil
    }
  }
}
