internal import Guarding
internal import Selecting
internal import Specification

internal import Records

/// `trials.csv`: every trial, with test metrics for those behind a row only.
package enum TrialsFile {
  package static let fileName = "trials.csv"

  package static func render(_ results: Results) -> String {
    let parameters = parameterNames(results.experiment)
    let metrics = metrics(results)
    let reported = Set(
      results.experiment.variants.indices.flatMap { results.reportedTrials(of: $0) })
    let head = CSV.line(
      ["id", "phase", "variant", "seed"] + parameters + metrics.map(\.name) + ["state"])
    let lines = results.trials.concurrentMap { trial in
      let variant = results.experiment.variants[trial.variant]
      let setting = variant.candidates[trial.candidate]
      let values = setting.parameters + setting.assignment
      return CSV.line(
        [trial.id, trial.phase.name, variant.name, "\(trial.seed)"]
          + parameters.map { name in values.first { $0.name == name }?.value ?? "" }
          + metrics.map { metric in
            guard metric.part != .test || reported.contains(trial) else { return "" }
            return results.value(metric, of: trial.id)
              .map { NumberText.raw($0, metric.quantity) } ?? ""
          } + [state(results.records[trial.id]?.state)])
    }
    return head + lines.joined()
  }

  /// The declared parameters, then axes that are dotted keys, in declared order.
  static func parameterNames(_ experiment: Experiment) -> [String] {
    var known = Set(experiment.parameters)
    return experiment.parameters
      + experiment.variants.flatMap(\.axes).filter { known.insert($0).inserted }
  }

  /// Every metric that was measured in any trial, in documentation order.
  private static func metrics(_ results: Results) -> [Metric] {
    let measured = results.trials.reduce(into: Set<Metric>()) { found, trial in
      found.formUnion((results.records[trial.id]?.curves ?? [:]).keys)
      found.formUnion((results.sealed[trial.id]?.curves ?? [:]).keys)
    }
    return Metric.all.filter(measured.contains)
  }

  private static func state(_ state: TrialState?) -> String {
    state.map { text(of: $0) } ?? "missing"
  }

  /// How a trial ended, in one word.
  static func text(of state: TrialState) -> String {
    switch state {
    case .finished: "finished"
    case .diverged(let epoch, let step, let layer):
      "diverged@\(epoch):\(step)" + (layer.map { ":\($0)" } ?? "")
    case .failed: "failed"
    }
  }
}
