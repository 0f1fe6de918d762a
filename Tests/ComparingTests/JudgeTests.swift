import Statistics
import Testing

@testable import Comparing

/// Which evidence is used, and what it must lead to.
@Suite struct JudgeTests {
  private typealias Row = ResultsFixture.Row

  private func evidence(_ cell: CellComparison?) -> SeedTest? {
    guard case .test(let test, _, _)? = cell?.evidence else { return nil }
    return test
  }

  @Test func theSameResultsAreTheSame() throws {
    for count in [1, 2, 5, 8] {
      let files = ResultsFixture.seeds(count).files
      let comparison = try compare(files, files)
      #expect(comparison.counts == [.same: 8])
      for gate in Gate.allCases { #expect(gate.reasons(comparison) == []) }
    }
  }

  @Test(arguments: [
    (2, SeedTest.pairedT), (5, .pairedT), (7, .pairedT), (8, .signFlip), (12, .signFlip),
    (30, .signFlip), (31, .pairedT),
  ])
  func equalSeedsArePaired(_ count: Int, _ test: SeedTest) throws {
    let old = ResultsFixture.seeds(count)
    let comparison = try compare(
      old.files, old.replacing(Row(name: "Plain", shift: 0.0011)).files)
    // A shift that is the same for every seed has no spread: the noise of one row is another's.
    let noisy = try compare(
      old.files, ResultsFixture(rows: old.rows.reversed(), seeds: old.seeds).files)
    #expect(evidence(noisy.cell("Plain", "test_accuracy")) == test)
    #expect(evidence(comparison.cell("Plain", "test_accuracy")) == .signFlip || count > 30)
  }

  @Test func otherSeedsAreNotPaired() throws {
    var other = ResultsFixture.seeds(5)
    other.seeds = [12, 13, 14, 15]
    let comparison = try compare(ResultsFixture.seeds(5).files, other.files)
    let cell = try #require(comparison.cell("Plain", "test_accuracy"))
    #expect(evidence(cell) == .welchT)
    #expect(
      Footnotes.notes(of: cell) == [
        "Welch's t test, unpaired, seeds 2–6 (n = 5) against 12–15 (n = 4)"
      ])
    let exact = try compare(
      ResultsFixture.seeds(5).files, other.files, JudgingRules(family: .exact))
    #expect(evidence(exact.cell("Plain", "test_accuracy")) == .mannWhitney)
  }

  @Test func moreSeedsAreWelcomeFewerAreNot() throws {
    let (few, many) = (ResultsFixture.seeds(4).files, ResultsFixture.seeds(8).files)
    #expect(evidence(try compare(few, many).cell("Plain", "test_accuracy")) == .welchT)
    let cell = try #require(try compare(many, few).cell("Plain", "test_accuracy"))
    #expect(cell.verdict == .notComparable)
    #expect(cell.remark == "B has seeds 2–5 only, A has 2–9: seeds are missing")
  }

  @Test func aRealChangeIsFoundInItsDirection() throws {
    let old = ResultsFixture.seeds(8)
    var new = ResultsFixture(rows: old.rows, seeds: old.seeds)
    new.rows[0].shift = 0.05
    new.rows[2].shift = -0.05
    let comparison = try compare(old.files, new.files)
    #expect(comparison.cell("Plain", "test_accuracy")?.verdict == .better)
    #expect(comparison.cell("Dropout", "test_accuracy")?.verdict == .worse)
    #expect(comparison.cell("Batch norm", "test_accuracy")?.verdict == .same)
    let loss = try compare(
      old.files, new.files, columns: ColumnRules(metrics: ["test_loss"]))
    #expect(loss.cell("Plain", "test_loss")?.verdict == .better)
    #expect(loss.cell("Dropout", "test_loss")?.verdict == .worse)
    let mirrored = try compare(
      old.files, new.files, columns: ColumnRules(lowerIsBetter: ["test_accuracy"]))
    #expect(mirrored.cell("Plain", "test_accuracy")?.verdict == .worse)
  }

  @Test func holmCountsTheRows() throws {
    let old = ResultsFixture.seeds(8)
    var new = old
    for index in new.rows.indices { new.rows[index].shift = 0.05 }
    let comparison = try compare(old.files, new.files)
    let cell = try #require(comparison.cell("Plain", "test_accuracy"))
    #expect(cell.evidence.result?.pValue == 0.0078125)
    #expect(cell.adjustedPValue == 0.03125)
    #expect(cell.verdict == .better)
  }

