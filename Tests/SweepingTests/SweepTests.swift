import Guarding
import Selecting
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
        PlannedTrial(phase: .search, variant: 0, candidate: 0, seed: 1, id: "rate 0.1 seed 1"),
        PlannedTrial(phase: .search, variant: 1, candidate: 1, seed: 1, id: "rate 0.1 seed 1"),
      ])
    #expect(trials[0].variant == "A")
  }

  @Test func aPreparedSearchIsWorkedOutOnce() throws {
    let count = Guarded(0)
    var sweep = Sweep(Fake.experiment([("A", [0.1, 0.2]), ("B", [0.3])], seeds: [1, 2])) { trial in
      count.withLock { $0 += 1 }
      return Fake.identify(trial)
    }
    let expected = sweep.searchTrials.map(\.id)
    sweep.prepareSearch()
    var copy = sweep
    #expect(sweep.searchTrials.map(\.id) == expected)
    #expect(try copy.next([:])?.trials.map(\.id) == expected)
    #expect(try sweep.next([:])?.trials.map(\.id) == expected)
    // Once before it was prepared, once for all that came after.
    #expect(count.withLock { $0 } == 2 * expected.count)
  }

  @Test func replicatesAreOfTheSelectedSettingsOnly() throws {
    let experiment = Fake.experiment([("A", [0.1, 0.2]), ("B", [0.3])], replicate: [2, 3])
    var sweep = Sweep(experiment, identify: Fake.identify)
    let search = try #require(try sweep.next([:]))
    #expect(search.phase == .search)
    #expect(try sweep.next([:])?.phase == nil)
    var records = Fake.records([
      "rate 0.1 seed 1": 0.5, "rate 0.2 seed 1": 0.6, "rate 0.3 seed 1": nil,
    ])
    let replicates = try #require(try sweep.next(records))
    #expect(replicates.phase == .replicate)
    #expect(replicates.trials.map(\.id) == ["rate 0.2 seed 2", "rate 0.2 seed 3"])
    records.merge(Fake.records(["rate 0.2 seed 2": 0.1, "rate 0.2 seed 3": 0.1])) { $1 }
    #expect(try sweep.next(records)?.phase == nil)
    #expect(sweep.undetermined.isEmpty)
    #expect(sweep.planned.count == 5)
  }
}
