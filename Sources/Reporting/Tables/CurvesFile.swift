internal import Selecting
internal import Specification

/// `curves.csv`: the metrics of the rows' trials by epoch, in long form.
package enum CurvesFile {
  package static let fileName = "curves.csv"

  package static func render(_ results: Results) -> String {
    var text = CSV.line(["variant", "seed", "epoch", "metric", "value"])
    for (index, variant) in results.experiment.variants.enumerated() {
      for trial in results.reportedTrials(of: index) {
        for metric in Metric.all {
          for (epoch, value) in (results.curve(metric, of: trial.id) ?? []).enumerated() {
            guard let value, value.isFinite else { continue }
            text += CSV.line([
              variant.name, "\(trial.seed)", "\(epoch + 1)", metric.name,
              NumberText.raw(value, metric.quantity),
            ])
          }
        }
      }
    }
    return text
  }
}
