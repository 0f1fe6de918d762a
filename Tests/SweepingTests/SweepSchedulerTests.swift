import Records
import Selecting
import Specification
import Sweeping
import Guarding
import Testing

struct SweepSchedulerTests {
  private let trials = Sweep(
    Fake.experiment([("A", [0.1, 0.2, 0.3, 0.4]), ("B", [0.5, 0.6, 0.7, 0.8])]),
    identify: Fake.identify
  ).searchTrials

  private func scheduler(
    workers: Int = 2, _ performer: FakePerformer = FakePerformer(),
    _ archive: FakeArchive = FakeArchive(), observer: FakeObserver = FakeObserver(),
    cancellation: Cancellation = Cancellation()
  ) -> SweepScheduler {
    SweepScheduler(
      pool: WorkerPool(count: workers), performer: performer, archive: archive,
      observer: observer, cancellation: cancellation)
  }

  @Test(arguments: [1, 2, 3, 16])
  func resultsDoNotDependOnTheNumberOfWorkers(workers: Int) throws {
    // The first trials take longest, so that completion order differs from declared order.
    let performer = FakePerformer(
      diverging: ["rate 0.3 seed 1"], steps: 8,
      onStep: { id, _ in
        if id < "rate 0.3" { busyWait(milliseconds: 2) }
      })
    let archive = FakeArchive()
    let result = try scheduler(workers: workers, performer, archive).run(.search, trials)
    let reference = try scheduler(workers: 1, FakePerformer(diverging: ["rate 0.3 seed 1"]))
      .run(.search, trials)
    #expect(result.records == reference.records)
    #expect(result.records.count == 8)
    #expect(result.missing.isEmpty && result.failed.isEmpty)
    #expect(archive.kept.sorted() == trials.map(\.id))
  }

  @Test func cachedTrialsAreNotTrained() throws {
    let cached = Fake.record("rate 0.2 seed 1", accuracy: 0.5)
    let observer = FakeObserver()
    let archive = FakeArchive([cached])
    let result = try scheduler(FakePerformer(), archive, observer: observer).run(.search, trials)
    #expect(result.records["rate 0.2 seed 1"] == cached)
    #expect(observer.started.count == 7)
    #expect(!observer.started.contains("rate 0.2 seed 1"))
  }

  @Test func freshTrainsCachedTrialsAgain() throws {
    let archive = FakeArchive([Fake.record("rate 0.2 seed 1", accuracy: 7)])
    var scheduler = scheduler(FakePerformer(), archive)
    scheduler.trainsAll = true
    let result = try scheduler.run(.search, trials)
    #expect(archive.kept.count == 8)
    #expect(result.records["rate 0.2 seed 1"]?.last(Metric(.validation, .accuracy)) != 7)
  }

  @Test func trialsOfAnEarlierPhaseAreNotTrainedAgainEvenWhenFresh() throws {
    var scheduler = scheduler()
    scheduler.trainsAll = true
    let known = ["rate 0.1 seed 1": Fake.record("rate 0.1 seed 1", accuracy: 0.25)]
    let observer = FakeObserver()
    scheduler.observer = observer
    let result = try scheduler.run(.replicate, trials, known: known)
    #expect(result.records["rate 0.1 seed 1"] == known["rate 0.1 seed 1"])
    #expect(observer.started.count == 7)
  }

