import Datasets
import Foundation
import Records
import Specification
import Guarding
import Testing
import Training

/// Trials on small data.
@Suite struct TrialRunnerTests {
  private static let network =
    """
    [conv: {filters: 4, kernel: 3, padding: 1}, batch_norm, relu, max_pool: 2, flatten, dense: 8,
     relu, dropout: 0.2, dense: 3]
    """

  private func runner(
    _ text: TrialText = TrialText(network: network), seed: UInt64 = 1, dataset: Dataset = .bands()
  ) throws -> TrialRunner {
    TrialRunner(
      trial: try text.trial(seed: seed), id: "test", policy: RunPolicy(), dataset: dataset)
  }

  private func run(_ runner: TrialRunner) throws -> (record: TrialRecord, sealed: SealedRecord) {
    var result = try #require(runner.run(isCancelled: { false }, progress: { _ in }))
    #expect(result.record.seconds >= 0)
    result.record.seconds = 0
    return (result.record, result.sealed)
  }

  @Test func learnsWhatIsEasy() throws {
    let (record, sealed) = try run(
      runner(TrialText(network: Self.network, batchSize: 16, epochs: 8)))
    #expect(record.state == .finished)
    #expect(record.parameterCount == 40 + 8 + 64 * 8 + 8 + 24 + 3)
    let accuracy = try #require(record.last(Metric(.train, .accuracy)))
    #expect(accuracy > 0.95)
    #expect(try #require(record.last(Metric(.validation, .accuracy))) > 0.9)
    #expect(try #require(sealed.last(Metric(.test, .accuracy))) > 0.9)
    let loss = try #require(record.curves[Metric(.running, .loss)])
    #expect(loss.count == 8)
    #expect(try #require(loss[7]) < 0.5 * (try #require(loss[0])))
  }

