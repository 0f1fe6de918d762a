internal import Records
internal import Selecting
internal import Specification
internal import Statistics

/// Which classes the trials behind a row take for which.
struct Confusion: Sendable {
  struct Trial: Sendable {
    var seed: UInt64
    /// The number of test examples by actual, then predicted class.
    var counts: [[Int]]
  }

  var variant: String
  var classNames: [String]
  /// The finished trials behind the row that have predictions, in declared order.
  var trials: [Trial]

  /// Those of all variants with a row, in declared order.
  static func all(_ results: Results) -> [Confusion] {
    results.experiment.variants.enumerated().compactMap { index, variant in
      let finished = results.finishedTrials(of: index)
      guard let first = finished.first,
        let testSet = results.testSets[variant.candidates[first.candidate].trial.data]
      else { return nil }
      let trials = finished.compactMap { trial in
        results.confusion(of: trial.id, testSet).map { Trial(seed: trial.seed, counts: $0) }
      }
      return trials.isEmpty
        ? nil : Confusion(variant: variant.name, classNames: testSet.classNames, trials: trials)
    }
  }

  /// - Returns: `nil` when predictions are missing or are not of this test set.
  static func counts(_ testSet: TestSet, _ predicted: [UInt8]) -> [[Int]]? {
    let classes = testSet.classNames.count
    guard predicted.count == testSet.labels.count, !predicted.isEmpty else { return nil }
    var counts = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    for (actual, guess) in zip(testSet.labels, predicted) {
      guard Int(actual) < classes, Int(guess) < classes else { return nil }
      counts[Int(actual)][Int(guess)] += 1
    }
    return counts
  }

  /// The number of test examples of a class.
  func examples(of actual: Int) -> Int { trials[0].counts[actual].reduce(0, +) }

  /// The share of a class's examples that are taken for another one, over the trials.
  ///
  /// - Returns: `nil` for a class without examples.
  func share(_ actual: Int, _ predicted: Int) -> Summary? {
    let examples = examples(of: actual)
    guard examples > 0 else { return nil }
    return Summary(trials.map { Double($0.counts[actual][predicted]) / Double(examples) })
  }

  /// The share of all examples that are right, over the trials.
  var accuracy: Summary? {
    Summary(
      trials.map { trial in
        let right = classNames.indices.reduce(0) { $0 + trial.counts[$1][$1] }
        return Double(right) / Double(max(1, trial.counts.joined().reduce(0, +)))
      })
  }
}

/// `confusion.csv`: for each trial behind a row the number of test examples of each pair of classes.
package enum ConfusionFile {
  package static let fileName = "confusion.csv"

  static func render(_ confusions: [Confusion]) -> String {
    var text = CSV.line(["variant", "seed", "actual", "predicted", "count"])
    for confusion in confusions {
      let names = confusion.classNames
      for trial in confusion.trials {
        for (actual, row) in trial.counts.enumerated() {
          for (predicted, count) in row.enumerated() {
            text += CSV.line([
              confusion.variant, "\(trial.seed)", names[actual], names[predicted], "\(count)",
            ])
          }
        }
      }
    }
    return text
  }
}

/// `classes.csv`: the test accuracy of each class, over the trials behind a row.
package enum ClassesFile {
  package static let fileName = "classes.csv"

  static func render(_ confusions: [Confusion]) -> String {
    var text = CSV.line([
      "variant", "class", "test_accuracy", "test_accuracy_ci95", "n", "examples",
    ])
    for confusion in confusions {
      for (index, name) in confusion.classNames.enumerated() {
        let accuracy = confusion.share(index, index)
        text += CSV.line([
          confusion.variant, name, accuracy.map { NumberText.fixed($0.mean, 6) } ?? "",
          accuracy?.halfWidth.map { NumberText.fixed($0, 6) } ?? "", "\(confusion.trials.count)",
          "\(confusion.examples(of: index))",
        ])
      }
    }
    return text
  }
}
