import Diagnostics
import Specification
import Testing

@Suite struct ExplanationTests {
  private let explanations = Explanations(.fake)

  private func found(_ name: String) -> [String] {
    explanations.explanations(of: name).map { "\($0.kind) \($0.name)" }
  }

  @Test(arguments: [
    ("dense", ["layer dense"]), ("optimizer", ["family optimizer"]),
    ("training", ["section training"]), ("training.optimizer", ["key training.optimizer"]),
    ("batch_size", ["key training.batch_size"]), ("sgd.momentum", ["setting sgd.momentum"]),
    ("momentum", ["setting batch_norm.momentum", "setting sgd.momentum"]),
    ("sweep.variants", ["section sweep.variants[]"]), ("e0401", ["error E0401"]),
    ("W0901", ["warning W0901"]), ("network", ["section network[]", "key network"]),
    ("nonsense", []), ("test_accuracy", ["metric test_accuracy"]), ("tuned", ["column tuned"]),
    ("n", ["column n"]),
    ("description", ["column description", "key sweep.variants[].description"]),
  ])
  func aNameIsFound(_ name: String, _ expected: [String]) {
    #expect(found(name) == expected)
  }

  @Test func everyMetricAndColumnIsExplained() {
    let names = explanations.metrics.map(\.name)
    #expect(names.sorted() == Metric.all.map(\.name).sorted())
    #expect(names.first == "validation_accuracy")
    #expect(
      explanations.columns.map(\.name) == ["description", "tuned", "selection_score", "n"])
    for explanation in explanations.metrics + explanations.columns {
      #expect(explanation.summary.hasSuffix("."))
      #expect(
        explanations.explanations(of: explanation.name).contains { $0.kind == explanation.kind })
    }
  }

  @Test func everyCodeIsExplained() {
    for code in DiagnosticCode.allCases {
      #expect(explanations.explanations(of: code.rawValue).map(\.summary) == [code.explanation])
    }
  }

  @Test func aSettingTellsWhatItAcceptsAndItsDefault() {
    let entries = explanations.explanations(of: "sgd").first?.entries ?? []
    #expect(entries.map(\.name) == ["learning_rate", "momentum", "nesterov", "weight_decay"])
    #expect(
      entries.map { $0.facts.joined(separator: "; ") } == [
        "a number above 0 or a schedule; required",
        "a number; usually at least 0 and below 1; default 0", "true or false; default false",
        "a number at least 0; default 0",
      ])
  }

  @Test func aKeyOutsideThisVersionSaysSo() {
    let training = explanations.explanations(of: "training").first
    let facts = training?.entries.filter { $0.facts == ["not supported in this version"] }
    #expect(
      facts?.map(\.name) == ["penalty", "gradient_clip"])
  }

  @Test func aMisspelledNameGivesASuggestion() {
    #expect(explanations.suggestion(for: "trainng") == "training")
    #expect(explanations.suggestion(for: "e0410") == "E0401")
    #expect(explanations.suggestion(for: "accuracy") == "validation_accuracy")
    #expect(explanations.suggestion(for: "qqqqqq") == nil)
  }
}
