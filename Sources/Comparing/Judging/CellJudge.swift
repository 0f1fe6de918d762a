internal import Reporting
internal import Specification
internal import Statistics

/// Finds the evidence in one pair of cells; the level and the other rows come later.
struct CellJudge {
  let rules: JudgingRules
  let metric: ComparedMetric

  private var confidence: Double { 1 - rules.level }

  /// Compares two cells of one metric.
  func compare(_ a: ResultRow, _ cellA: ResultCell, _ b: ResultRow, _ cellB: ResultCell)
    -> CellComparison?
  {
    switch (cellA, cellB) {
    case (.absent, .absent): return nil
    case (.values(let first, let printedA), .values(let second, let printedB)):
      return compare(
        Samples(a, first, printed: printedA), Samples(b, second, printed: printedB), a, b)
    case (.absent, _), (_, .absent), (.summary, _), (_, .summary):
      return compare(Summarized(a, cellA), Summarized(b, cellB))
    }
  }

  // MARK: Samples

  private func compare(_ first: Samples, _ second: Samples, _ a: ResultRow, _ b: ResultRow)
    -> CellComparison
  {
    let (sideA, sideB) = (first.side, second.side)
    func none(_ reason: String) -> CellComparison {
      CellComparison(
        a: sideA, b: sideB, evidence: .none, verdict: .notComparable, remark: reason)
    }
    if let gap = Self.gap(first, second) { return none(gap) }
    if let clash = clash(first, second, a, b) { return none(clash) }
    let pairs = first.pairs(with: second)
    let onlyOne = first.count == 1 && second.count == 1
    if let pairs, pairs.allSatisfy({ $0 == $1 }), !onlyOne || sameBits(first, second, a, b) {
      return CellComparison(a: sideA, b: sideB, evidence: .none, verdict: .same)
    }
    if onlyOne { return single(first, second, a, b) }
    if first.isMissingSeeds(of: second) {
      return none(
        "B has seeds \(second.seedText) only, A has \(first.seedText): seeds are missing")
    }
    guard let (test, result) = test(first, second, pairs) else {
      return tolerated(
        sideA, sideB,
        otherwise: "too few values for a test (n = \(first.count) and \(second.count))")
    }
    let seeds =
      pairs == nil
      ? first.seedText.isEmpty || second.seedText.isEmpty
        ? "n = \(first.count) and \(second.count)"
        : "seeds \(first.seedText) (n = \(first.count)) against \(second.seedText)"
          + " (n = \(second.count))"
      : "seeds \(first.seedText) (n = \(first.count))"
    return CellComparison(
      a: sideA, b: sideB, evidence: .test(test, result, seeds: seeds), verdict: .noEvidence)
  }

  /// Why samples are not whole: a trial without a value.
  private static func gap(_ first: Samples, _ second: Samples) -> String? {
    let gaps = [("A", first), ("B", second)].compactMap { side, samples in
      samples.gap.map { "\(side): \($0)" }
    }
    return gaps.isEmpty ? nil : gaps.joined(separator: "; ")
  }

  /// Why two models were not measured with one yardstick.
  private func clash(_ first: Samples, _ second: Samples, _ a: ResultRow, _ b: ResultRow) -> String?
  {
    guard let one = first.yardstick(of: a), let other = second.yardstick(of: b) else {
      return nil
    }
    if let tier = one.tier, let otherTier = other.tier, tier != otherTier {
      return "A was computed as \(tier), B as \(otherTier)"
    }
    guard one.testSet != nil, other.testSet != nil else { return nil }
    if isOfTest, one.testSet != other.testSet || one.count != other.count {
      return one.count == other.count
        ? "the test examples are not the same"
        : "the test sets differ: \(one.count) and \(other.count) examples"
    }
    return nil
  }

  private var isOfTest: Bool { Metric(metric.name)?.part == .test }

  private func sameBits(_ first: Samples, _ second: Samples, _ a: ResultRow, _ b: ResultRow) -> Bool
  {
    guard metric.name == Metric(.test, .accuracy).name, let one = first.predictions(of: a),
      let other = second.predictions(of: b)
    else { return true }
    return one.correct == other.correct
  }

