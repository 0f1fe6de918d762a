import Foundation
import Testing

/// Whole runs of the built tool on drawn pictures.
struct RunTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(SmallExperiment.text(), to: "small.yaml")
  }

  private func run(_ words: String...) throws -> ToolProcess.Outcome {
    try ToolProcess(["run"] + words, in: workspace.folder).wait()
  }

  @Test func aRunWritesTablesAndPrintsOneLineForEachTrial() throws {
    let outcome = try run("small.yaml")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("A small experiment\n"))
    let lines = outcome.errors.split(separator: "\n").map(String.init)
    #expect(lines.first == "search: 4 trials")
    #expect(lines.contains("replicate: 2 trials"))
    let trial =
      #/\[ \d/\d\] (Plain|Dropout) learning_rate=0\.\d+ seed=\d  validation_accuracy 0\.\d{4}  \d+\.\d s/#
    #expect(lines.count { $0.wholeMatch(of: trial) != nil } == 6)
    #expect(lines.last == "ablate: changed 6 files in results/small")
    #expect(
      try workspace.files(in: "results").keys.sorted() == [
        "small/curves.csv", "small/figures/validation-accuracy-by-epoch.svg",
        "small/results.lock", "small/table.csv", "small/table.md", "small/trials.csv",
      ])
  }

  @Test func aSecondRunTrainsNothingAndChangesNoByte() throws {
    _ = try run("small.yaml")
    let first = try workspace.files(in: "results")
    let outcome = try run("small.yaml")
    #expect(outcome.status == 0)
    #expect(
      outcome.errors == """
        search: 4 trials, 4 already in the store
        replicate: 2 trials, 2 already in the store
        ablate: results/small is up to date

        """)
    #expect(try workspace.files(in: "results") == first)
  }

  @Test func resultsDoNotDependOnTheNumberOfWorkers() throws {
    let one = try run("small.yaml", "--jobs", "1", "--store", "s1", "--out", "r1")
    let three = try run("small.yaml", "--jobs", "3", "--store", "s3", "--out", "r3")
    #expect(one.status == 0 && three.status == 0)
    #expect(one.output == three.output)
    let files = try workspace.files(in: "r1")
    #expect(files.count == 6)
    #expect(try workspace.files(in: "r3") == files)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func anInterruptedRunGoesOnWhereItStopped(signal: Int32) throws {
    try workspace.write(SmallExperiment.text(epochs: 150), to: "small.yaml")
    let words = ["run", "small.yaml", "--jobs", "2"]
    let process = try ToolProcess(words, in: workspace.folder)
    try process.waitForErrors(toContain: "[ 1/4]")
    process.send(signal: signal)
    let stopped = try process.wait()
    #expect(stopped.status == 128 + signal)
    #expect(stopped.output.isEmpty)
    let message =
      #/ablate: interrupted; [1-6] of [46] trials are finished and kept; the same command goes on with the rest\n$/#
    #expect(stopped.errors.contains(message))
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path + "/results"))

    let continued = try run("small.yaml", "--jobs", "2")
    #expect(continued.status == 0)
    #expect(continued.errors.contains("already in the store"))
    let undisturbed = try run("small.yaml", "--store", "other", "--out", "other-results")
    #expect(undisturbed.output == continued.output)
    #expect(try workspace.files(in: "other-results") == workspace.files(in: "results"))
  }

  @Test func changedSettingsArePrintedAndNotWritten() throws {
    let outcome = try run("small.yaml", "--set", "training.epochs=1", "--only", "Dropout", "-q")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Dropout") && !outcome.output.contains("Plain"))
    #expect(outcome.errors.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path + "/results"))
    _ = try run("small.yaml", "--only", "Dropout", "--out", "there")
    #expect(try workspace.files(in: "there").keys.contains("small/table.md"))
  }

  @Test func freshTrainsAgain() throws {
    _ = try run("small.yaml")
    let outcome = try run("small.yaml", "--fresh")
    #expect(outcome.errors.hasPrefix("search: 4 trials\n"))
    #expect(outcome.errors.contains("results/small is up to date"))
  }

  @Test func severalFilesRunOneAfterAnother() throws {
    try workspace.write(SmallExperiment.text(name: "other"), to: "other.yaml")
    let outcome = try run("small.yaml", "other.yaml", "-q")
    #expect(outcome.status == 0)
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: workspace.folder.path + "/results")
    #expect(folders.sorted() == ["other", "small"])
  }

  @Test func aFailedGateExitsWith1() throws {
    let text =
      SmallExperiment.text() + "expect:\n  - {variant: Plain, metric: test_accuracy, at_least: 1}\n"
    try workspace.write(text, to: "small.yaml")
    let outcome = try run("small.yaml", "-q")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("ablate: expectation not met: small.yaml:"))
    #expect(!outcome.output.isEmpty)
    // A part of the experiment is no evidence against it.
    #expect(try run("small.yaml", "-q", "--only", "Plain").status == 0)
    #expect(try run("small.yaml", "-q", "--only", "Plain", "--out", "there").status == 1)
  }

  @Test func tableRendersAgainFromTheStore() throws {
    _ = try run("small.yaml")
    let table = try ToolProcess.run(
      "table", "small.yaml", "--format", "markdown", in: workspace.folder)
    #expect(table.status == 0)
    #expect(Data(table.output.utf8) == (try workspace.files(in: "results")["small/table.md"]))
    let missing = try ToolProcess.run(
      "table", "small.yaml", "--store", "nothing", in: workspace.folder)
    #expect(missing.status == 5)
    #expect(missing.output.contains("incomplete"))
  }

  @Test func planKnowsWhatIsInTheStore() throws {
    let before = try ToolProcess.run("plan", "small.yaml", in: workspace.folder)
    #expect(before.status == 0)
    #expect(before.output.contains("search: 4 trials, 0 of them in the store\n"))
    _ = try run("small.yaml", "--only", "Plain")
    let after = try ToolProcess.run("plan", "small.yaml", in: workspace.folder)
    #expect(after.output.contains("search: 4 trials, 2 of them in the store\n"))
    #expect(after.output.contains("  1  Plain learning_rate=0.1 seed=1     in the store\n"))
  }
}
