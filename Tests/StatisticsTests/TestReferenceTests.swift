import Statistics
import Testing

/// Every test and interval against SciPy's and statsmodels' numbers.
@Suite struct TestReferenceTests {
  @Test func summariesAreSciPys() throws {
    for reference in try ReferenceFile("summary.csv").cases {
      let summary = try #require(Summary(reference.numbers("values")))
      #expect(
        distance(summary.mean, reference.number("mean"), scale: 1e-14) < 1e-11, "\(reference)")
      let half = try #require(summary.halfWidth)
      // A spread far below the values keeps only the digits that the values have left for it.
      let scale = max(1e-14, 1e-4 * abs(summary.mean))
      #expect(distance(half, reference.number("half_width"), scale: scale) < 1e-11, "\(reference)")
    }
  }

  @Test func pairedTIsSciPys() throws {
    for reference in try ReferenceFile("paired_t.csv").cases {
      let result = try #require(
        PairedT.test(
          reference.numbers("differences"), confidence: reference.number("confidence")))
      expect(result, reference, estimate: reference.number("mean"))
    }
  }

  @Test func welchTIsSciPys() throws {
    for reference in try ReferenceFile("welch_t.csv").cases {
      let first = try #require(Summary(reference.numbers("first")))
      let second = try #require(Summary(reference.numbers("second")))
      let confidence = reference.number("confidence")
      let result = try #require(WelchT.test(first, second, confidence: confidence))
      expect(result, reference, estimate: reference.number("difference"))
    }
  }

  private func expect(
    _ result: TestResult, _ reference: ReferenceFile.Case, estimate: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (low, high) = (reference.number("low"), reference.number("high"))
    // Ends that nearly cancel are as good as the whole interval's width.
    let width = high - low
    let scale = max(width, 1e-12)
    let errors = [
      distance(result.estimate, estimate, scale: scale),
      distance(result.interval?.lowerBound ?? .nan, low, scale: scale),
      distance(result.interval?.upperBound ?? .nan, high, scale: scale),
      distance(result.pValue, reference.number("p"), scale: 1e-12),
    ]
    #expect(
      errors.allSatisfy { $0 < 1e-9 }, "\(reference): \(errors)", sourceLocation: sourceLocation)
  }

  @Test func signFlipIsSciPysPermutationTest() throws {
    for reference in try ReferenceFile("sign_flip.csv").cases {
      let result = try #require(
        SignFlip.test(
          reference.numbers("differences"), confidence: reference.number("confidence")))
      #expect(distance(result.pValue, reference.number("p"), scale: 1e-9) < 1e-9, "\(reference)")
      let low = reference.number("low")
      #expect((result.interval == nil) == low.isNaN, "\(reference)")
      guard let interval = result.interval else { continue }
      #expect(abs(interval.lowerBound - low) < 1e-7, "\(reference): \(interval)")
      #expect(
        abs(interval.upperBound - reference.number("high")) < 1e-7, "\(reference): \(interval)")
    }
  }

  @Test func mannWhitneyIsSciPys() throws {
    for reference in try ReferenceFile("mann_whitney.csv").cases {
      let (first, second) = (reference.numbers("first"), reference.numbers("second"))
      let exact = MannWhitney.exact(first, second)
      #expect(distance(exact, reference.number("exact"), scale: 1e-9) < 1e-9, "\(reference)")
      let rough = MannWhitney.approximate(first, second)
      #expect(distance(rough, reference.number("approximate"), scale: 1e-9) < 1e-9, "\(reference)")
    }
  }

  @Test func hodgesLehmannInvertsTheTest() throws {
    for reference in try ReferenceFile("hodges_lehmann.csv").cases {
      let result = try #require(
        MannWhitney.test(
          reference.numbers("first"), reference.numbers("second"),
          confidence: reference.number("confidence")))
      #expect(abs(result.estimate - reference.number("median")) < 1e-12, "\(reference)")
      let low = reference.number("low")
      #expect((result.interval == nil) == low.isNaN, "\(reference)")
      guard let interval = result.interval else { continue }
      #expect(abs(interval.lowerBound - low) < 1e-12, "\(reference)")
      #expect(abs(interval.upperBound - reference.number("high")) < 1e-12, "\(reference)")
    }
  }

  @Test func mcNemarIsStatsmodels() throws {
    for reference in try ReferenceFile("mcnemar.csv").cases {
      let p = McNemar.pValue(gained: reference.integer("gained"), lost: reference.integer("lost"))
      #expect(distance(p, reference.number("p"), scale: 1e-200) < 1e-9, "\(reference): \(p)")
    }
  }

  @Test func bootstrapEndsAreWhereTheExactDistributionSays() throws {
    for reference in try ReferenceFile("bootstrap.csv").cases {
      let count = reference.integer("count")
      let interval = PairedBootstrap.interval(
        gained: reference.integer("gained"), lost: reference.integer("lost"), of: count,
        confidence: reference.number("confidence"))
      let low = (interval.lowerBound * Double(count)).rounded()
      let high = (interval.upperBound * Double(count)).rounded()
      #expect(
        (reference.number("low_least")...reference.number("low_most")).contains(low), "\(reference)"
      )
      #expect(
        (reference.number("high_least")...reference.number("high_most")).contains(high),
        "\(reference)")
    }
  }

  @Test func holmIsStatsmodels() throws {
    for reference in try ReferenceFile("holm.csv").cases {
      let adjusted = Holm.adjusted(reference.numbers("p"))
      let expected = reference.numbers("adjusted")
      #expect(adjusted.count == expected.count)
      #expect(zip(adjusted, expected).allSatisfy { abs($0 - $1) < 1e-12 }, "\(reference)")
    }
  }
}
