import Foundation
import Testing

/// Runs of the built tool whose phases are determined by records.
struct PhaseRunTests {
  private let workspace: Workspace

  private static func text(epochs: Int = 2) -> String {
    """
    name: phases
    data: {dataset: glyphs, validation: 0.25, limit: {train: 400, test: 100}}
    parameters: {learning_rate: 0.1, hidden: [16], momentum: 0}
    network: [flatten, stack: {over: $hidden, layers: [dense: $item, relu]}, dense: 10]
    training:
      loss: cross_entropy
      optimizer: {sgd: {learning_rate: $learning_rate, momentum: $momentum}}
      batch_size: 50
      epochs: \(epochs)
    sweep:
      random: {samples: 2, over: {learning_rate: {log_uniform: [0.01, 1]}}}
      refine: {axis: learning_rate, rounds: 2, count: 3}
      replicate: 2
      variants:
        - name: Shallow
        - name: Longer
          after: Shallow
          training: {epochs: \(epochs + 1)}
          grid: {hidden: [[16], [16, 8]]}
    report: {confusion: true}

    """
  }

  init() throws {
    workspace = try Workspace()
    try workspace.write(Self.text(), to: "phases.yaml")
  }

  private func run(_ words: String...) throws -> ToolProcess.Outcome {
    try ToolProcess(["run"] + words, in: workspace.folder).wait()
  }

  @Test func phasesRunOneAfterTheOther() throws {
    let outcome = try run("phases.yaml")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let headings = outcome.errors.split(separator: "\n").map(String.init).filter {
      $0.hasSuffix(" trials") || $0.contains(" trials, ")
    }
    #expect(headings.first == "search: 2 trials")
    #expect(headings.last?.hasPrefix("replicate: 4 trials") == true)
    #expect(
      headings.map { String($0.prefix { $0 != ":" }) } == [
        "search", "refine-1", "refine-2", "after", "replicate",
      ])
    let trials = String(
      decoding: try #require(try workspace.files(in: "results")["phases/trials.csv"]),
      as: UTF8.self)
    let phases = trials.split(separator: "\n").dropFirst().map { $0.split(separator: ",")[1] }
    #expect(phases.filter { $0 == "search" }.count == 2)
    #expect(phases.filter { $0 == "after" }.count == 2)
    #expect(phases.suffix(4) == ["replicate", "replicate", "replicate", "replicate"])
    #expect(trials.contains("\"[16, 8]\""))

    let files = try workspace.files(in: "results")
    #expect(files["phases/confusion.csv"] != nil)
    let again = try run("phases.yaml")
    #expect(again.errors.contains("results/phases is up to date"))
    #expect(again.output == outcome.output)
    #expect(try workspace.files(in: "results") == files)
    let table = try ToolProcess.run("table", "phases.yaml", in: workspace.folder)
    #expect(table.status == 0)
    #expect(table.output == outcome.output)
    #expect(try workspace.files(in: "results") == files)
    let verified = try ToolProcess.run("verify", "results/phases", in: workspace.folder)
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(verified.output.contains("all files fit the lock"))
  }

  @Test(arguments: ["refine-1", "after", "replicate"])
  func aRunThatIsStoppedAtAPhaseGoesOnThere(phase: String) throws {
    try workspace.write(Self.text(epochs: 200), to: "phases.yaml")
    let process = try ToolProcess(
      ["run", "phases.yaml", "--jobs", "2"], in: workspace.folder)
    try process.waitForErrors(toContain: "\n\(phase): ")
    process.send(signal: SIGINT)
    let stopped = try process.wait()
    // Fast machines may have ended the last phase.
    #expect(stopped.status == 130 || (phase == "replicate" && stopped.status == 0))
    let table = try ToolProcess.run("table", "phases.yaml", in: workspace.folder)
    #expect(table.status == 5 || stopped.status == 0)
    let continued = try run("phases.yaml")
    #expect(continued.status == 0, "\(continued.errors)")
    let undisturbed = try run("phases.yaml", "--store", "other", "--out", "other-results")
    #expect(undisturbed.output == continued.output)
    #expect(try workspace.files(in: "other-results") == workspace.files(in: "results"))
  }

  @Test func planSaysWhatIsNotDetermined() throws {
    func plan() throws -> String {
      let outcome = try ToolProcess.run("plan", "phases.yaml", in: workspace.folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      return outcome.output
    }
    let before = try plan()
    #expect(before.contains("search: 2 trials, 0 of them in the store\n"))
    #expect(before.contains("refine-1: at most 3 trials, determined by the results of search\n"))
    #expect(before.contains("refine-2: at most 3 trials, determined by the results of refine-1\n"))
    #expect(before.contains("after: at most 2 trials, determined by the results of refine-2\n"))
    #expect(
      before.contains(
        "replicate: the selected setting of 2 variants with 2 seeds each, 4 trials, "
          + "determined by the results of after\n"))
    #expect(before.contains("network of Longer\n"))
    _ = try run("phases.yaml")
    let after = try plan()
    for phase in ["search: 2 trials", "after: 2 trials", "replicate: 4 trials"] {
      #expect(after.contains("\(phase), finished\n"))
    }
    #expect(!after.contains("at most"))
    #expect(after.contains("cost: nothing is left to train\n"))
  }

  @Test func onlyTakesTheVariantsBeforeAlong() throws {
    let outcome = try run("phases.yaml", "--only", "Longer", "-q")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("Shallow") && outcome.output.contains("Longer"))
    let other = try run("phases.yaml", "--only", "Shallow", "-q")
    #expect(!other.output.contains("Longer"))
  }

  @Test func afterAVariantThatDivergedTheRowSaysSo() throws {
    let outcome = try run(
      "phases.yaml", "-q", "--set", "learning_rate=1e30")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("diverged"))
    #expect(outcome.output.contains("not started"))
    #expect(
      outcome.output.contains(
        "Longer: no setting of Shallow was selected, so there is none to start from."))
  }

  @Test func aTrialWithoutPredictedClassesIsTrainedAgainWhereTheyAreAskedFor() throws {
    let plain = Self.text().replacing("report: {confusion: true}\n", with: "")
    try workspace.write(plain, to: "phases.yaml")
    _ = try run("phases.yaml", "-q")
    let record = try #require(
      try workspace.files(in: ".ablate").first { $0.key.hasSuffix("record.json") })
    #expect(!String(decoding: record.value, as: UTF8.self).contains("predicted"))
    try workspace.write(Self.text(), to: "phases.yaml")
    let asked = try run("phases.yaml")
    #expect(asked.errors.contains("\nsearch: 2 trials\n"))
    try workspace.write(plain, to: "phases.yaml")
    let more = try run("phases.yaml")
    #expect(more.errors.contains("\nsearch: 2 trials, 2 already in the store\n"))
    #expect(try workspace.files(in: "results")["phases/confusion.csv"] == nil)
  }
}