  @Test func tooFewPairsAreSaid() throws {
    let old = ResultsFixture.seeds(5)
    var new = old
    new.rows[0].shift = 0.05
    let cell = try #require(
      try compare(old.files, new.files, JudgingRules(family: .exact))
        .cell("Plain", "test_accuracy"))
    #expect(cell.verdict == .noEvidence)
    #expect(
      cell.remark == "so few pairs cannot go below p = 0.0625: the level 0.05 is out of reach")
  }

  @Test func manyRowsPutTheLevelOutOfReach() throws {
    let rows = (0..<7).map { Row(name: "v\($0)") }
    let old = ResultsFixture(rows: rows, seeds: Array(1...8))
    var new = old
    for index in new.rows.indices { new.rows[index].shift = 0.05 }
    let cell = try #require(try compare(old.files, new.files).cell("v0", "test_accuracy"))
    #expect(cell.verdict == .noEvidence)
    #expect(
      cell.remark
        == "so few pairs cannot go below p = 0.00781: the level 0.05 over 7 rows is out of reach")
  }

  @Test func oneSeedIsJudgedByItsExamples() throws {
    let old = ResultsFixture.seeds(1, examples: 2000)
    let comparison = try compare(
      old.files, old.replacing(Row(name: "Plain", shift: -0.05)).files)
    let cell = try #require(comparison.cell("Plain", "test_accuracy"))
    #expect(cell.verdict == .worse)
    guard case .examples(let test) = cell.evidence else {
      Issue.record("not judged by examples")
      return
    }
    #expect(test.lost - test.gained == 100)
    #expect(test.result.interval.map { $0.upperBound < 0 } == true)
    #expect(
      Footnotes.notes(of: cell).first
        == "one seed on each side: exact McNemar test over 2000 test examples, bootstrap interval; "
        + "evidence about these two models, not about the technique")
    // What has no bits has no verdict.
    let validation = try #require(comparison.cell("Plain", "validation_accuracy"))
    #expect(validation.verdict == .notComparable)
    #expect(validation.remark == "one seed on each side says nothing about noise")
  }

  @Test func oneSeedWithoutBitsNeedsATolerance() throws {
    let old = ResultsFixture.seeds(1)
    let new = old.replacing(Row(name: "Plain", shift: -0.004)).files
    let cell = try #require(try compare(old.files, new).cell("Plain", "test_accuracy"))
    #expect(cell.verdict == .notComparable)
    #expect(cell.remark == "one seed on each side and no predictions.csv")
    func verdict(_ amount: String) throws -> Verdict? {
      let tolerances = Tolerances(general: Tolerances.Amount(amount))
      return try compare(old.files, new, JudgingRules(tolerances: tolerances))
        .cell("Plain", "test_accuracy")?.verdict
    }
    #expect(try verdict("0.004") == .noEvidence)
    #expect(try verdict("0.0039") == .worse)
    #expect(try verdict("1%") == .noEvidence)
    #expect(try verdict("0.1%") == .worse)
  }

  @Test func otherTestDataAndTiersAreNotCompared() throws {
    let old = ResultsFixture.seeds(3, examples: 200)
    var data = old
    data.rows[0].shift = -0.1
    data.testSet = "fedcba9876543210"
    let cell = try #require(try compare(old.files, data.files).cell("Plain", "test_accuracy"))
    #expect(cell.verdict == .notComparable)
    #expect(cell.remark == "the test examples are not the same")
    var tier = old
    tier.tier = "exact"
    #expect(
      try compare(old.files, tier.files).cell("Plain", "validation_accuracy")?.remark
        == "A was computed as pinned, B as exact")
    var size = ResultsFixture.seeds(3, examples: 300)
    size.testSet = "fedcba9876543210"
    #expect(
      try compare(old.files, size.files).cell("Plain", "test_accuracy")?.remark
        == "the test sets differ: 200 and 300 examples")
  }

  @Test func aDivergedSeedIsNotAveragedAway() throws {
    let old = ResultsFixture.seeds(5)
    let comparison = try compare(
      old.files, old.replacing(Row(name: "Plain", diverged: [3])).files)
    let cell = try #require(comparison.cell("Plain", "test_accuracy"))
    #expect(cell.verdict == .notComparable)
    #expect(cell.remark == "B: 4 of 5 values, seed 3 diverged")
    #expect(Gate.worse.reasons(comparison).count == 2)
  }

  @Test func tablesAloneAreJudgedByTheirIntervals() throws {
    let old = "variant,test_accuracy,test_accuracy_ci95,n\nPlain,0.900000,0.002000,8\n"
    let new = "variant,test_accuracy,test_accuracy_ci95,n\nPlain,0.910000,0.002000,8\n"
    let cell = try #require(try compareFiles(old, new).cell("Plain", "test_accuracy"))
    #expect(evidence(cell) == .welchOfSummaries)
    #expect(cell.verdict == .better)
    // 0.01 / (0.002 / t(0.975, 7) · √2) = 8.3604…, 14 degrees of freedom, SciPy's sf.
    let p = try #require(cell.evidence.result?.pValue)
    #expect(abs(p - 8.171_273e-7) < 1e-12)
  }

  @Test func whatIsNotFiniteIsNotCompared() throws {
    let columns = ColumnRules(keys: ["m"])
    let cell = try compareFiles("m,acc\na,0.9\n", "m,acc\na,NaN\n", columns: columns).cell(
      "a", "acc")
    #expect(cell?.verdict == .notComparable)
    #expect(cell?.remark == "B: 0 of 1 values, one is NaN")
  }

  @Test func linesOfOneKeyAreSamples() throws {
    func text(_ shift: Double) -> String {
      "m,acc\n" + (0..<6).map { "a,\(0.9 + shift + Double($0 * $0) / 1000)\n" }.joined()
    }
    let cell = try compareFiles(text(0), text(0.5), columns: ColumnRules(keys: ["m"]))
      .cell("a", "acc")
    #expect(cell?.verdict == .better)
    #expect(evidence(cell) == .welchT)
    #expect(cell.map(Footnotes.notes) == ["Welch's t test, unpaired, n = 6 and 6"])
  }
}