  private func test(_ first: Samples, _ second: Samples, _ pairs: [(Double, Double)]?)
    -> (SeedTest, TestResult)?
  {
    if let pairs, pairs.count > 1 {
      let differences = pairs.map { $1 - $0 }
      let flips =
        switch rules.family {
        case .auto: pairs.count >= JudgingRules.signFlipFrom
        case .t: false
        case .exact: true
        }
      if !flips || pairs.count > SignFlip.mostPairs,
        let result = PairedT.test(differences, confidence: confidence)
      {
        return (.pairedT, result)
      }
      // Without any spread the t test has no answer; the signs still count.
      return SignFlip.test(differences, confidence: confidence).map { (.signFlip, $0) }
    }
    guard first.count > 1, second.count > 1, let a = Summary(first.values),
      let b = Summary(second.values)
    else { return nil }
    if rules.family != .exact, let result = WelchT.test(a, b, confidence: confidence) {
      return (.welchT, result)
    }
    return MannWhitney.test(first.values, second.values, confidence: confidence)
      .map { (.mannWhitney, $0) }
  }

  // MARK: One model on each side

  private func single(_ first: Samples, _ second: Samples, _ a: ResultRow, _ b: ResultRow)
    -> CellComparison
  {
    let (sideA, sideB) = (first.side, second.side)
    let reason = "one seed on each side"
    guard metric.name == Metric(.test, .accuracy).name else {
      return tolerated(sideA, sideB, otherwise: "\(reason) says nothing about noise")
    }
    guard let one = first.predictions(of: a), let other = second.predictions(of: b) else {
      return tolerated(sideA, sideB, otherwise: "\(reason) and no predictions.csv")
    }
    for (bits, value) in [(one, first.values[0]), (other, second.values[0])]
    where abs(bits.accuracy - value) > 1e-6 {
      return tolerated(
        sideA, sideB, otherwise: "predictions.csv is of another epoch than the value")
    }
    let (gained, lost) = one.change(to: other)
    let result = TestResult(
      estimate: Double(gained - lost) / Double(one.count),
      interval: PairedBootstrap.interval(
        gained: gained, lost: lost, of: one.count, confidence: confidence),
      pValue: McNemar.pValue(gained: gained, lost: lost),
      leastPValue: McNemar.leastPValue(discordant: gained + lost))
    let test = ExampleTest(gained: gained, lost: lost, count: one.count, result: result)
    return CellComparison(a: sideA, b: sideB, evidence: .examples(test), verdict: .noEvidence)
  }

  // MARK: Summaries

  private func compare(_ first: Summarized, _ second: Summarized) -> CellComparison {
    let (sideA, sideB) = (first.side, second.side)
    let gaps = [("A", first.gap), ("B", second.gap)].compactMap { side, gap in
      gap.map { "\(side): \($0)" }
    }
    guard gaps.isEmpty, let sideA, let sideB else {
      return CellComparison(
        a: sideA, b: sideB, evidence: .none, verdict: .notComparable,
        remark: gaps.joined(separator: "; "))
    }
    if sideA == sideB {
      return CellComparison(a: sideA, b: sideB, evidence: .none, verdict: .same)
    }
    guard let a = first.summary, let b = second.summary,
      let result = WelchT.test(a, b, confidence: confidence)
    else {
      return tolerated(
        sideA, sideB, otherwise: "a mean without an interval says nothing about noise")
    }
    return CellComparison(
      a: sideA, b: sideB,
      evidence: .test(
        .welchOfSummaries, result, seeds: "n = \(a.count) and \(b.count)"), verdict: .noEvidence)
  }

  // MARK: Tolerance

  /// The verdict by tolerance, or none.
  private func tolerated(
    _ a: CellComparison.Side?, _ b: CellComparison.Side?, otherwise reason: String
  ) -> CellComparison {
    guard let a, let b else {
      return CellComparison(
        a: a, b: b, evidence: .none, verdict: .notComparable, remark: reason)
    }
    guard let amount = rules.tolerances.amount(for: metric.name) else {
      return CellComparison(
        a: a, b: b, evidence: .none, verdict: a == b ? .same : .notComparable,
        remark: a == b ? nil : reason)
    }
    let distance = abs(b.mean - a.mean)
    // Decimal values at exactly the tolerance are within it.
    let isWithin = distance <= amount.distance(from: a.mean) * (1 + 1e-9) + 1e-15
    let direction: Verdict = metric.goal.isBetter(b.mean, than: a.mean) ? .better : .worse
    return CellComparison(
      a: a, b: b, evidence: .tolerance(amount.description),
      verdict: isWithin ? .noEvidence : direction, remark: reason)
  }
}
