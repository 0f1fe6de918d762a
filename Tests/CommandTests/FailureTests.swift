import Foundation
import Testing

/// What the tool says when files, data or disks are not as they should be.
struct FailureTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(SmallExperiment.text(), to: "small.yaml")
  }

  @Test(arguments: ["run", "plan", "table"])
  func mistakesOfAllFilesAreShownAtOnce(command: String) throws {
    let text = SmallExperiment.text().replacingOccurrences(of: "epochs:", with: "epchs:")
      .replacingOccurrences(of: "relu", with: "rleu")
    try workspace.write(text, to: "wrong.yaml")
    let outcome = try ToolProcess.run(command, "wrong.yaml", in: workspace.folder)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("wrong.yaml:8:5: error: "))
    #expect(outcome.errors.contains("wrong.yaml:15:3: error: "))
    #expect(outcome.errors.contains("did you mean 'epochs'?"))
    #expect(!outcome.errors.contains("\u{1B}"))
  }

  @Test func checkShowsMistakesAsItsResult() throws {
    let text = SmallExperiment.text().replacingOccurrences(of: "dense: 10", with: "dense: 11")
    try workspace.write(text, to: "wrong.yaml")
    let outcome = try ToolProcess.run("check", "small.yaml", "wrong.yaml", in: workspace.folder)
    #expect(outcome.status == 2)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains("wrong.yaml:10:"))
    let correct = try ToolProcess.run("check", "small.yaml", in: workspace.folder)
    #expect(correct.status == 0)
    #expect(correct.output == "small.yaml: correct; 2 variants, 4 settings\n")
  }

  @Test func aFileThatIsNotThereIsAnInvalidFile() throws {
    let outcome = try ToolProcess.run("run", "smal.yaml", in: workspace.folder)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("there is no such file"))
    #expect(outcome.errors.contains("did you mean 'small.yaml'?"))
  }

  @Test func missingDataIsNamedBeforeAnythingIsTrained() throws {
    try workspace.write(SmallExperiment.text(name: "real", dataset: "mnist"), to: "real.yaml")
    let outcome = try ToolProcess.run(
      "run", "small.yaml", "real.yaml", "--data", "nowhere", in: workspace.folder)
    #expect(outcome.status == 3)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("ablate data fetch mnist"))
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path + "/.ablate"))
  }

  @Test func mistakesComeBeforeDataThatIsNotThere() throws {
    let absent = "{csv: {train: nothing.csv, test: nothing.csv, label: y}}"
    try workspace.write(SmallExperiment.text(name: "csv", dataset: absent), to: "csv.yaml")
    try workspace.write(
      SmallExperiment.text().replacingOccurrences(of: "epochs:", with: "epchs:"), to: "wrong.yaml")
    let outcome = try ToolProcess.run("check", "csv.yaml", "wrong.yaml", in: workspace.folder)
    #expect(outcome.status == 2)
    #expect(outcome.output.contains("did you mean 'epochs'?"))
    #expect(try ToolProcess.run("check", "csv.yaml", in: workspace.folder).status == 3)
  }

  @Test func corruptDataEndsARunWith3() throws {
    try FileManager.default.createDirectory(
      at: workspace.folder.appending(path: "data/mnist"), withIntermediateDirectories: true)
    for part in ["train", "t10k"] {
      try workspace.write("garbage", to: "data/mnist/\(part)-images-idx3-ubyte")
      try workspace.write("garbage", to: "data/mnist/\(part)-labels-idx1-ubyte")
    }
    try workspace.write(SmallExperiment.text(name: "real", dataset: "mnist"), to: "real.yaml")
    let outcome = try ToolProcess.run(
      "run", "real.yaml", "--data", "data", in: workspace.folder)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("-ubyte"))
    #expect(outcome.output.isEmpty)
  }

  @Test func planWorksWithoutData() throws {
    try workspace.write(SmallExperiment.text(name: "real", dataset: "mnist"), to: "real.yaml")
    let outcome = try ToolProcess.run("plan", "real.yaml", in: workspace.folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("search: 4 trials\n"))
    #expect(
      outcome.errors.hasSuffix("which trials are in the store is not known without the data\n"))
  }

  @Test(arguments: ["--store", "--out"])
  func aPlaceThatCannotBeWrittenIsOneSentence(option: String) throws {
    try workspace.write("a file, not a folder", to: "occupied")
    let outcome = try ToolProcess.run(
      "run", "small.yaml", "--quiet", option, "occupied", in: workspace.folder)
    #expect(outcome.status == 3)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.count == 1)
    #expect(lines.first?.hasPrefix("ablate: cannot ") == true)
    #expect(outcome.errors.contains("occupied"))
    // It is noticed before anything is trained.
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path + "/.ablate"))
  }

  /// Forty networks of ten gigabytes each are more than machines have.
  @Test func networksThatDoNotFitIntoMemoryAreNotTrained() throws {
    let text = SmallExperiment.text().replacing("dense: 16", with: "dense: 1048576")
      .replacing("seeds: [1]", with: "seeds: 40").replacing("replicate: [2]", with: "replicate: 0")
    try workspace.write(text, to: "huge.yaml")
    let run = try ToolProcess.run("run", "huge.yaml", "-q", "-j", "64", in: workspace.folder)
    #expect(run.status == 3)
    #expect(run.errors.contains("ablate: training takes at least "))
    #expect(run.errors.contains(" GB of memory with 64 workers, and this machine has "))
    #expect(!run.errors.contains("warning: "))
    let plan = try ToolProcess.run("plan", "huge.yaml", "-j", "64", in: workspace.folder)
    #expect(plan.status == 0)
    #expect(plan.errors.contains("warning: dense1 has 823,132,160 weights; training this network"))
    #expect(plan.output.contains("\n  time    not known\n  memory  training takes at least "))
    #expect(plan.output.contains("823,132,160"))
  }

  @Test func aLimitFromTheCommandLineIsPointedAt() throws {
    let outcome = try ToolProcess.run(
      "run", "small.yaml", "--set", "data.limit={train: 70000}", in: workspace.folder)
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.hasPrefix(
        "--set:1:20: error: limit of 70,000 training examples does not fit: the data has 60,000"))
  }

  @Test func aDamagedRecordIsTrainedAgain() throws {
    _ = try ToolProcess.run("run", "small.yaml", "-q", in: workspace.folder)
    let records = try workspace.files(in: ".ablate/trials").keys.filter {
      $0.hasSuffix("record.json")
    }
    let victim = try #require(records.sorted().first)
    try workspace.write("{", to: ".ablate/trials/" + victim)
    let outcome = try ToolProcess.run("run", "small.yaml", "-q", in: workspace.folder)
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains(victim))
    #expect(outcome.errors.contains("the trial is trained again"))
  }
}
