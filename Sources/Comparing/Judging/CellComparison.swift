package import Statistics

/// One cell of both sides, their difference and what may be said about it.
package struct CellComparison: Hashable, Sendable {
  /// What a side shows.
  package struct Side: Hashable, Sendable {
    package var mean: Double
    /// Half the 95% confidence interval.
    package var halfWidth: Double?
    package var count: Int
    /// What the table of the side prints, where the mean is that of its trials.
    package var printed: PrintedSummary?

    package init(
      mean: Double, halfWidth: Double? = nil, count: Int = 1, printed: PrintedSummary? = nil
    ) {
      self.mean = mean
      self.halfWidth = halfWidth
      self.count = count
      self.printed = printed
    }

    /// The mean for readers, who may have the table beside them.
    package var shownMean: Double { printed?.mean ?? mean }
    package var shownHalfWidth: Double? { printed?.halfWidth ?? halfWidth }

    /// What is printed follows from the values, and one of two equal sides may lack a table.
    package static func == (left: Side, right: Side) -> Bool {
      left.mean == right.mean && left.halfWidth == right.halfWidth && left.count == right.count
    }

    package func hash(into hasher: inout Hasher) {
      hasher.combine(mean)
      hasher.combine(halfWidth)
      hasher.combine(count)
    }
  }

  package var a: Side?
  package var b: Side?
  package var evidence: Evidence
  /// The least false-alarm level at which the difference counts, corrected over rows.
  package var adjustedPValue: Double?
  package var verdict: Verdict
  /// Why there is no verdict, or what limits it; a clause.
  package var remark: String?

  package init(
    a: Side?, b: Side?, evidence: Evidence, adjustedPValue: Double? = nil, verdict: Verdict,
    remark: String? = nil
  ) {
    self.a = a
    self.b = b
    self.evidence = evidence
    self.adjustedPValue = adjustedPValue
    self.verdict = verdict
    self.remark = remark
  }

  /// Second minus first, as the test estimates it.
  package var difference: Double? {
    if let result = evidence.result { return result.estimate }
    guard let a, let b else { return nil }
    return b.mean - a.mean
  }

  /// Whether both sides have a value, and fewer than a test takes.
  var isShortOfSeeds: Bool {
    guard let a, let b, evidence == .none else { return false }
    return min(a.count, b.count) == 1
  }

  /// Whether the shown values differ at all.
  package var isDifferent: Bool {
    switch verdict {
    case .same: false
    case .better, .worse, .noEvidence, .notComparable: a != b || evidence.result != nil
    }
  }
}

/// What a verdict stands on.
package enum Evidence: Hashable, Sendable {
  case none
  /// Several seeds on both sides.
  case test(SeedTest, TestResult, seeds: String)
  /// One model on each side, compared example by example.
  case examples(ExampleTest)
  case tolerance(String)

  package var result: TestResult? {
    switch self {
    case .none, .tolerance: nil
    case .test(_, let result, _): result
    case .examples(let test): test.result
    }
  }
}

/// The tests over seeds.
package enum SeedTest: String, Hashable, Sendable, CaseIterable {
  case pairedT = "paired t"
  case signFlip = "sign flip"
  case welchT = "Welch t"
  /// From the means and intervals of a table.
  case welchOfSummaries = "Welch t of summaries"
  case mannWhitney = "Mann–Whitney"

  /// As footnotes call it.
  var title: String {
    switch self {
    case .pairedT: "paired t test"
    case .signFlip: "exact sign-flip test of pairs"
    case .welchT: "Welch's t test, unpaired"
    case .welchOfSummaries: "Welch's t test from the table's means and intervals, unpaired"
    case .mannWhitney: "Mann–Whitney test, unpaired"
    }
  }
}

/// McNemar's test with its bootstrap interval.
package struct ExampleTest: Hashable, Sendable {
  package var gained: Int
  package var lost: Int
  package var count: Int
  package var result: TestResult
}
