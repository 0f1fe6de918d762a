import Datasets
import Records
import Specification
import Testing
import Training

/// Schedules, penalties, clipping and augmentation as an experiment file asks for them.
@Suite struct TrainingRecipeTests {
  private func run(_ text: TrialText, dataset: Dataset = .bands()) throws -> TrialRecord {
    let runner = TrialRunner(
      trial: try text.trial(), id: "test", policy: RunPolicy(evaluateTrain: .everyEpoch),
      dataset: dataset)
    return try #require(runner.run(isCancelled: { false }, progress: { _ in })).record
  }

  private func losses(_ text: TrialText) throws -> Curve {
    try #require(try run(text).curves[Metric(.running, .loss)])
  }

  private func rate(_ rate: String) -> TrialText {
    TrialText(optimizer: "{sgd: {learning_rate: \(rate)}}", batchSize: 16, epochs: 4)
  }

  /// Whether the second and third epoch have the same loss, but for the order of its sum.
  private func isStill(_ curve: Curve) throws -> Bool {
    try abs(#require(curve[1]) - #require(curve[2])) < 1e-12
  }

  /// A schedule that never changes is a number; one that drops to nothing stops the learning.
  @Test func theScheduleIsUsed() throws {
    let plain = try losses(rate("0.1"))
    #expect(try losses(rate("{step: {initial: 0.1, every: {epochs: 1}, factor: 1}}")) == plain)
    #expect(
      try losses(rate("{triangular: {minimum: 0.1, maximum: 0.1, rise: {updates: 3}}}")) == plain)
    // 160 examples are ten updates an epoch.
    let stopping = try losses(rate("{step: {initial: 0.1, every: {updates: 10}, factor: 0}}"))
    #expect(stopping[0] == plain[0])
    #expect(try isStill(stopping) && stopping[1] != plain[1])
    #expect(try losses(rate("{step: {initial: 0.1, every: {epochs: 1}, factor: 0}}")) == stopping)
    #expect(try losses(rate("{cosine: {initial: 0.1}}"))[0] != plain[0])
  }

  /// The steps of the schedule are the network's updates: the last, smaller batch counts, or not.
  @Test func updatesAreCounted() throws {
    func text(_ every: Int, _ last: String) -> TrialText {
      TrialText(
        optimizer:
          "{sgd: {learning_rate: {step: {initial: 0.1, every: {updates: \(every)}, factor: 0}}}}",
        batchSize: 64, epochs: 3, more: "  last_batch: \(last)")
    }
    // Of 160 examples: 64, 64 and 32.
    let kept = try losses(text(3, "keep"))
    #expect(try isStill(kept) && kept[0] != kept[1])
    // Of 64 and 64, which are others in each epoch, so that the means differ with the same weights.
    let dropped = try losses(text(2, "drop"))
    #expect(dropped[1] != dropped[0])
    let never = try losses(text(1_000, "drop"))
    #expect(dropped[0] == never[0] && dropped[1] != never[1])
    let later = try losses(text(3, "drop"))
    #expect(later[1] == never[1] && later[2] != never[2] && later[1] != dropped[1])
  }

  @Test func aNumberKeepsItsCanonicalForm() throws {
    let form = try rate("0.1").trial().canonicalForm
    #expect(form.contains(#""learning_rate":0.1"#))
    #expect(!form.contains("penalty") && !form.contains("augment"))
    #expect(!form.contains("early_stopping") && !form.contains("gradient_clip"))
    let scheduled = try rate("{exponential: {initial: 0.1, factor: 0.9}}").trial().canonicalForm
    #expect(scheduled.contains(#""every":{"name":"epochs","settings":{"count":1}}"#))
  }

  /// The cost is the loss with the penalties, on every part; without penalties it is the loss.
  @Test func theCostHasThePenalties() throws {
    let plain = try run(TrialText(epochs: 3))
    let penalized = try run(TrialText(epochs: 3, more: "  penalty: [{l2: 0.01}, {l1: 0.001}]"))
    for part in [Metric.Part.running, .train, .validation] {
      #expect(plain.curves[Metric(part, .cost)] == plain.curves[Metric(part, .loss)])
      let cost = try #require(penalized.curves[Metric(part, .cost)])
      let loss = try #require(penalized.curves[Metric(part, .loss)])
      for (cost, loss) in zip(cost, loss) {
        #expect(try #require(cost) > #require(loss) + 1e-4, "\(part)")
      }
    }
    // After an epoch the weights are the same for all parts.
    func penalty(_ part: Metric.Part) throws -> Double {
      try #require(penalized.last(Metric(part, .cost))) - #require(
        penalized.last(Metric(part, .loss)))
    }
    #expect(abs(try penalty(.train) - penalty(.validation)) < 1e-12)
    #expect(
      penalized.curves[Metric(.train, .loss)] != plain.curves[Metric(.train, .loss)],
      "the penalty has no effect")
  }

  @Test func clippingSlowsLearning() throws {
    let plain = try losses(rate("0.5"))
    var clipped = rate("0.5")
    clipped.more = "  gradient_clip: {norm: 0.001}"
    #expect(try #require(losses(clipped)[3]) > #require(plain[3]))
    clipped.more = "  gradient_clip: {norm: 1e+6}"
    #expect(try losses(clipped) == plain)
  }

  /// Only what is trained on is changed: with a rate of zero every measurement stays.
  @Test func augmentationChangesTrainingAlone() throws {
    func record(_ augment: String, rate: String) throws -> TrialRecord {
      try run(
        TrialText(
          data: "{dataset: glyphs, validation: 0.2\(augment)}",
          network: "[conv: {filters: 3, kernel: 3}, relu, flatten, dense: 3]",
          optimizer: "{sgd: {learning_rate: \(rate)}}", batchSize: 32, epochs: 2))
    }
    let augment = ", augment: [{flip: vertical}, {crop: {padding: 2}}]"
    let (plain, changed) = (try record("", rate: "0"), try record(augment, rate: "0"))
    for part in [Metric.Part.train, .validation] {
      for quantity in Metric.Quantity.allCases {
        let metric = Metric(part, quantity)
        #expect(plain.curves[metric] == changed.curves[metric], "\(metric)")
      }
    }
    let running = Metric(.running, .loss)
    let curve = try #require(changed.curves[running])
    #expect(plain.curves[running] != curve && curve[0] != curve[1])
    let trained = try record(augment, rate: "0.1")
    #expect(trained.curves != (try record("", rate: "0.1")).curves)
  }

  /// Momentum of one and more makes a training diverge, which is a result.
  @Test func momentumAboveOneDiverges() throws {
    let record = try run(
      TrialText(
        network: "[flatten, dense: 16, tanh, dense: 3]",
        optimizer: "{sgd: {learning_rate: 0.1, momentum: 1.5}}", batchSize: 16, epochs: 60))
    guard case .diverged = record.state else {
      Issue.record("it ended as \(record.state)")
      return
    }
  }
}
