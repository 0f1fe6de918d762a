import Datasets
import Records
import Specification
import Testing
import Training

/// Trainings that end before their last epoch.
@Suite struct EarlyStoppingTests {
  private static let network =
    "[conv: {filters: 4, kernel: 3, padding: 1}, batch_norm, relu, max_pool: 2, flatten, dense: 3]"

  /// A rate that makes the validation loss go up and down.
  private func run(
    _ stopping: String, epochs: Int = 30, policy: RunPolicy = RunPolicy(),
    dataset: Dataset = .bands()
  ) throws -> (record: TrialRecord, sealed: SealedRecord) {
    let text = TrialText(
      network: Self.network, optimizer: "{sgd: {learning_rate: 0.4, momentum: 0.9}}",
      batchSize: 16, epochs: epochs,
      more: stopping.isEmpty ? "" : "  early_stopping: {\(stopping)}")
    let runner = TrialRunner(
      trial: try text.trial(), id: "test", policy: policy, dataset: dataset)
    var result = try #require(runner.run(isCancelled: { false }, progress: { _ in }))
    result.record.seconds = 0
    return (result.record, result.sealed)
  }

  private let watched = Metric(.validation, .loss)

  /// Where a rule ends the curve of a training without it, and which epoch is best until then.
  private func outcome(_ curve: Curve, patience: Int) -> (last: Int, best: Int) {
    var best = 1
    for epoch in 1...curve.count {
      if let value = curve[epoch - 1], let lowest = curve[best - 1], value < lowest { best = epoch }
      if epoch - best >= patience { return (epoch, best) }
    }
    return (curve.count, best)
  }

  @Test(arguments: [1, 2, 4]) func curvesEndWhereItStopped(_ patience: Int) throws {
    let whole = try run("", policy: RunPolicy(evaluateTrain: .everyEpoch))
    let curve = try #require(whole.record.curves[watched])
    let (last, best) = outcome(curve, patience: patience)
    #expect(last < 30 && best < last, "the training does not show anything")
    let stopped = try run("metric: validation_loss, patience: \(patience)")
    #expect(stopped.record.state == .finished && stopped.record.restoredEpoch == best)
    #expect(stopped.sealed.restoredEpoch == best)
    for (metric, curve) in stopped.record.curves where metric.part != .train {
      #expect(curve == whole.record.curves[metric].map { Array($0.prefix(last)) }, "\(metric)")
      #expect(stopped.record.last(metric) == curve[best - 1])
    }
    for (metric, curve) in stopped.sealed.curves {
      #expect(curve == whole.sealed.curves[metric].map { Array($0.prefix(last)) }, "\(metric)")
      #expect(stopped.sealed.last(metric) == curve[best - 1])
    }
    // Measured afterwards, with the weights put back.
    for quantity in Metric.Quantity.allCases {
      let train = Metric(.train, quantity)
      let curve = try #require(stopped.record.curves[train])
      #expect(curve.count == last)
      #expect(curve[best - 1] == whole.record.curves[train]?[best - 1])
      #expect(stopped.record.last(train) != nil)
      for epoch in 1...last where epoch != best { #expect(curve[epoch - 1] == nil) }
    }
  }

  /// The bits of the test examples are those of the restored epoch.
  @Test func predictionsAreThoseOfTheBestEpoch() throws {
    let stopped = try run("metric: validation_loss, patience: 2")
    let right = stopped.sealed.correct.reduce(0) { $0 + $1.nonzeroBitCount }
    #expect(Double(right) / 60 == stopped.sealed.last(Metric(.test, .accuracy)))
  }

  @Test func theLastEpochCountsWhereItIsAskedFor() throws {
    let best = try run("metric: validation_loss, patience: 2, restore: best")
    let last = try run("metric: validation_loss, patience: 2, restore: last")
    #expect(last.record.restoredEpoch == nil && last.sealed.restoredEpoch == nil)
    #expect(last.record.curves[watched] == best.record.curves[watched])
    #expect(last.record.last(watched) == last.record.curves[watched]?.last ?? nil)
    #expect(last.record.last(Metric(.train, .loss)) != nil)
    let right = last.sealed.correct.reduce(0) { $0 + $1.nonzeroBitCount }
    #expect(Double(right) / 60 == last.sealed.last(Metric(.test, .accuracy)))
  }

  /// Also where the training was not stopped at all.
  @Test func theBestEpochIsRestoredAfterAllEpochs() throws {
    let whole = try run("", epochs: 6, policy: RunPolicy(evaluateTrain: .everyEpoch))
    let (record, _) = try run("metric: validation_loss, patience: 100", epochs: 6)
    let curve = try #require(record.curves[watched])
    #expect(curve.count == 6)
    let best = outcome(curve, patience: 100).best
    #expect(best < 6, "the last epoch is the best, which shows nothing")
    #expect(record.restoredEpoch == best)
    let train = Metric(.train, .accuracy)
    #expect(record.last(train) == whole.record.curves[train]?[best - 1])
  }

  /// A metric of the training part is measured after every epoch then.
  @Test func theTrainingPartCanBeWatched() throws {
    let (record, _) = try run("metric: train_loss, patience: 1")
    let curve = try #require(record.curves[Metric(.train, .loss)])
    #expect(!curve.contains(nil) && curve.count < 30)
    #expect(record.restoredEpoch == curve.count - 1)
  }

  /// The test set decides nothing: neither where training stops nor what is restored.
  @Test func testLabelsDoNotMatter() throws {
    let honest = try run("metric: validation_loss, patience: 2")
    let wrong = try run(
      "metric: validation_loss, patience: 2",
      dataset: .bands(testLabels: { UInt8(($0 + 1) % 3) }))
    #expect(honest.record == wrong.record)
    #expect(honest.sealed.restoredEpoch == wrong.sealed.restoredEpoch)
    #expect(honest.sealed.curves != wrong.sealed.curves)
  }

  @Test func theRuleIsPartOfTheTrial() throws {
    func form(_ more: String) throws -> String {
      try TrialText(more: more).trial().canonicalForm
    }
    let forms = try [
      "", "  early_stopping: {metric: validation_loss, patience: 2}",
      "  early_stopping: {metric: validation_loss, patience: 3}",
      "  early_stopping: {metric: validation_loss, patience: 2, restore: last}",
      "  early_stopping: {metric: validation_cost, patience: 2}",
    ].map(form)
    #expect(Set(forms).count == forms.count)
    #expect(!forms[0].contains("early_stopping"))
  }
}
