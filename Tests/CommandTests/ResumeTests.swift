import Foundation
import Records
import Testing

/// Trials that go on from their last state.
struct ResumeTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    let text = SmallExperiment.text(epochs: 300).replacingOccurrences(
      of: "  epochs: 300\n", with: "  epochs: 300\n  checkpoint: {every: 5}\n")
    try workspace.write(text, to: "small.yaml")
  }

  private var store: TrialStore { TrialStore(folder: workspace.folder.appending(path: ".ablate")) }

  /// Starts a run and kills it as soon as a trial has left a state.
  private func killAtFirstState() throws -> [String] {
    let process = try ToolProcess(["run", "small.yaml", "--jobs", "1"], in: workspace.folder)
    let end = Date(timeIntervalSinceNow: 60)
    var ids: [String] = []
    while ids.isEmpty, Date() < end {
      ids = ((try? store.allIDs()) ?? []).filter { store.checkpointFile(of: $0) != nil }
      Thread.sleep(forTimeInterval: 0.002)
    }
    process.send(signal: SIGKILL)
    _ = try process.wait()
    return try store.allIDs().filter { store.checkpointFile(of: $0) != nil }
  }

  @Test func aKilledRunGoesOnFromTheLastState() throws {
    let ids = try killAtFirstState()
    let id = try #require(ids.first)
    var state = try #require(try store.loadCheckpoint(id).record)
    #expect(state.epoch.isMultiple(of: 5) && state.epoch < 300)
    // Time that nobody spent shows that the state was used.
    state.seconds += 5000
    try store.saveCheckpoint(state)
    let resumed = try ToolProcess.run("run", "small.yaml", "-q", in: workspace.folder)
    #expect(resumed.status == 0 && resumed.errors.isEmpty)
    #expect(try #require(try store.load(id).record).seconds > 5000)
    #expect(try store.allIDs().allSatisfy { store.checkpointFile(of: $0) == nil })
    let whole = try ToolProcess.run(
      "run", "small.yaml", "-q", "--store", "other", "--out", "elsewhere", in: workspace.folder)
    #expect(whole.output == resumed.output)
    #expect(try workspace.files(in: "elsewhere") == workspace.files(in: "results"))
  }

  @Test func aDamagedStateIsReportedAndIgnored() throws {
    let id = try #require(try killAtFirstState().first)
    let file = try #require(store.checkpointFile(of: id))
    let bytes = try Data(contentsOf: file.url)
    try bytes.prefix(bytes.count - 100).write(to: file.url)
    let resumed = try ToolProcess.run("run", "small.yaml", "-q", in: workspace.folder)
    #expect(resumed.status == 0)
    #expect(
      resumed.errors.contains(
        "checkpoint.json' is damaged: it is cut short; the trial starts from the beginning"))
    let whole = try ToolProcess.run(
      "run", "small.yaml", "-q", "--store", "other", "--out", "elsewhere", in: workspace.folder)
    #expect(whole.output == resumed.output)
    #expect(try workspace.files(in: "elsewhere") == workspace.files(in: "results"))
  }

  @Test func freshStartsFromTheBeginning() throws {
    let id = try #require(try killAtFirstState().first)
    var state = try #require(try store.loadCheckpoint(id).record)
    state.seconds += 5000
    try store.saveCheckpoint(state)
    #expect(
      try ToolProcess.run("run", "small.yaml", "-q", "--fresh", in: workspace.folder).status == 0)
    #expect(try #require(try store.load(id).record).seconds < 5000)
  }
}
