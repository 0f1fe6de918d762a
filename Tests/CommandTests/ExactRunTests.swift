import Foundation
import Records
import Specification
import TestSupport
import Testing

/// Exact numerics from the data to the result files: the same bytes on every processor and in every
/// build, so that they are recorded once.
struct ExactRunTests {
  /// Everything that could reach a library's function: scaling, normal initial weights, tanh and
  /// softmax, a wide dense layer, Adam, a logarithmic axis.
  private static let experiment = """
    name: exact
    title: Exact numerics
    data: {dataset: glyphs, validation: 0.25, scale: standardize, limit: {train: 400, test: 200}}
    parameters: {learning_rate: 0.001, batch_norm: false}
    network:
      - conv: {filters: 6, kernel: 5, padding: 2}
      - batch_norm: {if: $batch_norm}
      - tanh
      - max_pool: 2
      - conv: {filters: 16, kernel: 5}
      - batch_norm: {if: $batch_norm}
      - relu
      - average_pool: 2
      - flatten
      - dense: 400
      - tanh
      - dense: 330
      - sigmoid
      - dropout: 0.2
      - dense: 10
    training:
      loss: cross_entropy
      optimizer: {adam: {learning_rate: $learning_rate}}
      initialize: {weights: he_normal, bias: zero}
      batch_size: 60
      epochs: 2
      numerics: exact
    sweep:
      grid: {learning_rate: {log: [0.0005, 0.003], count: 3}}
      select: {metric: validation_loss, goal: minimize}
      seeds: [1]
      variants:
        - name: Plain
        - name: Batch normalization
          parameters: {batch_norm: true}
    report:
      columns: [tuned, validation_loss, test_loss, train_loss]

    """

  @Test func resultsAreAsRecorded() throws {
    let workspace = try Workspace()
    try workspace.write(Self.experiment, to: "exact.yaml")
    let outcome = try ToolProcess.run("run", "exact.yaml", "--quiet", in: workspace.folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let store = TrialStore(folder: workspace.folder.appending(path: ".ablate"))
    // A number's description has as many digits as its bits need.
    let trials = try store.allIDs().map { id in
      let record = try #require(try store.load(id).record)
      let sealed = try #require(try store.loadSealed(id).record)
      #expect(record.tier == "exact" && record.blasCore == "none")
      return record.curves.merging(sealed.curves) { first, _ in first }
        .sorted { $0.key < $1.key }
        .map { metric, curve in
          "\(metric.name): "
            + curve.map { value in value.map { "\($0)" } ?? "-" }.joined(separator: " ")
        }.joined(separator: "\n")
    }
    #expect(trials.count == 6)
    try expectGolden(trials.sorted().joined(separator: "\n\n") + "\n", named: "exact-curves.txt")
  }

  /// A plan says what computes each layer.
  @Test(arguments: ["pinned", "exact"]) func thePlanNamesTheEngines(numerics: String) throws {
    let workspace = try Workspace()
    try workspace.write(Self.experiment, to: "exact.yaml")
    let outcome = try ToolProcess.run(
      "plan", "exact.yaml", "--set", "training.numerics=\(numerics)", in: workspace.folder)
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    let wide = try #require(lines.first { $0.contains("  dense 400 ") })
    #expect(wide.hasSuffix("  own kernels"))
    let last = try #require(lines.first { $0.contains("  dense 10 ") })
    #expect(last.hasSuffix("  own kernels"))
    let activation = try #require(lines.first { $0.contains("  tanh ") })
    #expect(!activation.contains("own kernels"))
  }
}
