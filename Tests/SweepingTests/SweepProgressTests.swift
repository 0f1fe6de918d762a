import Records
import Selecting
import Specification
import Sweeping
import Testing
import Training

struct SweepProgressTests {
  private let trials = Sweep(
    Fake.experiment([("Quick", [0.1, 0.2]), ("Slow", [0.5, 0.6])]), identify: Fake.identify
  ).searchTrials

  private func began(workers: Int, cached: Set<String> = []) -> SweepProgress {
    var progress = SweepProgress(workers: workers)
    progress.record(.began(phase: .search, trials: trials, cached: cached), at: .zero)
    return progress
  }

  @Test func nothingIsExpectedBeforeAnythingIsMeasured() {
    var progress = began(workers: 1)
    #expect(progress.remaining(at: .zero) == nil)
    progress.record(.started(worker: 0, trials[0]), at: .zero)
    #expect(progress.remaining(at: .seconds(1)) == nil)
    #expect(progress.share == 0)
  }

  @Test func theRestIsDealtOutToTheWorkersByMeasuredTimes() throws {
    var progress = began(workers: 2)
    progress.record(.started(worker: 0, trials[0]), at: .zero)
    progress.record(.started(worker: 1, trials[2]), at: .zero)
    progress.record(.ended(worker: 0, trials[0], Fake.record("", accuracy: 0)), at: .seconds(10))
    progress.record(.started(worker: 0, trials[1]), at: .seconds(10))
    progress.record(
      .progressed(
        worker: 1, TrialProgress(epoch: 1, epochs: 4, share: 0.25, metrics: [:])),
      at: .seconds(10))
    // Worker 0: 10 s for its quick trial, then the slow one, which takes 40 s as the running one
    // will. Worker 1: 30 s more.
    let remaining = try #require(progress.remaining(at: .seconds(10)))
    #expect(abs(remaining.seconds - 50) < 1e-6)
    #expect(progress.share == (1 + 0.25) / 4)
  }

  @Test func cachedTrialsCountAsDoneAndCostNoTime() throws {
    var progress = began(workers: 1, cached: Set(trials.prefix(2).map(\.id)))
    #expect(progress.done == 2)
    #expect(progress.cached == 2)
    progress.record(.started(worker: 0, trials[2]), at: .zero)
    progress.record(.ended(worker: 0, trials[2], Fake.record("", accuracy: 0)), at: .seconds(7))
    let remaining = try #require(progress.remaining(at: .seconds(7)))
    #expect(abs(remaining.seconds - 7) < 1e-6)
  }

  @Test func failuresAndDivergencesAreCounted() {
    var progress = began(workers: 1)
    let states: [TrialState] = [.failed("x"), .diverged(epoch: 1, step: 2), .finished]
    for (trial, state) in zip(trials, states) {
      progress.record(.started(worker: 0, trial), at: .zero)
      progress.record(
        .ended(worker: 0, trial, Fake.record("", accuracy: 0, state: state)), at: .zero)
    }
    #expect(progress.failed == 1)
    #expect(progress.diverged == 1)
    #expect(progress.done == 3)
    #expect(progress.activities.isEmpty)
  }

  @Test func aDroppedTrialIsNotDone() {
    var progress = began(workers: 1)
    progress.record(.started(worker: 0, trials[0]), at: .zero)
    progress.record(.dropped(worker: 0, trials[0]), at: .seconds(1))
    #expect(progress.done == 0)
    #expect(progress.activities.isEmpty)
  }

  @Test func anEmptyPhaseIsDone() {
    var progress = SweepProgress(workers: 1)
    progress.record(.began(phase: .replicate, trials: [], cached: []), at: .zero)
    #expect(progress.share == 1)
  }
}