  /// Curves have one entry an epoch; the training part is measured after the last alone.
  @Test func measuresWhatItShould() throws {
    let (record, sealed) = try run(runner())
    #expect(
      Set(record.curves.keys)
        == Set(Metric.all.filter { $0.part != .test }))
    #expect(Set(sealed.curves.keys) == Set(Metric.all.filter { $0.part == .test }))
    #expect(record.curves.values.allSatisfy { $0.count == 2 })
    let train = try #require(record.curves[Metric(.train, .loss)])
    #expect(train[0] == nil && train[1] != nil)
    let right = sealed.correct.reduce(0) { $0 + $1.nonzeroBitCount }
    let accuracy = try #require(sealed.last(Metric(.test, .accuracy)))
    #expect(sealed.correct.count == 8)
    #expect(Double(right) / 60 == accuracy)
  }

  @Test func keepsPredictedClassesWhereTheyAreAskedFor() throws {
    var runner = try runner()
    let without = try run(runner)
    #expect(!without.record.hasPredictedClasses && without.sealed.predicted.isEmpty)
    runner.policy.predictedClasses = true
    let (record, sealed) = try run(runner)
    #expect(record.hasPredictedClasses)
    #expect(record.curves == without.record.curves)
    #expect(sealed.correct == without.sealed.correct)
    let labels = Dataset.bands().test.labels
    #expect(sealed.predicted.count == labels.count)
    for (index, label) in labels.enumerated() {
      let isRight = sealed.correct[index / 8] >> UInt8(index % 8) & 1 == 1
      #expect((sealed.predicted[index] == label) == isRight)
    }
  }

  @Test func isRepeatable() throws {
    let (first, second) = (try run(runner()), try run(runner()))
    #expect(first == second)
    let reseeded = try run(runner(seed: 2))
    #expect(first.record.curves != reseeded.record.curves)
  }

  /// Two at once on threads of their own give what one alone gives.
  @Test func isTheSameOnOtherThreads() throws {
    let alone = try run(runner())
    let results = Guarded<[TrialRecord]>([])
    let runner = try runner()
    let threads = (0..<2).map { _ in
      Thread {
        var record = runner.run(isCancelled: { false }, progress: { _ in })?.record
        record?.seconds = 0
        if let record { results.withLock { $0.append(record) } }
      }
    }
    for thread in threads { thread.start() }
    while !threads.allSatisfy(\.isFinished) { Thread.sleep(forTimeInterval: 0.01) }
    #expect(results.withLock { $0 } == [alone.record, alone.record])
  }

  @Test func divergenceIsAResult() throws {
    let text = TrialText(
      network: "[flatten, dense: 16, dense: 16, dense: 3]",
      optimizer: "{sgd: {learning_rate: 1e+6}}",
      batchSize: 16, epochs: 5)
    let (record, sealed) = try run(runner(text))
    guard case .diverged(let epoch, let step, let layer) = record.state else {
      Issue.record("it ended as \(record.state)")
      return
    }
    #expect((1...5).contains(epoch) && (1...10).contains(step))
    #expect(["dense1", "dense2", "dense3"].contains(layer))
    #expect(record.curves.values.allSatisfy { $0.count == epoch - 1 })
    #expect(sealed.correct.isEmpty)
    #expect(try run(runner(text)).record == record)
  }

  /// The test set decides nothing: not even whether a trial diverged.
  @Test func aTestLossThatIsNotFiniteDoesNotMatter() throws {
    let text = TrialText(data: "{dataset: glyphs, scale: none}", network: "[dense: 2]")
    let good = try run(runner(text, dataset: .features(test: [1, 2, 3, 4])))
    let bad = try run(runner(text, dataset: .features(test: [1, 2, .infinity, .nan])))
    #expect(bad.record.state == .finished)
    #expect(bad.record == good.record)
    #expect(bad.sealed.last(Metric(.test, .loss))?.isFinite == false)
  }

  @Test func testLabelsChangeTheSealedRecordAlone() throws {
    let swapped = Dataset.bands(testLabels: { UInt8(($0 + 1) % 3) })
    let (honest, wrong) = (try run(runner()), try run(runner(dataset: swapped)))
    #expect(honest.record == wrong.record)
    #expect(honest.sealed.curves != wrong.sealed.curves)
    #expect(honest.sealed.correct != wrong.sealed.correct)
  }

  @Test(arguments: [1, 2, 3]) func cancellationDropsTheTrial(_ answers: Int) throws {
    var asked = 0
    var reports = 0
    let result = try runner(TrialText(network: Self.network, epochs: 100)).run(
      isCancelled: {
        asked += 1
        return asked >= answers
      }, progress: { _ in reports += 1 })
    #expect(result == nil)
    #expect(asked == answers)
    #expect(reports == answers - 1)
  }

  @Test func progressRisesToOne() throws {
    var shares: [Double] = []
    _ = try runner(TrialText(network: Self.network, batchSize: 2, epochs: 3)).run(
      isCancelled: { false },
      progress: { progress in
        shares.append(progress.share)
        #expect(progress.epochs == 3)
        #expect(progress.metrics.keys.allSatisfy { $0.part != .test })
      })
    #expect(shares == shares.sorted())
    #expect(shares.last == 1)
    // 80 updates an epoch: two reports within each, one after it.
    #expect(shares.count == 9)
  }

  /// Of 160 examples in batches of 64 two batches are trained, or three.
  @Test func theLastBatchIsKeptOrDropped() throws {
    func accuracy(_ more: String) throws -> Double {
      let (record, _) = try run(runner(TrialText(network: Self.network, more: more)))
      return try #require(record.last(Metric(.running, .accuracy)))
    }
    func isWhole(_ number: Double) -> Bool { abs(number - number.rounded()) < 1e-9 }
    #expect(isWhole(try accuracy("  last_batch: keep") * 160))
    #expect(isWhole(try accuracy("  last_batch: drop") * 128))
    #expect(try accuracy("  last_batch: keep") != accuracy("  last_batch: drop"))
  }
}
