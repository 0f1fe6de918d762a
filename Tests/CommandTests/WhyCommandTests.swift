import Foundation
import Testing

/// `ablate why` about trials and about selections.
struct WhyCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(SmallExperiment.text(), to: "small.yaml")
  }

  private func ablate(_ words: String...) throws -> ToolProcess.Outcome {
    try ToolProcess(words, in: workspace.folder).wait()
  }

  /// The ids of trials by variant, phase and learning rate, as `trials.csv` has them.
  private func ids() throws -> [String: String] {
    let text = try String(
      contentsOf: workspace.folder.appending(path: "results/small/trials.csv"), encoding: .utf8)
    var ids: [String: String] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      ids["\(cells[2]) \(cells[1]) \(cells[4])"] = cells[0]
    }
    return ids
  }

  @Test func aTrialInTheStoreIsSaidToBeThere() throws {
    #expect(try ablate("run", "small.yaml", "-q").status == 0)
    let id = try #require(try ids()["Dropout search 0.05"])
    let outcome = try ablate("why", String(id.prefix(8)), "small.yaml")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines[0] == "trial \(id)")
    #expect(lines[1] == "  asked for by small.yaml: Dropout learning_rate=0.05 seed=1")
    #expect(lines[2].hasPrefix("  in the store .ablate: finished, numerics pinned, kernel "))
  }

  @Test func theFirstDifferenceIsNamedWithItsPlace() throws {
    #expect(try ablate("run", "small.yaml", "-q").status == 0)
    let before = try #require(try ids()["Plain search 0.1"])
    // Six changes, one at a time: where it is written, what it is now, and what it was.
    let changes:
      [(old: String, new: String, name: String, here: String, there: String, line: Int)] = [
        ("batch_size: 50", "batch_size: 40", "training.batch_size", "40", "50", 14),
        ("- dense: 16", "- dense: 17", "layers.1.layer.units", "17", "16", 7),
        (
          "grid: {learning_rate: [0.1, 0.05]}", "grid: {learning_rate: [0.2, 0.05]}",
          "training.optimizer.learning_rate", "0.2", "0.1", 17
        ),
        ("0.1, dropout: 0}", "0.1, dropout: 0.25}", "layers.3.layer.rate", "0.25", "0", 4),
        ("seeds: [1]", "seeds: [3]", "seed", "3", "1", 19),
        (
          "limit: {train: 400, test: 100}", "limit: {train: 380, test: 100}", "data.limit.train",
          "380", "400", 3
        ),
      ]
    for change in changes {
      let text = SmallExperiment.text().replacing(change.old, with: change.new)
      #expect(text != SmallExperiment.text())
      try workspace.write(text, to: "changed.yaml")
      _ = try ablate("run", "changed.yaml", "-q", "--store", "other", "--out", "other-results")
      let list = try String(
        contentsOf: workspace.folder.appending(path: "other-results/small/trials.csv"),
        encoding: .utf8)
      let id = try #require(list.split(separator: "\n").dropFirst().first?.prefix { $0 != "," })
      let outcome = try ablate("why", String(id), "changed.yaml")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("  asked for by changed.yaml: Plain "))
      #expect(outcome.output.contains("  not in the store .ablate\n"))
      #expect(
        outcome.output.contains("  first difference: \(change.name) is \(change.here)"),
        "\(outcome.output)")
      #expect(outcome.output.contains("(changed.yaml:\(change.line):"), "\(outcome.output)")
      #expect(
        outcome.output.contains(", and \(change.there) in the store\n"), "\(outcome.output)")
    }
    // The other way round: a trial of the store that no file asks for any more.
    let text = SmallExperiment.text().replacing("batch_size: 50", with: "batch_size: 40")
    try workspace.write(text, to: "small.yaml")
    let outcome = try ablate("why", before, "small.yaml")
    #expect(outcome.output.contains("  asked for by none of the experiment files\n"))
    #expect(
      outcome.output.contains(
        "  first difference: training.batch_size is 40 (small.yaml:14:3), and 50 in the store\n"))
  }

  @Test func trialsOfEarlierVersionsHaveNoSpecification() throws {
    #expect(try ablate("run", "small.yaml", "-q").status == 0)
    for path in try workspace.files(in: ".ablate/trials").keys
    where path.hasSuffix("specification.json") {
      try FileManager.default.removeItem(
        at: workspace.folder.appending(path: ".ablate/trials/\(path)"))
    }
    try workspace.write(
      SmallExperiment.text().replacing("batch_size: 50", with: "batch_size: 40"), to: "changed.yaml"
    )
    _ = try ablate("run", "changed.yaml", "-q", "--store", "other")
    let id = try #require(try ids()["Plain search 0.1"])
    let outcome = try ablate("why", id, "changed.yaml")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.contains(
        "  6 trials there cannot be compared: the store has no specification of them\n"))
    // They are as good as before.
    try workspace.write(SmallExperiment.text(), to: "small.yaml")
    #expect(try ablate("run", "small.yaml").errors.contains("4 already in the store"))
  }

  @Test func aSubjectThatIsNothingIsAUsageError() throws {
    #expect(try ablate("why").status == 2)
    #expect(try ablate("why", "xyz").errors.contains("is neither a results folder nor the first"))
    #expect(try ablate("why", "abc").status == 2)
    let unknown = try ablate("why", "0123456789", "small.yaml")
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("no trial begins with '0123456789'"))
    try FileManager.default.createDirectory(
      at: workspace.folder.appending(path: "empty"), withIntermediateDirectories: true)
    let empty = try ablate("why", "empty")
    #expect(empty.status == 2)
    #expect(empty.errors.contains("there are no results in 'empty'"))
  }

  @Test func aSelectionIsExplainedWithoutTheStore() throws {
    #expect(try ablate("run", "small.yaml", "-q").status == 0)
    try FileManager.default.removeItem(at: workspace.folder.appending(path: ".ablate"))
    let outcome = try ablate("why", "results/small")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output.hasPrefix(
        "selected is the highest validation_accuracy after the last epoch (seed 1); ties go to the "
          + "first declared\n\nPlain: learning_rate 0."))
    #expect(outcome.output.contains("  runner-up  learning_rate 0."))
    #expect(outcome.output.contains("value tried (0.05, 0.1): the best may lie beyond it; add 0."))
    #expect(outcome.output.contains("(small.yaml:22)\n"), "\(outcome.output)")
  }

  /// A plot by an axis must not keep a value from being proposed, and a range must.
  @Test func proposedValuesAreValidInTheFile() throws {
    let text = SmallExperiment.text()
      .replacing("grid: {learning_rate: [0.1, 0.05]}", with: "grid: {dropout: [0.2, 0.5]}")
      .replacing("    - name: Dropout\n      parameters: {dropout: 0.5}\n", with: "")
      .replacing("validation_accuracy, by: epoch}", with: "validation_accuracy, by: dropout}")
    try workspace.write(text, to: "small.yaml")
    #expect(try ablate("run", "small.yaml", "-q").status == 0)
    let outcome = try ablate("why", "results/small")
    #expect(outcome.status == 0, "\(outcome.errors)")
    // After 0.5 the round number would be 1, with which nothing is left.
    let proposed = try #require(
      outcome.output.firstMatch(of: /value tried \(0.2, 0.5\): .*; add (0\.[0-9]+) to the axis/)?.1,
      "\(outcome.output)")
    #expect(["0.1", "0.8"].contains(proposed))
  }

  @Test func foldersOfResultsAreExplainedOneByOne() throws {
    try workspace.write(SmallExperiment.text(name: "other", epochs: 1), to: "other.yaml")
    #expect(try ablate("run", "small.yaml", "other.yaml", "-q").status == 0)
    let both = try ablate("why", "results/")
    #expect(both.status == 0, "\(both.errors)")
    let (small, other) = (try ablate("why", "results/small"), try ablate("why", "results/other"))
    #expect(
      both.output == "results/other\n\n\(other.output)\nresults/small\n\n\(small.output)")
    #expect(try ablate("why", "results", "small.yaml").status == 2)
    try FileManager.default.removeItem(at: workspace.folder.appending(path: "results/other"))
    #expect(try ablate("why", "results", "small.yaml").output == small.output)
    let missing = try ablate("why", "results/nothing")
    #expect(missing.status == 3)
    #expect(missing.errors == "ablate: there is no folder 'results/nothing'\n")
  }
}
