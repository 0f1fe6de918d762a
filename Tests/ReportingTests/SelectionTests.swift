import Records
import Reporting
import Selecting
import Specification
import Testing

@Suite struct SelectionTests {
  private typealias Setting = FixtureBuilder.Setting

  private func setting(_ rate: Double, _ accuracy: Double, _ state: TrialState = .finished)
    -> Setting
  {
    Setting(assignment: [("learning_rate", rate)], accuracy: accuracy, state: state)
  }

  private func winner(_ settings: [Setting], _ change: (inout FixtureBuilder) -> Void = { _ in })
    -> VariantSelection.Outcome
  {
    var builder = FixtureBuilder(name: "selection")
    change(&builder)
    builder.add("Variant", "", settings)
    let fixture = builder.fixture
    return fixture.sweep.selections(fixture.records)[0].outcome
  }

  private func candidate(_ outcome: VariantSelection.Outcome) -> Int? {
    if case .selected(let winner) = outcome { winner.candidate } else { nil }
  }

  @Test func theHighestAccuracyWins() {
    #expect(candidate(winner([setting(0.1, 0.7), setting(0.2, 0.9), setting(0.3, 0.8)])) == 1)
  }

  @Test func theLowestLossWins() {
    let outcome = winner([setting(0.1, 0.7), setting(0.2, 0.9), setting(0.3, 0.8)]) {
      $0.select = Selection(metric: Metric(.validation, .loss), goal: .minimize)
    }
    #expect(candidate(outcome) == 1)
  }

  @Test func tiesGoToTheFirstDeclared() {
    #expect(candidate(winner([setting(0.1, 0.7), setting(0.2, 0.9), setting(0.3, 0.9)])) == 1)
  }

  @Test func aDivergedSettingNeverWins() {
    let outcome = winner([setting(0.1, 0.7), setting(0.2, 0.9, .diverged(epoch: 4, step: 9))])
    #expect(candidate(outcome) == 0)
  }

  @Test func oneUnfinishedSeedIsEnoughToLose() {
    var builder = FixtureBuilder(name: "seeds")
    builder.seeds = [1, 2, 3]
    builder.add("Variant", "", [setting(0.1, 0.7), setting(0.2, 0.9)])
    builder.end("v0,learning_rate=0.2,seed=3", as: .failed("no"))
    let fixture = builder.fixture
    let selected = fixture.sweep.selections(fixture.records)[0].winner
    #expect(selected?.candidate == 0)
    #expect(selected?.searchTrials.map(\.seed) == [1, 2, 3])
    #expect(selected?.replicateTrials.isEmpty == true)
  }

  @Test func theScoreIsTheMeanOverSeeds() throws {
    var builder = FixtureBuilder(name: "mean")
    builder.seeds = [1, 2]
    builder.add("Variant", "", [setting(0.1, 0.7)])
    let fixture = builder.fixture
    let scores = ["1", "2"].compactMap {
      fixture.records["v0,learning_rate=0.1,seed=\($0)"]?.last(Metric(.validation, .accuracy))
    }
    let score = try #require(fixture.sweep.selections(fixture.records)[0].winner?.score)
    #expect(abs(score - (scores[0] + scores[1]) / 2) < 1e-15)
    #expect(scores[0] != scores[1])
  }

  @Test func withNothingEligibleTheReasonIsCounted() {
    let diverged = TrialState.diverged(epoch: 1, step: 1)
    #expect(
      winner([
        setting(0.1, 0.7, diverged), setting(0.2, 0.7, .failed("no")), setting(0.3, 0.7, diverged),
      ]) == .nothingEligible(diverged: 2, failed: 1))
  }

  @Test func missingTrialsAreCounted() {
    var builder = FixtureBuilder(name: "missing")
    builder.add("Variant", "", [setting(0.1, 0.7), setting(0.2, 0.9)])
    var fixture = builder.fixture
    fixture.records["v0,learning_rate=0.1,seed=1"] = nil
    #expect(
      fixture.sweep.selections(fixture.records)[0].outcome == .incomplete(finished: 1, of: 2))
  }

  @Test func replicatesAreNamedForTheWinnerOnly() {
    let fixture = Fixture.severalSeeds
    let selected = fixture.sweep.selections(fixture.records)
    #expect(selected.map { $0.winner?.candidate } == [0, 1, 0])
    #expect(selected[2].winner?.replicateTrials.map(\.seed) == Array(2...9))
    #expect(
      selected[2].winner?.reportedTrials.first?.id == "v2,dropout=0.2,learning_rate=0.1,seed=2")
  }

  @Test func sealsAreOpenedForReportedTrialsOnly() {
    let fixture = Fixture.severalSeeds
    var opened: [String] = []
    let results = Results(fixture.sweep, records: fixture.records) { id in
      opened.append(id)
      return fixture.sealed[id]
    }
    #expect(opened.count == 24)
    #expect(Set(opened).count == 24)
    #expect(
      Set(opened) == Set((0..<3).flatMap { results.reportedTrials(of: $0) }.map(\.id)))
  }

  @Test func otherTestLabelsChangeTestColumnsOnly() {
    var fixture = Fixture.oneSeed
    let before = fixture.results()
    for id in fixture.sealed.keys {
      fixture.sealed[id]?.curves[Metric(.test, .accuracy)] = [0.1, 0.1, 0.1, 0.1]
    }
    let after = fixture.results()
    #expect(before.selections == after.selections)
    let column = "test_accuracy"
    #expect(
      without(column, TrialsFile.render(before)) == without(column, TrialsFile.render(after)))
    #expect(TrialsFile.render(before) != TrialsFile.render(after))
  }

  /// The lines of a CSV file, its quoted first column apart, without one column from the right.
  private func without(_ column: String, _ text: String) -> [[Substring]] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    guard let head = lines.first, let place = head.firstIndex(of: column[...]) else { return [] }
    let fromEnd = head.count - place
    return lines.map { line in
      Array(line.prefix(line.count - fromEnd)) + Array(line.suffix(fromEnd - 1))
    }
  }
}
