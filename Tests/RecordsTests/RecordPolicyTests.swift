import Records
import Specification
import Testing

@Suite struct RecordPolicyTests {
  private let lossOnly = Metric(.train, .loss)

  private func record(_ state: TrialState, _ curve: Curve) -> TrialRecord {
    var record = exampleRecord(state: state)
    record.curves[lossOnly] = curve
    return record
  }

  @Test func everyEpochNeedsEveryEpoch() {
    let everyEpoch = RunPolicy(evaluateTrain: .everyEpoch)
    #expect(record(.finished, [1, 2, 3]).satisfies(everyEpoch))
    #expect(!record(.finished, [nil, nil, 3]).satisfies(everyEpoch))
    #expect(!record(.finished, []).satisfies(everyEpoch))
    #expect(record(.diverged(epoch: 2, step: 7), [1]).satisfies(everyEpoch))
    #expect(!record(.diverged(epoch: 3, step: 7), [1]).satisfies(everyEpoch))
    #expect(record(.failed("no"), []).satisfies(everyEpoch))
  }

  @Test func lastNeedsTheLast() {
    #expect(record(.finished, [nil, nil, 3]).satisfies(RunPolicy()))
    #expect(!record(.finished, [1, 2, nil]).satisfies(RunPolicy()))
    #expect(record(.diverged(epoch: 1, step: 1), []).satisfies(RunPolicy()))
  }

  @Test func predictedClassesAreWantedOfFinishedTrialsOnly() {
    var policy = RunPolicy()
    policy.predictedClasses = true
    var finished = record(.finished, [1, 2, 3])
    #expect(!finished.satisfies(policy))
    finished.hasPredictedClasses = true
    #expect(finished.satisfies(policy))
    #expect(finished.satisfies(RunPolicy()))
    #expect(record(.diverged(epoch: 1, step: 1), []).satisfies(policy))
  }

  @Test func recordsWithoutPredictedClassesKeepTheirBytes() throws {
    try withTemporaryStore { store in
      var record = exampleRecord()
      var sealed = exampleSealed()
      let digests = (record.digest, sealed.digest)
      record.hasPredictedClasses = true
      sealed.predicted = [3, 1, 2]
      #expect(record.digest != digests.0)
      #expect(sealed.digest != digests.1)
      try store.save(record, sealed)
      #expect(try store.load("a1").record == record)
      #expect(try store.loadSealed("a1").record == sealed)
      record.hasPredictedClasses = false
      sealed.predicted = []
      #expect(record.digest == digests.0)
      #expect(sealed.digest == digests.1)
    }
  }

  /// With a restored epoch the values after that one are those of the trial.
  @Test func aRestoredEpochIsTheLast() throws {
    var restored = record(.finished, [nil, 2, nil])
    #expect(!restored.satisfies(RunPolicy()) && restored.last(lossOnly) == nil)
    restored.restoredEpoch = 2
    #expect(restored.satisfies(RunPolicy()) && restored.last(lossOnly) == 2)
    let selection = Selection(metric: lossOnly, goal: .minimize, at: .last)
    #expect(restored.score(selection) == 2)
    restored.restoredEpoch = 4
    #expect(restored.last(lossOnly) == nil)
    var sealed = exampleSealed()
    sealed.restoredEpoch = 1
    let accuracy = Metric(.test, .accuracy)
    #expect(sealed.last(accuracy) == sealed.curves[accuracy]?[0])
  }

  @Test func aRestoredEpochIsKept() throws {
    try withTemporaryStore { store in
      var (record, sealed) = (exampleRecord(), exampleSealed())
      let digests = (record.digest, sealed.digest)
      record.restoredEpoch = 2
      sealed.restoredEpoch = 2
      #expect(record.digest != digests.0 && sealed.digest != digests.1)
      try store.save(record, sealed)
      #expect(try store.load("a1") == .intact(record))
      #expect(try store.loadSealed("a1") == .intact(sealed))
    }
  }

  @Test func measuredMetricsAreInDocumentationOrder() {
    var example = exampleRecord()
    example.curves = [
      Metric(.validation, .loss): [1], Metric(.running, .loss): [1], lossOnly: [nil],
    ]
    #expect(example.measuredMetrics == [Metric(.running, .loss), Metric(.validation, .loss)])
  }
}
