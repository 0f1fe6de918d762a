import Datasets
import Guarding
import Records
import Specification
import Testing
import Training

/// Trainings that are cut off and go on.
@Suite struct CheckpointTests {
  /// Keeps states in memory.
  final class MemoryKeeper: CheckpointKeeper {
    private let states = Guarded<[Checkpoint]>([])

    var all: [Checkpoint] { states.withLock { $0 } }

    func load(id: String) -> Checkpoint? { states.withLock { $0.last { $0.id == id } } }

    func save(_ checkpoint: Checkpoint) { states.withLock { $0.append(checkpoint) } }

    init(_ states: [Checkpoint] = []) {
      self.states.withLock { $0 = states }
    }
  }

  private static let network =
    """
    [conv: {filters: 4, kernel: 3, padding: 1}, batch_norm, relu, max_pool: 2, flatten, dense: 8,
     relu, dropout: 0.2, dense: 3]
    """

  private func runner(
    _ optimizer: String, keeper: MemoryKeeper?, every: Int = 2, epochs: Int = 7
  ) throws -> TrialRunner {
    let text = TrialText(
      network: Self.network, optimizer: optimizer, batchSize: 48, epochs: epochs)
    var runner = TrialRunner(
      trial: try text.trial(), id: "test", policy: RunPolicy(keep: .all, checkpoint: every),
      dataset: .bands())
    runner.checkpoints = keeper
    return runner
  }

  private func finish(_ runner: TrialRunner) throws -> TrialOutcome {
    var outcome = try #require(runner.run(isCancelled: { false }, progress: { _ in }))
    outcome.record.seconds = 0
    return outcome
  }

  private func cutOff(_ runner: TrialRunner, after epochs: Int) {
    var done = 0
    let outcome = runner.run(isCancelled: { done >= epochs }) { done = $0.epoch }
    #expect(outcome == nil)
  }

  /// With momentum or moments, batch norm and dropout, and a last batch that is smaller.
  @Test(arguments: [
    "{sgd: {learning_rate: 0.05, momentum: 0.9}}", "{adam: {learning_rate: 0.01}}",
    "{adagrad: {learning_rate: 0.05}}", "{rmsprop: {learning_rate: 0.01, momentum: 0.5}}",
  ])
  func aResumedTrialHasTheBitsOfAnUninterruptedOne(_ optimizer: String) throws {
    let whole = try finish(runner(optimizer, keeper: nil))
    for cut in [2, 3, 6] {
      let keeper = MemoryKeeper()
      cutOff(try runner(optimizer, keeper: keeper), after: cut)
      #expect(keeper.all.map(\.epoch) == Array([2, 4, 6].filter { $0 <= cut }))
      var first: Int?
      var resumed = try #require(
        try runner(optimizer, keeper: keeper).run(isCancelled: { false }) {
          if first == nil { first = $0.epoch }
        })
      resumed.record.seconds = 0
      #expect(first == (keeper.all.map(\.epoch).filter { $0 <= cut }.last ?? 0) + 1)
      #expect(resumed.record == whole.record)
      #expect(resumed.sealed == whole.sealed)
      #expect(resumed.weights == whole.weights)
      #expect(keeper.all.map(\.epoch).last == 6)
    }
  }

  /// Time that was spent before counts, because estimates are made of it.
  @Test func theSecondsOfAllSessionsAreAdded() throws {
    let keeper = MemoryKeeper()
    let optimizer = "{sgd: {learning_rate: 0.05}}"
    cutOff(try runner(optimizer, keeper: keeper), after: 3)
    var state = try #require(keeper.all.last)
    state.seconds = 1000
    keeper.save(state)
    let runner = try runner(optimizer, keeper: keeper)
    let outcome = try #require(runner.run(isCancelled: { false }, progress: { _ in }))
    #expect(outcome.record.seconds > 1000)
  }

  /// A way in which a state may not fit.
  enum Misfit: CaseIterable {
    case epochAfterTheLast
    case otherMeasurements
    case otherProcessor
    case shortCurve
    case otherLayer

    func spoil(_ state: inout Checkpoint) {
      switch self {
      case .epochAfterTheLast: state.epoch = 7
      case .otherMeasurements: state.evaluateTrain = .everyEpoch
      case .otherProcessor: state.blasCore = "Abacus"
      case .shortCurve: state.curves[Metric(.running, .loss)] = [1]
      case .otherLayer: state.network.tensors[0].name = "conv2.weight"
      }
    }
  }

  /// What does not fit is not trusted: the training starts from the beginning.
  @Test(arguments: Misfit.allCases) func aStateThatDoesNotFitIsIgnored(_ misfit: Misfit) throws {
    let optimizer = "{sgd: {learning_rate: 0.05, momentum: 0.9}}"
    let keeper = MemoryKeeper()
    cutOff(try runner(optimizer, keeper: keeper), after: 3)
    var state = try #require(keeper.all.last)
    let whole = try finish(runner(optimizer, keeper: nil)).record
    // Were it used, the result would be another.
    state.network.tensors[0].values[0] += 1
    #expect(try finish(runner(optimizer, keeper: MemoryKeeper([state]))).record != whole)
    misfit.spoil(&state)
    #expect(try finish(runner(optimizer, keeper: MemoryKeeper([state]))).record == whole)
  }

  @Test func weightsAreThereOnlyWhereTheyAreKept() throws {
    var runner = try runner("{sgd: {learning_rate: 0.05}}", keeper: nil)
    let names = try finish(runner).weights?.map(\.name)
    #expect(
      names == [
        "conv1.weight", "conv1.bias", "batch_norm1.weight", "batch_norm1.bias",
        "batch_norm1.running_mean", "batch_norm1.running_var", "dense1.weight", "dense1.bias",
        "dense2.weight", "dense2.bias",
      ])
    runner.policy.keep = .none
    #expect(try finish(runner).weights == nil)
  }
}
