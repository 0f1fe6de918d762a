import Catalog
import Diagnostics
import Foundation
import Specification
import TestSupport
import Testing

@Suite("Files that start from others")
struct ExtendsTests {
  /// Writes files into a folder of their own and reads the first.
  private func withFiles<Result>(
    _ files: [(name: String, text: String)], _ body: (SourceFile) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "ablate-extends-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for file in files {
      try file.text.write(
        to: folder.appending(path: file.name), atomically: true, encoding: .utf8)
    }
    let main = files[0]
    return try body(
      SourceFile(name: folder.appending(path: main.name).path, text: main.text))
  }

  private func experiment(_ text: String, base: String) throws -> Experiment {
    try withFiles([("main.yaml", text), ("base.yaml", base)]) { file in
      var diagnostics = DiagnosticList()
      let experiment = ExperimentReader.read(file, vocabulary: .fake, into: &diagnostics)
      #expect(diagnostics.sorted.map(\.message) == [])
      return try #require(experiment)
    }
  }

  /// The name of the file, the line and the message of each diagnostic.
  private func messages(_ files: [(name: String, text: String)]) throws -> [String] {
    try withFiles(files) { file in
      var diagnostics = DiagnosticList()
      let experiment = ExperimentReader.read(file, vocabulary: .fake, into: &diagnostics)
      #expect(experiment == nil)
      return diagnostics.sorted.map {
        let name = ($0.range.file.name as NSString).lastPathComponent
        return "\(name):\($0.range.start.line): \($0.message)"
      }
    }
  }

  @Test func theSameFileUnderAnotherName() throws {
    let copy = try experiment("extends: base.yaml\nname: copy\n", base: DesignExample.text)
    let original = try SpecificationTests.experiment(DesignExample.text)
    #expect(copy.name == "copy")
    #expect(copy.title == original.title)
    #expect(
      copy.variants.flatMap(\.candidates).map(\.trial)
        == original.variants.flatMap(\.candidates).map(\.trial))
  }

  @Test func mapsAreMergedAndListsReplaced() throws {
    let experiment = try experiment(
      """
      extends: base.yaml
      data: {validation: 1000}
      parameters: {momentum: 0.5}
      training:
        optimizer: {sgd: {nesterov: true}}
        epochs: 3
      sweep:
        grid: {momentum: [0.1, 0.2]}
        seeds: [7]
        variants:
          - name: Dropout
            description: Fewer
            grid: {dropout: [0.3, 0.4]}
          - name: Both
            parameters: {batch_norm: true, dropout: 0.2}
      report: {columns: [tuned]}
      expect: []
      """, base: DesignExample.text.replacing("[0.1, 0.2, 0.5]", with: "[0.1, 0.2]"))
    #expect(
      experiment.variants.map(\.name) == [
        "No regularization", "Batch normalization", "Dropout", "Weight decay", "Both",
      ])
    #expect(experiment.variants.map(\.candidates.count) == [6, 6, 12, 18, 6])
    #expect(experiment.variants[2].description == "Fewer")
    #expect(experiment.seeds == [7])
    #expect(experiment.report.columns.map(\.content) == [.tuned])
    #expect(experiment.expectations.isEmpty)
    let trial = try #require(experiment.variants.first?.candidates.first?.trial)
    #expect(trial.data.validation == .count(1000))
    #expect(trial.data.dataset.name == "fashion-mnist")
    #expect(trial.training.epochs == 3)
    #expect(trial.training.batchSize == 128)
    #expect(trial.training.optimizer.arguments.values["nesterov"] == .boolean(true))
    #expect(trial.training.optimizer.arguments.values["learning_rate"] == .number(0.1))
  }

  @Test func anotherDefinitionReplaces() throws {
    let experiment = try experiment(
      "extends: base.yaml\nname: other\ntraining: {optimizer: {adam: {amsgrad: true}}}\n"
        + "network: [flatten, dense: 10]\n", base: SampleFile().text)
    let trial = try #require(experiment.variants.first?.candidates.first?.trial)
    #expect(trial.training.optimizer.name == "adam")
    #expect(trial.layers.map(\.name) == ["flatten1", "dense1"])
  }

  @Test func mistakesAreShownInTheirFile() throws {
    #expect(
      try messages([
        ("main.yaml", "extends: base.yaml\nname: a\ntraining:\n  epochs: 0\n"),
        ("base.yaml", SampleFile(more: "extra: 1").text),
      ]) == [
        "base.yaml:5: unknown key 'extra' in an experiment file",
        "main.yaml:4: 'epochs' must be at least 1 and at most 1000000, not 0",
      ])
  }

  @Test func filesThatAreNotThere() throws {
    #expect(
      try messages([("main.yaml", "name: a\nextends: bas.yaml\n"), ("base.yaml", "")]) == [
        "main.yaml:2: 'bas.yaml': there is no such file"
      ])
    #expect(
      try messages([("main.yaml", "name: a\nextends: [base.yaml]\n")]) == [
        "main.yaml:2: 'extends' must be the name of a file, not a list"
      ])
  }

  @Test func cyclesAndLongChainsAreRefused() throws {
    #expect(
      try messages([("main.yaml", "extends: ./main.yaml\n")]) == [
        "main.yaml:1: './main.yaml' starts from this file in turn"
      ])
    #expect(
      try messages([("main.yaml", "extends: b.yaml\n"), ("b.yaml", "extends: main.yaml\n")]) == [
        "b.yaml:1: 'main.yaml' starts from this file in turn"
      ])
    let chain = (0..<20).map { ("f\($0).yaml", "extends: f\($0 + 1).yaml\n") }
    #expect(
      try messages(chain) == [
        "f9.yaml:1: more than 10 files start from each other in a row"
      ])
  }
}
