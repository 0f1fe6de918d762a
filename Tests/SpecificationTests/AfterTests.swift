import Catalog
import Diagnostics
import Specification
import TestSupport
import Testing

@Suite("Variants after others")
struct AfterTests {
  private func sample(_ variants: String, common: String = "grid: {rate: [0.1, 0.5]}") -> SampleFile
  {
    var sample = SampleFile.optimizer(
      "{sgd: {learning_rate: $rate, momentum: $momentum}}",
      parameters: "{rate: 0.2, momentum: 0, width: 8}",
      sweep: "{\(common), variants: [\(variants.replacing("\n", with: "\n  "))]}")
    sample.network = "[flatten, dense: $width, dense: 10]"
    return sample
  }

  private func settings(_ candidates: [Candidate]) -> [String] {
    candidates.map { candidate in
      candidate.assignment.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    }
  }

  @Test func aVariantStartsFromTheSelectedSettingOfAnother() throws {
    let experiment = try sample(
      """
      {name: A, parameters: {width: 5}, training: {batch_size: 7}},
      {name: B, after: A, grid: {momentum: [0, 0.9]}, training: {epochs: 9}}
      """
    ).experiment()
    let (before, after) = (experiment.variants[0], experiment.variants[1])
    #expect(after.candidates.isEmpty)
    #expect(after.after == "A")
    #expect(after.axes == ["rate", "momentum"])
    #expect(after.phases == [.search(depth: 1)])
    #expect(after.largestCount(in: .search(depth: 1)) == 2)
    #expect(
      settings(after.previews) == [
        "rate=0.1 momentum=0", "rate=0.1 momentum=0.9", "rate=0.5 momentum=0",
        "rate=0.5 momentum=0.9",
      ])
    let found = try after.candidates(in: .search(depth: 1), from: before.candidates[1])
    #expect(settings(found) == ["rate=0.5 momentum=0", "rate=0.5 momentum=0.9"])
    #expect(found.allSatisfy { $0.phase == .search(depth: 1) })
    let trial = try #require(found.last?.trial)
    #expect(trial.layers[1].call.arguments.values["units"] == .integer(5))
    #expect(trial.training.batchSize == 7)
    #expect(trial.training.epochs == 9)
    #expect(trial.training.optimizer.arguments.values["learning_rate"] == .number(0.5))
  }

  @Test func itsOwnValuesAreStronger() throws {
    let experiment = try sample(
      "{name: B, after: A, parameters: {rate: 0.3}, grid: {momentum: [0.5, 0.9]}}, {name: A}"
    ).experiment()
    let after = experiment.variants[0]
    let found = try after.candidates(
      in: .search(depth: 1), from: experiment.variants[1].candidates[0])
    #expect(settings(found) == ["momentum=0.5", "momentum=0.9"])
    #expect(found[0].parameters.first == Assigned("rate", "0.3"))
  }

  @Test func dottedAxesAreInherited() throws {
    let experiment = try sample(
      """
      {name: A}, {name: B, after: A, grid: {momentum: [0.5, 0.9]}},
      {name: C, after: A, training: {batch_size: 3}}
      """, common: "grid: {rate: [0.1, 0.5], training.batch_size: [4, 6]}"
    ).experiment()
    let start = experiment.variants[0].candidates[3]
    let inherited = try experiment.variants[1].candidates(in: .search(depth: 1), from: start)
    #expect(settings(inherited)[0] == "rate=0.5 training.batch_size=6 momentum=0.5")
    #expect(inherited.map(\.trial.training.batchSize) == [6, 6])
    let replaced = try experiment.variants[2].candidates(in: .search(depth: 1), from: start)
    #expect(settings(replaced) == ["rate=0.5"])
    #expect(replaced.map(\.trial.training.batchSize) == [3])
  }

  @Test func chainsAndRefinementsOfInheritedAxes() throws {
    let experiment = try sample(
      """
      {name: A}, {name: B, after: A, refine: {axis: rate, count: 3}},
      {name: C, after: B, parameters: {momentum: 0.5}}
      """
    ).experiment()
    let (a, b, c) = (experiment.variants[0], experiment.variants[1], experiment.variants[2])
    #expect(b.phases == [.search(depth: 1), .refine(1, depth: 1)])
    #expect(c.phases == [.search(depth: 2)])
    let first = try b.candidates(in: .search(depth: 1), from: a.candidates[0])
    #expect(settings(first) == ["rate=0.1"])
    let round = try b.candidates(in: .refine(1, depth: 1), from: first[0])
    #expect(settings(round) == ["rate=0.1", "rate=0.15", "rate=0.2"])
    let last = try c.candidates(in: .search(depth: 2), from: round[0])
    #expect(last[0].parameters.map(\.value).contains("0.5"))
    #expect(last[0].assignment == round[0].assignment)
  }

  @Test func valuesOfTheCommandLineAreStrongest() throws {
    let experiment = try sample(
      "{name: A}, {name: B, after: A, grid: {momentum: [0.5, 0.9]}}"
    ).experiment(overrides: ["momentum=0.7", "training.batch_size=2"])
    let found = try experiment.variants[1].candidates(
      in: .search(depth: 1), from: experiment.variants[0].candidates[1])
    #expect(settings(found) == ["rate=0.5"])
    #expect(found[0].trial.training.batchSize == 2)
    #expect(found[0].trial.training.optimizer.arguments.values["momentum"] == .number(0.7))
  }

  @Test func settingsThatMayComeAreChecked() {
    sample(
      "{name: A}, {name: B, after: A, grid: {momentum: [0.5, 0.9], width: [3, ①-4②]}}"
    ).expect(
      Expected(
        "①", "②", .outOfRange, "'units' of 'dense' must be at least 1, not -4"))
    sample(
      "{name: A}, {name: B, after: A, random: {samples: 2, over: {momentum: {uniform: [0, ①x②]}}}}"
    ).expect(
      Expected(
        "①", "②", .wrongType, "an item of 'uniform' must be a number, not the text 'x'"))
  }

  @Test func unknownAndCircularVariantsAreErrors() {
    sample("{name: Alpha}, {name: B, after: ①Alpa②}").expect(
      Expected(
        "①", "②", .unknownVariant, "there is no variant 'Alpa'", hint: "did you mean 'Alpha'?"))
    sample("{name: A, after: ①A②}").expect(
      Expected("①", "②", .conflictingValues, "variant 'A' cannot come after itself"))
    sample("{name: A, after: ①C②}, {name: B, after: A}, {name: C, after: B}, {name: D, after: C}")
      .expect(
        Expected(
          "①", "②", .conflictingValues,
          "these variants come after each other: 'A' after 'C' after 'B' after 'A'"))
  }
}
