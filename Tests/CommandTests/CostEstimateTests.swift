import Testing
import Training

@testable import AblateCommands

struct CostEstimateTests {
  private func spread(_ low: Double, _ middle: Double, _ high: Double) -> Calibration.Spread {
    Calibration.Spread(low: low, middle: middle, high: high)
  }

  @Test func oneWorkerTrainsOneAfterTheOther() {
    let time = CostEstimate.together([spread(1, 2, 3), spread(4, 5, 6)], workers: 1)
    #expect([time.low, time.middle, time.high] == [5, 7, 9])
  }

  /// Three equal trials keep two workers busy for two rounds, or for one and a half if the idle one
  /// helps.
  @Test func theLastRoundMayBeShared() {
    let time = CostEstimate.together(
      Array(repeating: spread(8, 10, 12), count: 3), workers: 2)
    #expect([time.low, time.middle, time.high] == [12, 17.5, 30])
  }

  @Test func theLongestTrialDecidesAtWorst() {
    let time = CostEstimate.together([spread(1, 1, 1), spread(9, 9, 9)], workers: 2)
    #expect([time.low, time.middle, time.high] == [5, 7, 11.25])
  }

  @Test func planShowsTimeMemoryAndDiskOfWhatIsAskedFor() throws {
    let workspace = try Workspace()
    try workspace.write(SmallExperiment.text(), to: "small.yaml")
    let whole = try ToolProcess.run("plan", "small.yaml", "-j", "1", in: workspace.folder)
    #expect(whole.status == 0)
    #expect(whole.output.contains("\ncost of 6 trials with 1 worker\n"))
    let time =
      #/\n  time    about [0-9.]+ s \([0-9.]+ s to [0-9.]+ s\), from steps timed on this machine\n/#
    let sizes = #/\n  memory  about [0-9]+ [kM]B\n  disk    about [0-9]+ kB in the store\n/#
    #expect(whole.output.contains(time))
    #expect(whole.output.contains(sizes))
    let part = try ToolProcess.run(
      "plan", "small.yaml", "--only", "Dropout", "--set", "learning_rate=0.3", "-j", "2",
      in: workspace.folder)
    #expect(part.status == 0)
    #expect(part.output.contains("search: 1 trial, 0 of them in the store\n  1  Dropout seed=1\n"))
    #expect(part.output.contains("\nreplicate: the selected setting of 1 variant with 1 seed each"))
    #expect(part.output.contains("\ncost of 2 trials with 2 workers\n"))
    #expect(part.output.contains("\nnetwork of Dropout\n"))
    let slip = try ToolProcess.run(
      "plan", "small.yaml", "--set", "learning_rat=0.3", in: workspace.folder)
    #expect(slip.status == 2)
    #expect(slip.errors.hasPrefix("--set:1:1: error: "))
  }

  @Test func predictionsAreComparedWithWhatHappened() {
    let estimate = CostEstimate(seconds: spread(90, 100, 130))
    #expect(
      estimate.comparison(with: .seconds(95))
        == "took 1:35, predicted were 1:40 (1:30 to 2:10)")
    #expect(
      estimate.comparison(with: .seconds(150))
        == "took 2:30, predicted were 1:40 (1:30 to 2:10): the prediction was off")
    // What other things decide says nothing.
    #expect(CostEstimate(seconds: spread(1, 2, 3)).comparison(with: .seconds(4)) == nil)
    #expect(CostEstimate(seconds: spread(1, 2, 3)).comparison(with: .seconds(20)) != nil)
  }
}
