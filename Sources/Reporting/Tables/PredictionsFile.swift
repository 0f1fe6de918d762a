internal import Foundation
internal import Records
internal import Selecting
internal import Specification

/// `predictions.csv`: which test examples the trials behind the rows have right.
///
/// One line a trial. `correct` has one bit an example, in file order, least significant first, in
/// base 64; `test_set` is the start of a SHA-256 over the test examples.
package enum PredictionsFile {
  package static let fileName = "predictions.csv"
  package static let heads = [
    "variant", "seed", "trial", "tier", "test_set", "examples", "correct",
  ]

  package static func render(_ results: Results) -> String {
    var text = CSV.line(heads)
    for (index, variant) in results.experiment.variants.enumerated() {
      for trial in results.finishedTrials(of: index) {
        guard let record = results.records[trial.id], let sealed = results.sealed[trial.id],
          let testSet = results.testSets[variant.candidates[trial.candidate].trial.data],
          sealed.correct.count == (testSet.count + 7) / 8
        else { continue }
        text += CSV.line([
          variant.name, "\(trial.seed)", trial.id, record.tier, String(testSet.digest.prefix(16)),
          "\(testSet.count)", Data(sealed.correct).base64EncodedString(),
        ])
      }
    }
    return text
  }
}
