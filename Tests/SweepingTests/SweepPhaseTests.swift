import Catalog
import Diagnostics
import Records
import Selecting
import Specification
import Testing
import Training

/// Phases that records determine: refinements, variants after others, replicates.
struct SweepPhaseTests {
  private static let text = """
    name: phases
    data: {dataset: glyphs, validation: 0.2}
    parameters: {rate: 0.1, momentum: 0}
    network: [flatten, dense: 10]
    training:
      loss: cross_entropy
      optimizer: {sgd: {learning_rate: $rate, momentum: $momentum}}
      batch_size: 50
      epochs: 1
    sweep:
      seeds: [1]
      replicate: [7, 8]
      grid: {rate: {linear: [0.1, 0.9], count: 3}}
      refine: {axis: rate, rounds: 2, count: 3, shrink: 0.5}
      variants:
        - name: Plain
        - {name: Pinned, parameters: {rate: 0.3}}
        - {name: Momentum, after: Plain, grid: {momentum: [0, 0.5]}}
        - {name: Last, after: Momentum, refine: {axis: rate, count: 2, shrink: 0.25}}
    """

  private func experiment(_ change: (String) -> String = { $0 }) throws -> Experiment {
    var diagnostics = DiagnosticList()
    let file = SourceFile(name: "phases.yaml", text: change(Self.text))
    let experiment = ExperimentReader.read(file, vocabulary: .standard, into: &diagnostics)
    #expect(diagnostics.errorCount == 0, "\(diagnostics.sorted.map(\.message))")
    return try #require(experiment)
  }

  @Sendable private static func identify(_ trial: TrialSpecification) -> String {
    let values = trial.training.optimizer.arguments.values
    func text(_ name: String) -> String {
      guard case .number(let number)? = values[name] else { return "?" }
      return "\(number)"
    }
    return "\(text("learning_rate"))/\(text("momentum"))/\(trial.seed)"
  }

  /// Best at a rate of 0.6, better with momentum.
  private func record(_ planned: SweepTrial, diverging: (SweepTrial) -> Bool = { _ in false })
    -> TrialRecord
  {
    let parts = planned.id.split(separator: "/").compactMap { Double($0) }
    return Fake.record(
      planned.id, accuracy: 1 - (parts[0] - 0.6) * (parts[0] - 0.6) + parts[1] / 10,
      state: diverging(planned) ? .diverged(epoch: 1, step: 1) : .finished)
  }

  private func run(
    _ sweep: inout Sweep, _ records: inout [String: TrialRecord],
    diverging: (SweepTrial) -> Bool = { _ in false }
  ) throws -> [(name: String, trials: [String])] {
    var phases: [(String, [String])] = []
    while let phase = try sweep.next(records) {
      for planned in phase.trials where records[planned.id] == nil {
        records[planned.id] = record(planned, diverging: diverging)
      }
      phases.append((phase.phase.title, phase.trials.map(\.id)))
    }
    return phases
  }

  @Test func eachPhaseIsDeterminedByTheOnesBefore() throws {
    var sweep = Sweep(try experiment(), identify: Self.identify)
    var records: [String: TrialRecord] = [:]
    let phases = try run(&sweep, &records)
    #expect(
      phases.map(\.name) == [
        "search", "refine-1", "refine-2", "after", "after 2 others", "refine-1, after 2 others",
        "replicate",
      ])
    #expect(phases[0].trials == ["0.1/0.0/1", "0.5/0.0/1", "0.9/0.0/1", "0.3/0.0/1"])
    // Around 0.5 ± 0.2; what was tried is not tried again.
    #expect(phases[1].trials == ["0.3/0.0/1", "0.7/0.0/1"])
    // 0.5 and 0.7 are as good; the first stays. ± 0.1.
    #expect(phases[2].trials == ["0.4/0.0/1", "0.6/0.0/1"])
    #expect(phases[3].trials == ["0.6/0.0/1", "0.6/0.5/1"])
    // Its only declared setting is that of the variant before, then ± 0.1 around it.
    #expect(phases[4].trials == ["0.6/0.5/1"])
    #expect(phases[5].trials == ["0.5/0.5/1", "0.7/0.5/1"])
    #expect(
      phases[6].trials == [
        "0.6/0.0/7", "0.6/0.0/8", "0.3/0.0/7", "0.3/0.0/8", "0.6/0.5/7", "0.6/0.5/8",
      ])
    #expect(sweep.undetermined.isEmpty)
    let winners = sweep.selections(records).map { selection in
      selection.winner.map { winner in
        sweep.experiment.variants[selection.variant].candidates[winner.candidate].assignment
          .map(\.value)
      }
    }
    #expect(winners == [["0.6"], [], ["0.6", "0.5"], ["0.6", "0.5"]])
  }

  @Test func theOrderInWhichRecordsCameDoesNotMatter() throws {
    var first = Sweep(try experiment(), identify: Self.identify)
    var records: [String: TrialRecord] = [:]
    _ = try run(&first, &records)
    let second = try Sweep(try experiment(), records: records, identify: Self.identify)
    #expect(first.planned == second.planned)
    #expect(first.selections(records) == second.selections(records))
  }

  @Test func aMissingRecordStopsBeforeTheNextPhase() throws {
    var sweep = Sweep(try experiment(), identify: Self.identify)
    var records: [String: TrialRecord] = [:]
    _ = try run(&sweep, &records)
    records["0.7/0.0/1"] = nil
    let stopped = try Sweep(try experiment(), records: records, identify: Self.identify)
    #expect(stopped.phases.map(\.phase) == [.search, .refine(1)])
    #expect(
      stopped.undetermined.map(\.title) == [
        "refine-2", "after", "after 2 others", "refine-1, after 2 others", "replicate",
      ])
    let outcomes = stopped.selections(records).map(\.outcome)
    // Of 3 + 1 + 3 settings: the first round has one new setting that is missing.
    #expect(outcomes[0] == .incomplete(finished: 4, of: 8))
    #expect(outcomes[2] == .incomplete(finished: 0, of: 2))
    #expect(outcomes[3] == .incomplete(finished: 0, of: 3))
  }

  @Test func afterAVariantThatDivergedNothingStarts() throws {
    var sweep = Sweep(try experiment(), identify: Self.identify)
    var records: [String: TrialRecord] = [:]
    let phases = try run(&sweep, &records) { $0.variant == "Plain" }
    #expect(phases.map(\.name) == ["search", "replicate"])
    #expect(phases[1].trials == ["0.3/0.0/7", "0.3/0.0/8"])
    let outcomes = sweep.selections(records).map(\.outcome)
    #expect(outcomes[0] == .nothingEligible(diverged: 3, failed: 0))
    #expect(outcomes[2] == .nothingBefore("Plain"))
    #expect(outcomes[3] == .nothingBefore("Momentum"))
  }

  @Test func theDigestIsThatOfTheFileInEveryPhase() throws {
    var sweep = Sweep(try experiment(), identify: Self.identify)
    let before = sweep.experiment.digest
    var records: [String: TrialRecord] = [:]
    _ = try run(&sweep, &records)
    #expect(sweep.experiment.digest == before)
    #expect(try experiment { $0.replacing("rounds: 2", with: "rounds: 1") }.digest != before)
    #expect(
      try experiment { $0.replacing("after: Momentum", with: "after: Plain") }.digest != before)
    #expect(
      try experiment { $0.replacing("momentum: [0, 0.5]", with: "momentum: [0, 0.6]") }.digest
        != before)
  }
}
