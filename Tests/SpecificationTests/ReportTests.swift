import Catalog
import Diagnostics
import Specification
import TestSupport
import Testing

@Suite("Reports, figures and gates")
struct ReportTests {
  private func sample(report: String? = nil, expect: String? = nil) -> SampleFile {
    SampleFile(
      parameters: "{rate: 0.1}", network: "[flatten, dropout: $rate, dense: 10]",
      sweep: "{grid: {rate: [0.1, 0.2]}, variants: [{name: A}, {name: B, description: b}]}",
      report: report, expect: expect)
  }

  @Test func theUsualReport() throws {
    let report = try sample().experiment().report
    #expect(report.heading == "Variant")
    #expect(
      report.columns.map(\.content) == [
        .description, .tuned, .metric(Metric(.validation, .accuracy)),
        .metric(Metric(.test, .accuracy)), .metric(Metric(.train, .accuracy)),
      ])
    #expect(report.plots == [])
    let plain = try SampleFile(data: "{dataset: mnist}").experiment().report
    #expect(
      plain.columns.map(\.content) == [
        .metric(Metric(.train, .accuracy)), .metric(Metric(.test, .accuracy)),
      ])
  }

  @Test func columns() throws {
    let report = try sample(
      report: "{columns: [n, rate, selection_score, "
        + "{value: test_accuracy, heading: Right, as: percent, digits: 2}]}"
    ).experiment().report
    #expect(
      report.columns == [
        .init(.count, heading: "n"), .init(.parameter("rate"), heading: "Rate"),
        .init(.selectionScore, heading: "Selection score"),
        .init(
          .metric(Metric(.test, .accuracy)), heading: "Right", style: .percent, digits: 2),
      ])
  }

  @Test func figures() throws {
    let experiment = try sample(
      report: """
        {plots: [{metric: validation_loss}, {metric: validation_loss, panels: variant},
         {metric: [test_accuracy], by: rate, name: mine, title: Mine}]}
        """
    ).experiment()
    let plots = experiment.report.plots
    #expect(
      plots.map(\.name) == ["validation-loss-by-epoch", "validation-loss-by-epoch-2", "mine"])
    #expect(
      plots.map(\.title) == ["Validation loss by epoch", "Validation loss by epoch", "Mine"])
    #expect(plots[2].abscissa == .axis("rate"))
    #expect(experiment.policy.evaluateTrain == .last)
  }

  @Test func trainingPartIsMeasuredWhereAFigureNeedsIt() throws {
    var file = sample(report: "{plots: [{metric: train_loss}]}")
    #expect(try file.experiment().policy.evaluateTrain == .everyEpoch)
    file.report = "{plots: [{metric: train_loss, by: rate}]}"
    #expect(try file.experiment().policy.evaluateTrain == .last)
    file.training =
      "{loss: cross_entropy, optimizer: adam, batch_size: 10, epochs: 2, "
      + "evaluate: {train: ①last②}, keep: none, on_divergence: fail}"
    file.report = "{plots: [{metric: train_loss}]}"
    file.expect(
      Expected(
        "①", "②", .unavailableMetric,
        "a plot or the selection needs the training part measured after every epoch"))
    file.training = file.training.replacing("①last②", with: "every_epoch")
    #expect(
      try file.experiment().policy
        == RunPolicy(evaluateTrain: .everyEpoch, onDivergence: .fail))
  }

  @Test(arguments: [
    ("{columns: [①test_acuracy②]}", DiagnosticCode.unknownName, "unknown column 'test_acuracy'"),
    ("{columns: ①tuned②}", .wrongType, "'columns' must be a list of columns, not the text 'tuned'"),
    ("{columns: [①3②]}", .wrongType, "a column must be a text, not the number 3"),
    (
      "{columns: [{value: test_loss, as: ①percent②}]}", .conflictingValues,
      "only accuracies can be written as percent"
    ),
    ("{columns: [①{heading: x}②]}", .missingKey, "a column needs 'value'"),
    ("{plots: [①{by: epoch}②]}", .missingKey, "a figure needs 'metric'"),
    ("{plots: [{metric: ①accuracy②}]}", .unknownMetric, "unknown metric 'accuracy'"),
    ("{plots: [{metric: ①[]②}]}", .wrongType, "'metric' has no metrics"),
    (
      "{plots: [{metric: [test_loss, ①test_loss②]}]}", .conflictingValues,
      "metric 'test_loss' is there twice"
    ),
    (
      "{plots: [{metric: test_loss, by: ①rates②}]}", .unknownAxis,
      "'rates' is no axis of any variant"
    ),
    (
      "{plots: [{metric: test_loss, name: ①a/b②}]}", .invalidName,
      "a figure's name consists of letters, digits, '-' and '_', not 'a/b'"
    ),
    (
      "{plots: [{metric: test_loss, name: a}, {metric: test_cost, name: ①a②}]}",
      .conflictingValues, "there are two figures named 'a'"
    ),
    (
      "{plots: [{metric: test_loss, panels: ①each②}]}", .unknownName,
      "'panels' must be 'none', 'variant' or 'metric', not 'each'"
    ),
  ])
  func mistakes(_ report: String, _ code: DiagnosticCode, _ message: String) {
    sample(report: report).expect(Expected("①", "②", code, message))
  }

  @Test func reportsAreCheckedEvenIfTrialsAreWrong() {
    var file = sample(
      report: "{columns: [③test_acuracy④, rate], plots: [{metric: test_loss, by: rate}]}")
    file.network = "[flatten, dropout: $rate, dense: ①ten②]"
    file.expect(
      Expected(
        "①", "②", .wrongType, "'units' of 'dense' must be an integer at least 1, not the text 'ten'"
      ),
      Expected("③", "④", .unknownName, "unknown column 'test_acuracy'"))
  }

  @Test func metricsThatAreNotMeasured() {
    SampleFile(
      data: "{dataset: mnist}", report: "{columns: [①validation_accuracy②]}",
      expect: "[{metric: ③validation_loss④, at_most: 1}]"
    ).expect(
      Expected(
        "①", "②", .unavailableMetric,
        "'validation_accuracy' is not measured: there is no validation part"),
      Expected(
        "③", "④", .unavailableMetric,
        "'validation_loss' is not measured: there is no validation part"))
  }

  @Test func gates() throws {
    let expectations = try sample(
      expect: """
        [{metric: test_accuracy, at_least: 0.5, at_most: 0.9, over: every_seed},
         {variant: B, metric: test_accuracy, at_least: {variant: A, minus: 0.01}}]
        """
    ).experiment().expectations
    #expect(expectations.map(\.variant) == [nil, "B"])
    #expect(expectations.map(\.atLeast) == [.number(0.5), .variant("A", plus: -0.01)])
    #expect(expectations.map(\.atMost) == [.number(0.9), nil])
    #expect(expectations.map(\.over) == [.everySeed, .mean])
  }

  @Test(arguments: [
    (
      "[{variant: ①C②, metric: test_loss, at_most: 1}]", DiagnosticCode.unmatchedExpectation,
      "there is no variant 'C'"
    ),
    (
      "[{metric: test_loss, at_most: {variant: ①C②}}]", .unknownVariant, "there is no variant 'C'"
    ),
    ("[①{metric: test_loss}②]", .missingKey, "a rule needs 'at_least' or 'at_most'"),
    ("[①{at_least: 1}②]", .missingKey, "a rule needs 'metric'"),
    (
      "[{metric: test_loss, at_least: 2, at_most: ①1②}]", .conflictingValues,
      "no value is at least 2 and at most 1"
    ),
    (
      "[{metric: test_loss, at_least: ①high②}]", .wrongType,
      "'at_least' must be a number, not the text 'high'"
    ),
    (
      "[{metric: test_loss, at_least: {variant: A, plus: 1, ①minus②: 1}}]", .conflictingValues,
      "a bound has either 'plus' or 'minus'"
    ),
    ("①{metric: test_loss}②", .wrongType, "'expect' must be a list of rules, not a mapping"),
  ])
  func mistakenGates(_ expect: String, _ code: DiagnosticCode, _ message: String) {
    sample(expect: expect).expect(Expected("①", "②", code, message))
  }
}
