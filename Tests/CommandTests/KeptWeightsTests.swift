import Foundation
import Records
import Specification
import Testing

/// `training.keep` and `ablate export`.
struct KeptWeightsTests {
  private let workspace: Workspace
  private static let keep = "  keep: none\n"

  init() throws { workspace = try Workspace() }

  private var store: TrialStore { TrialStore(folder: workspace.folder.appending(path: ".ablate")) }

  private func write(keep: String, rates: String = "[0.1, 0.05]", replicate: Bool = false) throws {
    let text = SmallExperiment.text()
      .replacingOccurrences(of: "  epochs: 2\n", with: "  epochs: 2\n  keep: \(keep)\n")
      .replacingOccurrences(of: "[0.1, 0.05]", with: rates)
      .replacingOccurrences(of: "  replicate: [2]\n", with: replicate ? "  replicate: [2]\n" : "")
    try workspace.write(text, to: "small.yaml")
  }

  private func run(_ words: String...) throws -> ToolProcess.Outcome {
    let outcome = try ToolProcess(["run", "small.yaml"] + words, in: workspace.folder).wait()
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome
  }

  private func keptIDs() throws -> [String] {
    try store.allIDs().filter { store.hasWeights($0) }
  }

  /// The rows' trials, read from `trials.csv`: those whose test columns are filled.
  private func reportedIDs() throws -> [String] {
    let text = try String(
      contentsOf: workspace.folder.appending(path: "results/small/trials.csv"), encoding: .utf8)
    let rows = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let column = try #require(rows.first?.firstIndex(of: "test_accuracy"))
    return rows.dropFirst().filter { !$0[column].isEmpty }.map { $0[0] }.sorted()
  }

  @Test func allTrialsKeepTheirWeights() throws {
    try write(keep: "all", replicate: true)
    _ = try run()
    #expect(try keptIDs().count == 6)
    for id in try keptIDs() {
      let weights = try #require(try store.loadWeights(id).record)
      #expect(
        weights.tensors.map(\.name) == [
          "dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias",
        ])
      #expect(weights.tensors.map(\.shape) == [[16, 784], [16], [10, 16], [10]])
    }
  }

  @Test(arguments: [false, true]) func onlySelectedTrialsKeepTheirs(replicate: Bool) throws {
    try write(keep: "selected", replicate: replicate)
    _ = try run()
    let reported = try reportedIDs()
    #expect(reported.count == 2)
    #expect(try keptIDs() == reported)
    let again = try run()
    #expect(!again.errors.contains("weights: "))
    #expect(try keptIDs() == reported)
  }

  /// A trial without its weights is trained again and its record stays what it was.
  @Test(arguments: ["selected", "all"]) func weightsThatAreWantedLaterAreMade(keep: String) throws {
    try write(keep: "none")
    _ = try run()
    #expect(try keptIDs().isEmpty)
    let results = try workspace.files(in: "results")
    let trials = try workspace.files(in: ".ablate/trials")
    try write(keep: keep)
    let outcome = try run()
    #expect(try keptIDs().count == (keep == "all" ? 4 : 2))
    #expect(outcome.errors.contains("weights: 2 trials") == (keep == "selected"))
    #expect(try workspace.files(in: "results") == results)
    let after = try workspace.files(in: ".ablate/trials")
    #expect(after.filter { !$0.key.hasSuffix(".safetensors") } == trials)
    // The same as those of a training that kept them from the start.
    _ = try run("--store", "other", "--out", "elsewhere")
    let other = try workspace.files(in: "other/trials").filter { $0.key.hasSuffix(".safetensors") }
    #expect(other == after.filter { $0.key.hasSuffix(".safetensors") })
  }

  /// A record that says something else must not get weights that are not its own.
  @Test func weightsOfAnotherTrainingAreNotTaken() throws {
    try write(keep: "none")
    _ = try run()
    let id = try #require(try store.allIDs().first)
    var record = try #require(try store.load(id).record)
    record.blasCore = "Abacus"
    record.curves[Metric(.validation, .loss)]?[0] = 0.125
    try store.save(record, try #require(try store.loadSealed(id).record))
    try write(keep: "all")
    let outcome = try ToolProcess(["run", "small.yaml"], in: workspace.folder).wait()
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("trial \(id) was trained again for its weights and gave other"))
    #expect(outcome.errors.contains("where OpenBLAS chose Abacus"))
    #expect(!store.hasWeights(id))
    #expect(try store.load(id) == .intact(record))
    _ = try run("--fresh")
    #expect(store.hasWeights(id))
  }

  @Test func damagedWeightsAreMadeAgain() throws {
    try write(keep: "all")
    _ = try run()
    let id = try #require(try keptIDs().first)
    let url = store.folder(of: id).appending(path: "weights.safetensors")
    let bytes = try Data(contentsOf: url)
    var changed = bytes
    changed[bytes.count - 3] ^= 1
    try changed.write(to: url)
    let outcome = try run()
    #expect(outcome.errors.contains("weights.safetensors' is damaged: its checksum"))
    #expect(try Data(contentsOf: url) == bytes)
  }

  /// When another setting wins, its weights take the place of those of the old one.
  @Test func weightsFollowTheSelection() throws {
    try write(keep: "selected", rates: "[0.0001]")
    _ = try run()
    let before = try keptIDs()
    try write(keep: "selected", rates: "[0.0001, 0.1]")
    _ = try run()
    let after = try keptIDs()
    #expect(after.count == 2 && Set(after).isDisjoint(with: before))
    #expect(try reportedIDs() == after)
  }

  @Test func exportCopiesTheRowsWeights() throws {
    try write(keep: "selected", replicate: true)
    _ = try run()
    let outcome = try ToolProcess.run(
      "export", "small.yaml", "--variant", "Plain", "--to", "plain.safetensors",
      in: workspace.folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors == "ablate: wrote 4 tensors of Plain, seed 2, to plain.safetensors\n")
    let bytes = try Data(contentsOf: workspace.folder.appending(path: "plain.safetensors"))
    let stored = try workspace.files(in: ".ablate/trials").filter {
      $0.key.hasSuffix(".safetensors")
    }
    #expect(stored.values.contains(bytes))
  }

  @Test func exportSaysWhatIsMissing() throws {
    try write(keep: "none")
    func export(_ words: String...) throws -> ToolProcess.Outcome {
      try ToolProcess(["export", "small.yaml", "--to", "x"] + words, in: workspace.folder).wait()
    }
    #expect(try export("--variant", "Plain").status == 5)
    _ = try run()
    let absent = try export("--variant", "Plain")
    #expect(absent.status == 3)
    #expect(absent.errors.contains("add 'keep: selected' under 'training' and run again"))
    let several = try export()
    #expect(several.status == 2)
    #expect(several.errors.contains("expects '--variant' with one of: Plain, Dropout"))
    #expect(try export("--variant", "Plan").errors.contains("did you mean 'Plain'?"))
    #expect(try export("--variant", "Plain", "--seed", "9").errors.contains("has the seeds 1"))
    #expect(
      try ToolProcess.run("export", "small.yaml", in: workspace.folder).errors
        .contains("expects the file to write: '--to PATH'"))
  }
}
