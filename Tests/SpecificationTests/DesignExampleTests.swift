import Catalog
import Diagnostics
import Specification
import Testing

/// Reads a text that must be valid.
func experiment(
  _ text: String, overrides: [String] = [], features: Set<Vocabulary.Feature> = []
) throws -> Experiment {
  var vocabulary = Vocabulary.fake
  vocabulary.features = features
  var diagnostics = DiagnosticList()
  let file = SourceFile(name: "test.yaml", text: text)
  let read = overrides.compactMap { Override.read($0, into: &diagnostics) }
  let experiment = ExperimentReader.read(
    file, vocabulary: vocabulary, overrides: read, into: &diagnostics)
  let errors = diagnostics.sorted.filter { $0.severity == .error }
  #expect(errors.map(\.message) == [])
  return try #require(experiment)
}

@Suite("The documentation's example")
struct DesignExampleTests {
  @Test func hasNeitherErrorsNorWarnings() {
    var diagnostics = DiagnosticList()
    let file = SourceFile(name: "test.yaml", text: DesignExample.text)
    let experiment = ExperimentReader.read(file, vocabulary: .fake, into: &diagnostics)
    #expect(diagnostics.sorted.map(\.message) == [])
    #expect(experiment != nil)
  }

  @Test func givesFortyEightCandidatesInOrder() throws {
    let experiment = try experiment(DesignExample.text)
    #expect(experiment.variants.map(\.candidates.count) == [6, 6, 18, 18])
    #expect(
      experiment.variants.map(\.axes) == [
        ["learning_rate", "momentum"], ["learning_rate", "momentum"],
        ["learning_rate", "momentum", "dropout"], ["learning_rate", "momentum", "weight_decay"],
      ])
    let first = experiment.variants[0].candidates.map { $0.assignment.map(\.value) }
    #expect(
      first == [
        ["0.1", "0"], ["0.1", "0.9"], ["0.01", "0"], ["0.01", "0.9"], ["0.001", "0"],
        ["0.001", "0.9"],
      ])
    let dropout = experiment.variants[2].candidates.prefix(4).map { $0.assignment.map(\.value) }
    #expect(
      dropout == [
        ["0.1", "0", "0.1"], ["0.1", "0", "0.2"], ["0.1", "0", "0.5"], ["0.1", "0.9", "0.1"],
      ])
  }

  @Test func layersAreNamedBeforeConditions() throws {
    let experiment = try experiment(DesignExample.text)
    let plain = experiment.variants[0].candidates[0].trial
    let normalized = experiment.variants[1].candidates[0].trial
    #expect(plain.layers.count == 14)
    #expect(normalized.layers.count == 16)
    #expect(
      normalized.layers.prefix(7).map(\.name) == [
        "conv1", "batch_norm1", "relu1", "max_pool1", "conv2", "batch_norm2", "relu2",
      ])
    #expect(
      plain.layers[0].call
        == Call(
          "conv",
          Arguments([
            "filters": .integer(6), "kernel": .integer(5), "stride": .integer(1),
            "padding": .integer(2), "bias": .boolean(true),
          ])))
    #expect(plain.layers[2].call == Call("max_pool", Arguments(["size": .integer(2)])))
  }

  @Test func usesParametersAsDeclared() throws {
    let experiment = try experiment(DesignExample.text)
    let last = try #require(experiment.variants[3].candidates.last)
    #expect(
      last.parameters == [
        Assigned("learning_rate", "0.001"), Assigned("momentum", "0.9"),
        Assigned("batch_norm", "false"), Assigned("dropout", "0"),
        Assigned("weight_decay", "0.01"),
      ])
    #expect(
      last.trial.training.optimizer
        == Call(
          "sgd",
          Arguments([
            "learning_rate": .number(0.001), "momentum": .number(0.9),
            "nesterov": .boolean(false), "weight_decay": .number(0.01),
          ])))
    #expect(last.trial.data.validation == .share(0.2))
    #expect(last.trial.training.batchSize == 128)
    #expect(last.trial.training.epochs == 25)
    #expect(last.trial.seed == 1)
  }

  @Test func readsReportAndGates() throws {
    let experiment = try experiment(DesignExample.text)
    #expect(experiment.report.heading == "Technique")
    #expect(
      experiment.report.columns.map(\.heading) == [
        "Description", "Tuned", "Validation accuracy", "Test accuracy", "Train accuracy",
      ])
    let plot = try #require(experiment.report.plots.first)
    #expect(plot.name == "train-accuracy-test-accuracy-by-epoch")
    #expect(plot.title == "Train accuracy and test accuracy by epoch")
    #expect(plot.panels == .variant)
    // The plot needs the training part after every epoch.
    #expect(experiment.policy.evaluateTrain == .everyEpoch)
    #expect(experiment.expectations.map(\.variant) == ["Dropout"])
    #expect(experiment.expectations.map(\.atLeast) == [.number(0.88)])
    #expect(experiment.select == Selection(metric: Metric(.validation, .accuracy), goal: .maximize))
  }
}
