import Specification
import Sweeping
import Testing

struct SweepTests {
  @Test func searchTrialsAreInDeclaredOrderSeedsInnermost() {
    let experiment = Fake.experiment([("A", [0.1, 0.2]), ("B", [0.3])], seeds: [1, 2])
    let trials = Sweep(experiment, identify: Fake.identify).searchTrials
    #expect(
      trials.map(\.id) == [
        "rate 0.1 seed 1", "rate 0.1 seed 2", "rate 0.2 seed 1", "rate 0.2 seed 2",
        "rate 0.3 seed 1", "rate 0.3 seed 2",
      ])
    #expect(trials.map(\.trial.seed) == [1, 2, 1, 2, 1, 2])
    #expect(trials.map(\.variant) == ["A", "A", "A", "A", "B", "B"])
  }

  @Test func aTrialOfTwoVariantsIsPlannedOnceAndKnowsItsUses() {
    let experiment = Fake.experiment([("A", [0.1, 0.2]), ("B", [0.3, 0.1])])
    let trials = Sweep(experiment, identify: Fake.identify).searchTrials
    #expect(trials.map(\.id) == ["rate 0.1 seed 1", "rate 0.2 seed 1", "rate 0.3 seed 1"])
    #expect(
      trials[0].uses == [
        SweepTrial.Use(phase: .search, variant: 0, candidate: 0),
        SweepTrial.Use(phase: .search, variant: 1, candidate: 1),
      ])
    #expect(trials[0].variant == "A")
  }

  @Test func replicatesAreOfTheSelectedSettingsOnly() {
    let experiment = Fake.experiment([("A", [0.1, 0.2]), ("B", [0.3])], replicate: [2, 3])
    let sweep = Sweep(experiment, identify: Fake.identify)
    #expect(
      sweep.replicateTrials(selected: [1, nil]).map(\.id) == ["rate 0.2 seed 2", "rate 0.2 seed 3"])
    #expect(sweep.replicateTrials(selected: [nil, nil]).isEmpty)
  }
}