  @Test func aFailingTrialIsRecordedButNotKeptAndTheSweepGoesOn() throws {
    let archive = FakeArchive()
    let performer = FakePerformer(broken: ["rate 0.5 seed 1", "rate 0.2 seed 1"])
    let result = try scheduler(performer, archive).run(.search, trials)
    #expect(result.failed == ["rate 0.2 seed 1", "rate 0.5 seed 1"])
    #expect(
      result.records["rate 0.2 seed 1"]?.state == .failed("no memory for rate 0.2 seed 1"))
    #expect(result.records.count == 8)
    #expect(archive.kept.count == 6)
    #expect(!archive.kept.contains("rate 0.2 seed 1"))
  }

  @Test func failFastLeavesTheRestUndone() throws {
    var scheduler = scheduler(workers: 1, FakePerformer(broken: ["rate 0.3 seed 1"]))
    scheduler.stopsAtFailure = true
    let result = try scheduler.run(.search, trials)
    #expect(result.failed == ["rate 0.3 seed 1"])
    #expect(result.missing == trials.dropFirst(3).map(\.id))
  }

  @Test func divergenceIsAFailureOnlyWhereThePolicySaysSo() throws {
    let performer = FakePerformer(diverging: ["rate 0.3 seed 1"])
    var scheduler = scheduler(workers: 1, performer)
    #expect(try scheduler.run(.search, trials).failed.isEmpty)
    scheduler.archive = FakeArchive()
    scheduler.failsOnDivergence = true
    scheduler.stopsAtFailure = true
    let result = try scheduler.run(.search, trials)
    #expect(result.failed == ["rate 0.3 seed 1"])
    #expect(result.missing.count == 5)
  }

  @Test(arguments: [1, 3])
  func cancellationDropsTrialsInFlightAndKeepsFinishedOnes(workers: Int) throws {
    let cancellation = Cancellation()
    let archive = FakeArchive()
    let observer = FakeObserver()
    let performer = FakePerformer(
      steps: 4,
      onStep: { id, step in
        if id == "rate 0.5 seed 1", step == 2 { cancellation.request(signal: 2) }
      })
    let result = try scheduler(
      workers: workers, performer, archive, observer: observer, cancellation: cancellation
    ).run(.search, trials)
    #expect(Set(archive.kept) == Set(result.records.keys))
    #expect(observer.dropped.contains("rate 0.5 seed 1"))
    #expect(result.missing.contains("rate 0.5 seed 1"))
    #expect(result.missing.count + result.records.count == trials.count)
    // What is continued afterwards ends like an undisturbed run.
    let continued = try scheduler(workers: workers, FakePerformer(), archive).run(.search, trials)
    let undisturbed = try scheduler().run(.search, trials)
    #expect(continued.records == undisturbed.records)
  }

  @Test(arguments: [1, 3])
  func aFullArchiveStopsTheSweep(workers: Int) throws {
    let archive = FakeArchive(capacity: 3)
    #expect(throws: FakeArchive.Full()) {
      try scheduler(workers: workers, FakePerformer(), archive).run(.search, trials)
    }
    #expect(archive.kept.count == 3)
  }

  @Test func aTrialThatAnotherProcessTrainsIsTakenFromItsRecord() throws {
    let foreign = Fake.record("rate 0.1 seed 1", accuracy: 0.125)
    let archive = FakeArchive(refusals: ["rate 0.1 seed 1": 2], appearing: [foreign])
    let observer = FakeObserver()
    let result = try scheduler(FakePerformer(), archive, observer: observer).run(.search, trials)
    #expect(result.records["rate 0.1 seed 1"] == foreign)
    #expect(!observer.started.contains("rate 0.1 seed 1"))
    #expect(result.records.count == 8)
  }

  @Test func aTrialThatAnotherProcessGaveUpIsTrained() throws {
    let archive = FakeArchive(refusals: ["rate 0.1 seed 1": 2])
    let result = try scheduler(workers: 1, FakePerformer(), archive).run(.search, trials)
    #expect(result.records.count == 8)
    #expect(archive.kept.last == "rate 0.1 seed 1")
  }

  @Test func aTrialIsNeverTrainedTwiceInOneRun() throws {
    let counts = Guarded<[String: Int]>([:])
    let performer = FakePerformer(onStep: { id, _ in
      counts.withLock { $0[id, default: 0] += 1 }
    })
    _ = try scheduler(workers: 4, performer).run(.search, trials)
    #expect(counts.withLock { $0 } == Dictionary(uniqueKeysWithValues: trials.map { ($0.id, 1) }))
  }
}

private func busyWait(milliseconds: Int) {
  let end = ContinuousClock.now + .milliseconds(milliseconds)
  while ContinuousClock.now < end {}
}
