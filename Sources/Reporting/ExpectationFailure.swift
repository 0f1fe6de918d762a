package import Diagnostics
internal import Selecting
package import Specification
internal import Statistics

/// A gate that a result did not pass.
package struct ExpectationFailure: Sendable, Equatable, CustomStringConvertible {
  package var variant: String
  package var metric: Metric
  /// Where the rule is written.
  package var range: SourceRange
  /// What is wrong, in one clause.
  package var message: String

  /// One line: place, variant, what is wrong.
  package var description: String {
    "\(range.file.name):\(range.start.line):\(range.start.column): \(variant): \(message)"
  }
}

/// A gate and one row that it was held against.
package struct ExpectationCheck: Sendable {
  package var variant: String
  package var rule: Expectation
  /// `nil` when the row passed.
  package var failure: ExpectationFailure?

  /// What was checked: `Dropout: test_accuracy at least 0.88`.
  package var title: String {
    let bounds = [("at least", rule.atLeast), ("at most", rule.atMost)].compactMap { name, bound in
      bound.map { "\(name) \($0.text)" }
    }
    let scope = rule.over == .everySeed ? ", every seed" : ""
    return "\(variant): \(rule.metric.name) \(bounds.joined(separator: " and "))\(scope)"
  }
}

extension Expectation.Bound {
  fileprivate var text: String {
    switch self {
    case .number(let number): NumberText.significant(number, 6)
    case .variant(let name, let shift): "'\(name)'\(Self.text(shift))"
    }
  }

  /// A shift behind the name of what is shifted; empty for none.
  fileprivate static func text(_ shift: Double) -> String {
    if shift == 0 { return "" }
    return " \(shift < 0 ? "−" : "+") \(NumberText.significant(abs(shift), 6))"
  }
}

extension Experiment {
  /// The gates with each row that they will be held against: rules in declared order, then variants;
  /// none has failed.
  package var gates: [ExpectationCheck] {
    expectations.flatMap { rule in
      variants.filter { rule.variant == nil || rule.variant == $0.name }
        .map { ExpectationCheck(variant: $0.name, rule: rule) }
    }
  }
}

extension Results {
  /// The gates that failed: rules in declared order, then variants.
  package func failedExpectations() -> [ExpectationFailure] {
    expectationChecks().compactMap(\.failure)
  }

  /// Checks all gates.
  ///
  /// A row whose trials did not all finish passes no gate: a mean over the survivors is not what
  /// the rule was written for.
  ///
  /// - Returns: Every rule with every row that it is about: rules in declared order, then variants.
  package func expectationChecks() -> [ExpectationCheck] {
    experiment.expectations.flatMap { rule in
      experiment.variants.indices.filter {
        rule.variant == nil || rule.variant == experiment.variants[$0].name
      }.map { variant in
        let name = experiment.variants[variant].name
        return ExpectationCheck(
          variant: name, rule: rule,
          failure: failure(of: rule, variant: variant).map { message in
            ExpectationFailure(
              variant: name, metric: rule.metric, range: rule.range, message: message)
          })
      }
    }
  }

  private func failure(of rule: Expectation, variant: Int) -> String? {
    let values: [(seed: UInt64?, value: Double)]
    switch completeValues(rule.metric, of: variant) {
    case .failure(let gap): return "\(rule.metric.name) is not known: \(gap.reason)"
    case .success(let found): values = found.map { ($0.seed, $0.value) }
    }
    switch rule.over {
    case .mean:
      guard let mean = Summary(values.map(\.value))?.mean else { return nil }
      return violation(rule, nil, mean, count: values.count)
    case .everySeed:
      let violations = values.compactMap { violation(rule, $0.seed, $0.value, count: 1) }
      guard let first = violations.first else { return nil }
      let others = violations.count - 1
      return others == 0 ? first : "\(first), and \(others) more seed\(others == 1 ? "" : "s")"
    }
  }

  /// The text of a broken bound, or `nil` when the value keeps both.
  private func violation(
    _ rule: Expectation, _ seed: UInt64?, _ value: Double, count: Int
  ) -> String? {
    let bounds: [(name: String, bound: Expectation.Bound?, isKept: (Double) -> Bool)] = [
      ("at least", rule.atLeast, { value >= $0 }), ("at most", rule.atMost, { value <= $0 }),
    ]
    let scope = seed.map { "seed \($0)" } ?? (count == 1 ? "one seed" : "mean of \(count) seeds")
    for (name, bound, isKept) in bounds {
      guard let bound else { continue }
      switch limit(bound, rule.metric, seed: seed) {
      case .failure(let gap): return "the bound is not known: \(gap.reason)"
      case .success(let limit):
        if !isKept(limit.value) {
          let text = NumberText.significant(value, 6)
          return "\(rule.metric.name) is \(text), expected \(name) \(limit.text) (\(scope))"
        }
      }
    }
    return nil
  }

  private struct Gap: Error {
    var reason: String
  }

  /// A bound's number; another variant's value is that of the same seed where a seed is asked for.
  private func limit(
    _ bound: Expectation.Bound, _ metric: Metric, seed: UInt64?
  ) -> Result<(value: Double, text: String), Gap> {
    switch bound {
    case .number(let number): return .success((number, NumberText.significant(number, 6)))
    case .variant(let name, let shift):
      guard let variant = experiment.variants.firstIndex(where: { $0.name == name }) else {
        return .failure(Gap(reason: "there is no variant '\(name)'"))
      }
      return completeValues(metric, of: variant).map { values in
        let paired = values.first { $0.seed == seed }?.value
        let base = paired ?? Summary(values.map(\.value))?.mean ?? .nan
        let offset = Expectation.Bound.text(shift)
        let limit = NumberText.significant(base + shift, 6)
        return (base + shift, "\(limit), '\(name)'\(offset)")
      }.mapError { Gap(reason: "'\(name)': \($0.reason)") }
    }
  }

  /// The values of all reported trials, or what is missing.
  private func completeValues(
    _ metric: Metric, of variant: Int
  ) -> Result<[(seed: UInt64, value: Double)], Gap> {
    let row = ResultTable.Row(self, variant: variant)
    guard selections[variant].winner != nil else {
      return .failure(Gap(reason: "no setting was selected (\(row.absence))"))
    }
    guard row.finished == row.total else {
      return .failure(Gap(reason: "only \(row.countText) trials finished"))
    }
    let values = reportedTrials(of: variant).compactMap { trial in
      value(metric, of: trial.id).map { (seed: trial.seed, value: $0) }
    }
    guard values.count == row.total else {
      return .failure(Gap(reason: "it was not measured"))
    }
    return .success(values)
  }
}
