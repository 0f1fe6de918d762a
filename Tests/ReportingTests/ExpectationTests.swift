import Diagnostics
import Records
import Reporting
import Specification
import Testing

@Suite struct ExpectationTests {
  private let metric = Metric(.test, .accuracy)

  private func failures(
    of fixture: Fixture, _ variant: String?, atLeast: Specification.Expectation.Bound? = nil,
    atMost: Specification.Expectation.Bound? = nil,
    over: Specification.Expectation.Scope = .mean
  ) -> [String] {
    var fixture = fixture
    let file = fixture.experiment.file
    let range = SourceRange(
      file: file, start: SourcePosition(line: 49, column: 5),
      end: SourcePosition(line: 49, column: 20))
    fixture.experiment.expectations = [
      Specification.Expectation(
        variant: variant, metric: metric, atLeast: atLeast, atMost: atMost, over: over,
        range: range)
    ]
    return fixture.results().failedExpectations().map(\.description)
  }

  private let place = "experiments/example.yaml:49:5: "

  @Test func keptBoundsSayNothing() {
    let fixture = Fixture.severalSeeds
    #expect(failures(of: fixture, "Dropout", atLeast: .number(0.8), atMost: .number(0.83)).isEmpty)
    #expect(failures(of: fixture, nil, atLeast: .number(0.81), over: .everySeed).isEmpty)
    #expect(
      failures(of: fixture, "No regularization", atLeast: .variant("Dropout", plus: 0.03)).isEmpty)
  }

  @Test func brokenBoundsSayByHowMuch() {
    let fixture = Fixture.severalSeeds
    #expect(
      failures(of: fixture, "Dropout", atLeast: .number(0.88)) == [
        place
          + "Dropout: test_accuracy is 0.819754, expected at least 0.88 (mean of 8 seeds)"
      ])
    #expect(
      failures(of: fixture, "Dropout", atMost: .number(0.8)) == [
        place + "Dropout: test_accuracy is 0.819754, expected at most 0.8 (mean of 8 seeds)"
      ])
    #expect(
      failures(of: fixture, "Dropout", atLeast: .variant("No regularization", plus: -0.01)) == [
        place
          + "Dropout: test_accuracy is 0.819754, expected at least 0.846785,"
          + " 'No regularization' − 0.01 (mean of 8 seeds)"
      ])
  }

  @Test func everySeedHasToKeepTheBound() {
    #expect(
      failures(of: .severalSeeds, "Dropout", atLeast: .number(0.8198), over: .everySeed) == [
        place
          + "Dropout: test_accuracy is 0.816365, expected at least 0.8198 (seed 2),"
          + " and 3 more seeds"
      ])
  }

  @Test func withoutVariantEveryRowIsHeldToIt() {
    #expect(failures(of: .severalSeeds, nil, atLeast: .number(0.99)).count == 3)
  }

  @Test func anIncompleteRowPassesNoGate() {
    #expect(
      failures(of: .failedReplicate, "No regularization", atLeast: .number(0)) == [
        place
          + "No regularization: test_accuracy is not known: only 7/8 trials finished"
      ])
    #expect(
      failures(of: .diverged, "Wild", atLeast: .number(0)) == [
        place + "Wild: test_accuracy is not known: no setting was selected (diverged)"
      ])
    #expect(
      failures(of: .diverged, "Steady", atLeast: .variant("Wild", plus: 0)) == [
        place
          + "Steady: the bound is not known: 'Wild': no setting was selected (diverged)"
      ])
  }
}
