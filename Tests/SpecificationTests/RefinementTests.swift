import Catalog
import Diagnostics
import Specification
import TestSupport
import Testing

@Suite("Refinement")
struct RefinementTests {
  private func variant(_ sweep: String, network: String = "[flatten, dense: $width, dense: 10]")
    throws -> Variant
  {
    var sample = SampleFile.optimizer(
      "{sgd: {learning_rate: $rate}}", parameters: "{rate: 0.1, width: 8}", sweep: sweep)
    sample.network = network
    return try sample.experiment().variants[0]
  }

  /// The new values of an axis in a round around one of the variant's settings.
  private func values(_ variant: Variant, round: Int = 1, around index: Int) throws -> [String] {
    try variant.candidates(in: .refine(round), from: variant.candidates[index])
      .map { $0.assignment.last?.value ?? "" }
  }

  private static let logarithmic = """
    {grid: {rate: {log: [0.0001, 1], count: 5}}, refine: {axis: rate, rounds: 2, count: 5}}
    """

  @Test func aRoundIsEvenlySpacedOnALogarithmicScale() throws {
    let variant = try variant(Self.logarithmic)
    #expect(
      variant.candidates.map { $0.assignment[0].value } == ["0.0001", "0.001", "0.01", "0.1", "1"])
    // A decade to each side of 0.01; three of the five values have been tried.
    #expect(try values(variant, around: 2) == ["0.00316228", "0.0316228"])
    // Half a decade to each side of 0.1.
    #expect(
      try values(variant, round: 2, around: 3) == [
        "0.0316228", "0.0562341", "0.177828", "0.316228",
      ])
  }

  @Test func aRoundStaysWithinTheDeclaredRange() throws {
    let variant = try variant(Self.logarithmic)
    #expect(try values(variant, around: 4) == ["0.177828", "0.316228", "0.562341"])
    #expect(try values(variant, around: 0) == ["0.000177828", "0.000316228", "0.000562341"])
  }

  @Test func theRangeOfARandomAxisIsTheDeclaredOne() throws {
    let variant = try variant(
      "{random: {samples: 3, over: {rate: {uniform: [0.25, 0.75]}}}, refine: {axis: rate, count: 3, shrink: 0.25}}"
    )
    let best = try #require(Double(variant.candidates[1].assignment[0].value))
    let found = try values(variant, around: 1).compactMap(Double.init)
    let expected = [max(0.25, best - 0.0625), min(0.75, best + 0.0625)]
    #expect(found.count >= 2)
    #expect(abs((found.first ?? 0) - expected[0]) < 1e-6)
    #expect(abs((found.last ?? 0) - expected[1]) < 1e-6)
  }

  @Test func aListIsLogarithmicWhereItIsWide() throws {
    let wide = try variant("{grid: {rate: [0.001, 0.1]}, refine: {axis: rate, count: 3}}")
    #expect(try values(wide, around: 0) == ["0.00177828", "0.00316228"])
    let narrow = try variant("{grid: {rate: [0.1, 0.5]}, refine: {axis: rate, count: 3}}")
    #expect(try values(narrow, around: 0) == ["0.15", "0.2"])
  }

  @Test func whatTakesWholeNumbersGetsThem() throws {
    let variant = try variant(
      "{grid: {width: {linear: [10, 50], count: 5}}, refine: {axis: width, count: 4}}")
    #expect(try values(variant, around: 1) == ["17", "23"])
  }

  @Test func theOtherAxesKeepTheBestValues() throws {
    let variant = try variant(
      "{grid: {rate: [0.1, 0.5], width: [4, 6]}, refine: {axis: rate, count: 3}}")
    let found = try variant.candidates(in: .refine(1), from: variant.candidates[1])
    #expect(found.map { $0.assignment.map(\.value) } == [["0.15", "6"], ["0.2", "6"]])
    #expect(found.allSatisfy { $0.phase == .refine(1) })
    #expect(variant.phases == [.search, .refine(1)])
    #expect(variant.largestCount(in: .refine(1)) == 3)
  }

  @Test func onlyVariantsWithTheAxisAreRefined() throws {
    let sample = SampleFile.optimizer(
      "{sgd: {learning_rate: $rate}}", parameters: "{rate: 0.1}",
      sweep: """
        {grid: {rate: [0.1, 0.5]}, refine: {axis: rate, count: 3}, variants: [
          {name: A}, {name: B, parameters: {rate: 0.3}},
          {name: C, refine: {axis: rate, rounds: 3, count: 9, shrink: 0.1}}]}
        """)
    let variants = try sample.experiment().variants
    #expect(variants.map { $0.refine?.count } == [3, nil, 9])
    let overridden = try sample.experiment(overrides: ["rate=0.2"])
    #expect(overridden.variants.allSatisfy { $0.refine == nil })
  }

  @Test func mistakesAreShown() {
    func sample(_ sweep: String) -> SampleFile {
      .optimizer(
        "{sgd: {learning_rate: $rate, nesterov: $look}}", parameters: "{rate: 0.1, look: true}",
        sweep: sweep)
    }
    sample("{grid: {rate: [0.1, 0.5]}, refine: {axis: ①rat②, count: 3}}").expect(
      Expected(
        "①", "②", .unknownAxis, "'rat' is no axis of any variant", hint: "did you mean 'rate'?"))
    sample(
      "{grid: {rate: [0.1, 0.5]}, variants: [{name: A, refine: {axis: ①look②, count: 3}}]}"
    ).expect(Expected("①", "②", .unknownAxis, "'look' is no axis of variant 'A'"))
    sample("{grid: {look: [true, false]}, refine: {axis: ①look②, count: 3}}").expect(
      Expected(
        "①", "②", .wrongType, "axis 'look' cannot be refined: not all its values are numbers"))
    sample("{grid: {rate: [0.1, 0.5]}, refine: {axis: rate, count: ①1②, shrink: ③1④}}").expect(
      Expected("①", "②", .outOfRange, "'count' must be at least 2 and at most 1000, not 1"),
      Expected("③", "④", .outOfRange, "'shrink' must be above 0 and below 1, not 1"))
  }
}
