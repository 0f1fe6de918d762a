import Foundation
import Records
import Testing

/// `ablate gc` and `ablate status`.
struct StoreCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(SmallExperiment.text(), to: "small.yaml")
  }

  private var store: TrialStore { TrialStore(folder: workspace.folder.appending(path: ".ablate")) }

  private func tool(_ words: String...) throws -> ToolProcess.Outcome {
    try ToolProcess(words, in: workspace.folder).wait()
  }

  private func leave(_ text: String, at path: String) throws {
    let url = workspace.folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Warnings are for those who decide what to run; what is wrong is said to everybody.
  @Test func onlyCheckPlanAndRunShowWarnings() throws {
    let warned = SmallExperiment.text(epochs: 1).replacing("replicate: [2]", with: "replicate: 3")
    try workspace.write(warned, to: "small.yaml")
    let warning = "W0905"
    #expect(try tool("check", "small.yaml").output.contains(warning))
    #expect(try tool("plan", "small.yaml").errors.contains(warning))
    let loud = try tool("run", "small.yaml")
    #expect(loud.status == 0, "\(loud.errors)")
    #expect(loud.errors.contains(warning))
    for command in [["run", "-q"], ["status"], ["gc", "--dry-run"], ["table"]] {
      let outcome = try ToolProcess(command + ["small.yaml"], in: workspace.folder).wait()
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
      #expect(!outcome.errors.contains(warning), "\(command): \(outcome.errors)")
    }
    try workspace.write(warned.replacing("epochs:", with: "epoch:"), to: "small.yaml")
    let wrong = try tool("status", "small.yaml")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("error: "))
    #expect(!wrong.errors.contains(warning))
  }

  @Test func onlyWhatNoFileAsksForGoes() throws {
    #expect(try tool("run", "small.yaml", "-q").status == 0)
    let wanted = try workspace.files(in: ".ablate")
    let other = SmallExperiment.text(name: "other", epochs: 1)
      .replacingOccurrences(of: "  epochs: 1\n", with: "  epochs: 1\n  keep: all\n")
    try workspace.write(other, to: "other.yaml")
    #expect(try tool("run", "other.yaml", "-q").status == 0)
    let id = try #require(wanted.keys.sorted().first).split(separator: "/")[1]
    try leave("half", at: ".ablate/trials/\(id)/.record.json.abc.partial")
    try leave("{}", at: ".ablate/trials/\(id)/checkpoint.json")
    try leave("", at: ".ablate/locks/\(id)")
    try leave("mine", at: ".ablate/trials/notes.txt")
    let all = try workspace.files(in: ".ablate")

    let dry = try tool("gc", "small.yaml", "--dry-run")
    #expect(dry.status == 0)
    #expect(try workspace.files(in: ".ablate") == all)
    let both = try tool("gc", "small.yaml", "other.yaml", "--dry-run")
    #expect(!both.output.contains("trials that no file asks for"))
    #expect(both.output.contains("12 trials are kept"))

    let outcome = try tool("gc", "small.yaml")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == dry.output.replacing("would remove", with: "removed"))
    #expect(outcome.output.contains(#/trials that no file asks for +6 +\d+ kB/#))
    #expect(outcome.output.contains(#/temporary files +1 +1 kB/#))
    #expect(outcome.output.contains(#/states of trainings that have ended +1 +1 kB/#))
    #expect(outcome.output.contains(#/locks of processes that are gone +1 +0 kB/#))
    #expect(outcome.output.contains(#/removed \d+ kB; 6 trials are kept\n/#))
    #expect(outcome.output.hasSuffix("left alone: 1 that this program did not make\n"))
    var expected = wanted
    expected["trials/notes.txt"] = Data("mine".utf8)
    #expect(try workspace.files(in: ".ablate") == expected)
    #expect(try store.allIDs().count == 7)
    #expect(try tool("gc", "small.yaml").output.hasPrefix("nothing to remove; 6 trials are kept\n"))
  }

  @Test func weightsThatNoFileKeepsGo() throws {
    try workspace.write(
      SmallExperiment.text().replacingOccurrences(
        of: "  epochs: 2\n", with: "  epochs: 2\n  keep: all\n"), to: "all.yaml")
    #expect(try tool("run", "all.yaml", "-q").status == 0)
    #expect(try tool("gc", "all.yaml").output.hasPrefix("nothing to remove"))
    #expect(try tool("gc", "all.yaml", "small.yaml").output.hasPrefix("nothing to remove"))
    let outcome = try tool("gc", "small.yaml")
    #expect(outcome.output.contains(#/weights that no file asks for +6 +\d+ kB/#))
    #expect(try store.allIDs().allSatisfy { !store.hasWeights($0) })
    #expect(try tool("run", "small.yaml").errors.contains("search: 4 trials, 4 already"))
  }

  /// While the selection may still change, all replicates that it could ask for stay.
  @Test func replicatesStayAsLongAsTheSearchIsNotOver() throws {
    #expect(try tool("run", "small.yaml", "-q").status == 0)
    try workspace.write(
      SmallExperiment.text().replacingOccurrences(of: "[0.1, 0.05]", with: "[0.1, 0.07, 0.05]"),
      to: "small.yaml")
    #expect(try tool("gc", "small.yaml").output.hasPrefix("nothing to remove; 6 trials"))
  }

  /// What a refinement will ask for is not known before the search is over: any trial may be among it.
  @Test func everyTrialStaysAsLongAsAPhaseIsNotDetermined() throws {
    #expect(try tool("run", "small.yaml", "-q").status == 0)
    try workspace.write(
      SmallExperiment.text(name: "refined").replacingOccurrences(
        of: "  grid: {learning_rate: [0.1, 0.05]}\n",
        with: "  random: {samples: 2, over: {learning_rate: {log_uniform: [0.01, 1]}}}\n"
          + "  refine: {axis: learning_rate, rounds: 1, count: 3}\n"), to: "refined.yaml")
    let wanted = try workspace.files(in: ".ablate")
    let id = try #require(try store.allIDs().first)
    try leave("half", at: ".ablate/trials/\(id)/.record.json.abc.partial")
    try leave("{}", at: ".ablate/trials/\(id)/checkpoint.json")
    try leave("", at: ".ablate/locks/\(id)")
    let outcome = try tool("gc", "refined.yaml")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!outcome.output.contains("trials that no file asks for"))
    #expect(outcome.output.contains(#/removed \d+ kB; 6 trials are kept\n/#))
    #expect(
      outcome.output.contains(
        "kept: 6 that no file asks for yet: which trials belong to 'refine-1' of refined is known ")
    )
    #expect(try workspace.files(in: ".ablate") == wanted)
    // A file that is done is no reason to keep what is not its own; the other one still is.
    let both = try tool("gc", "small.yaml", "refined.yaml")
    #expect(both.output == "nothing to remove; 6 trials are kept\n")
    #expect(try tool("run", "refined.yaml", "-q").status == 0)
    #expect(try tool("gc", "refined.yaml").output.contains(#/trials that no file asks for +6 /#))
  }

  @Test func nothingGoesWithoutBeingToldWhatToKeep() throws {
    #expect(try tool("run", "small.yaml", "-q").status == 0)
    let before = try workspace.files(in: ".ablate")
    #expect(try tool("gc").status == 2)
    try workspace.write("name: [", to: "broken.yaml")
    #expect(try tool("gc", "broken.yaml").status == 2)
    try workspace.write(SmallExperiment.text(name: "real", dataset: "mnist"), to: "real.yaml")
    #expect(try tool("gc", "real.yaml", "--data", "nowhere").status == 3)
    #expect(try workspace.files(in: ".ablate") == before)
  }

  @Test func trialsInTrainingAreLeftAlone() throws {
    #expect(try tool("run", "small.yaml", "-q").status == 0)
    let other = SmallExperiment.text(name: "other", epochs: 1)
    try workspace.write(other, to: "other.yaml")
    let id = try #require(try store.allIDs().first)
    let lock = try #require(try store.tryLock(id))
    let outcome = try tool("gc", "other.yaml")
    #expect(outcome.output.contains("left alone: 1 in training\n"))
    #expect(try store.allIDs() == [id])
    withExtendedLifetime(lock) {}
  }

  @Test func statusCountsTrials() throws {
    let nothing = try tool("status", "small.yaml", "--jobs", "2")
    #expect(nothing.status == 0)
    #expect(
      nothing.output == """
        small: 0 of 4 trials done
                     finished  diverged  in flight  missing
          search            0         0          0        4
            Plain           0         0          0        2
            Dropout         0         0          0        2
          then replicate, determined by what is selected: at most 2
          time left: not known before a trial has finished

        """)
    #expect(try tool("run", "small.yaml", "-q", "--only", "Plain").status == 0)
    // Two of Dropout are missing; one of them is being trained.
    #expect(try tool("run", "small.yaml", "-q").status == 0)
    let dropout = try trialIDs(of: "Dropout")
    for id in dropout.prefix(2) { try store.removeTrial(id) }
    let lock = try #require(try store.tryLock(dropout[0]))
    let some = try tool("status", "small.yaml")
    #expect(some.output.hasPrefix("small: 2 of 4 trials done, 1 in flight\n"))
    #expect(some.output.contains(#/\n    Dropout +0 +0 +1 +1\n/#))
    #expect(some.output.contains(#/time left: about \d+\.\d s with 1 worker\n$/#))
    withExtendedLifetime(lock) {}
  }

  @Test func statusOfAFinishedExperimentIsShort() throws {
    #expect(try tool("run", "small.yaml", "-q").status == 0)
    let all = try tool("status", "small.yaml")
    #expect(all.output.hasPrefix("small: 6 of 6 trials done\n"))
    #expect(all.output.contains(#/\n  replicate +2 +0 +0 +0\n/#))
    #expect(!all.output.contains("time left"))
  }

  /// Ids of a variant's search trials, in the order of `trials.csv`.
  private func trialIDs(of variant: String) throws -> [String] {
    let text = try String(
      contentsOf: workspace.folder.appending(path: "results/small/trials.csv"), encoding: .utf8)
    return text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
      .filter { $0[1] == "search" && $0[2] == variant }.map { $0[0] }
  }
}
