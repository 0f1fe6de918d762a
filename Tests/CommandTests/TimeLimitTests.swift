import Foundation
import Testing

/// `run --time-limit`.
struct TimeLimitTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(SmallExperiment.text(), to: "small.yaml")
  }

  private func run(_ words: String...) throws -> ToolProcess.Outcome {
    try ToolProcess(["run", "small.yaml"] + words, in: workspace.folder).wait()
  }

  @Test func withoutTimeNothingBegins() throws {
    let outcome = try run("--time-limit", "0s")
    #expect(outcome.status == 5)
    #expect(outcome.output.isEmpty)
    let expected =
      #/ablate: time limit: 0 of 4 trials are finished and kept; the same command goes on with the rest\n  Plain: 2 trials left, about \d+\.\d s of training\n  Dropout: 2 trials left, about \d+\.\d s of training\n$/#
    #expect(outcome.errors.contains(expected), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path + "/results"))
    #expect(try run("-q", "--time-limit", "1h").status == 0)
    // With nothing left to train a limit does not matter.
    #expect(try run("-q", "--time-limit", "0s").status == 0)
  }

  /// What was not trained and what was not checked are no successes.
  @Test func theReportOfWhatIsLeftIsNotGreen() throws {
    try workspace.write(
      SmallExperiment.text() + "expect:\n  - {metric: test_accuracy, at_least: 0.05}\n",
      to: "small.yaml")
    #expect(try run("-q", "--time-limit", "0s", "--junit", "checks.xml").status == 5)
    let report = try String(
      contentsOf: workspace.folder.appending(path: "checks.xml"), encoding: .utf8)
    #expect(report.contains("tests=\"7\" failures=\"0\" errors=\"0\" skipped=\"7\">"), "\(report)")
    for name in ["Plain learning_rate=0.1 seed=1", "Dropout learning_rate=0.05 seed=1"] {
      let element =
        "name=\"\(name)\">\n      <skipped message=\"it is not in the store\"/>\n    </testcase>\n"
      #expect(report.contains(element), "\(report)")
    }
    #expect(report.contains("name=\"phase replicate\">\n      <skipped message="), "\(report)")
    for name in ["Plain", "Dropout"] {
      #expect(
        report.contains(
          "<testcase classname=\"small expect\" name=\"\(name): test_accuracy at least 0.05\">\n"
            + "      <skipped message=\"not all trials are in the store\"/>\n"), "\(report)")
    }
    // Without files no gate is held against anything.
    #expect(try run("-q", "--set", "training.epochs=1", "--junit", "checks.xml").status == 0)
    let partial = try String(
      contentsOf: workspace.folder.appending(path: "checks.xml"), encoding: .utf8)
    #expect(partial.contains("failures=\"0\" errors=\"0\" skipped=\"2\">"), "\(partial)")
    #expect(partial.contains("<skipped message=\"the results are not written\"/>"))
  }

  /// What is too long does not begin; what is short enough does, although it comes later.
  @Test func onlyTrialsThatFitBegin() throws {
    let text = SmallExperiment.text()
      .replacingOccurrences(
        of: "    - name: Plain\n",
        with: "    - name: Plain\n      training: {epochs: 1000000}\n")
    try workspace.write(text, to: "small.yaml")
    let outcome = try run("--time-limit", "1m")
    #expect(outcome.status == 5)
    #expect(outcome.errors.contains("time limit: 2 of 4 trials are finished"), "\(outcome.errors)")
    #expect(outcome.errors.contains("  Plain: 2 trials left, about "))
    #expect(!outcome.errors.contains("  Dropout: "))
    #expect(try workspace.files(in: ".ablate/locks").isEmpty)
  }

  /// A long trial that saves its state goes on in the next run with the bits that it would have had.
  @Test func aTrialWithStatesIsCutOffAndGoesOn() throws {
    let text = SmallExperiment.text(epochs: 1000).replacingOccurrences(
      of: "  epochs: 1000\n", with: "  epochs: 1000\n  checkpoint: {every: 5}\n")
    try workspace.write(text, to: "small.yaml")
    // Starting takes its time too, the more so where other work runs beside.
    let start = ContinuousClock.now
    #expect(try run("--time-limit", "0s").status == 5)
    var limit = max(1, 3 * ((ContinuousClock.now - start) / .seconds(1)))
    var runs = 0
    var last = try run("--time-limit", "\(limit)s", "--jobs", "1")
    while last.status == 5, runs < 60 {
      runs += 1
      #expect(last.errors.contains("time limit: "), "\(last.errors)")
      // Other work may have begun since, beside which nothing is done within the first limit.
      limit *= 1.2
      last = try run("--time-limit", "\(limit)s", "--jobs", "1")
    }
    #expect(last.status == 0 && runs > 0, "\(runs): \(last.errors)")
    let undisturbed = try run("-q", "--store", "other", "--out", "elsewhere")
    #expect(undisturbed.output == last.output)
    #expect(try workspace.files(in: "elsewhere") == workspace.files(in: "results"))
    #expect(
      try workspace.files(in: ".ablate/trials").keys.allSatisfy {
        !$0.hasSuffix("checkpoint.json")
      })
  }

  @Test(arguments: ["5", "h", "5x", "1h30", "-1h", "400d"])
  func aLimitIsADuration(text: String) throws {
    let outcome = try run("--time-limit=\(text)")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.contains(
        "'--time-limit' expects a duration such as 5h, 90m or 1h30m, not '\(text)'"))
  }
}
