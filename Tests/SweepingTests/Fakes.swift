import Catalog
import Diagnostics
import Records
import Selecting
import Specification
import Sweeping
import Guarding
import Training

/// Experiments that need no engine: a trial's identity is its learning rate and seed.
enum Fake {
  static func experiment(
    _ variants: [(name: String, rates: [Double])], seeds: [UInt64] = [1], replicate: [UInt64] = []
  ) -> Experiment {
    let file = SourceFile(name: "fake.yaml", text: "")
    let range = SourceRange(whole: file)
    return Experiment(
      file: file, name: "fake", title: "Fake", parameters: ["learning_rate"],
      variants: variants.map { variant in
        Variant(
          name: variant.name, description: "",
          candidates: variant.rates.map { candidate(rate: $0) }, axes: ["learning_rate"],
          range: range)
      },
      select: Selection(metric: Metric(.validation, .accuracy), goal: .maximize), seeds: seeds,
      replicate: replicate, report: Report(heading: "", columns: [], plots: []), expectations: [],
      policy: RunPolicy())
  }

  private static func candidate(rate: Double) -> Candidate {
    let assigned = [Assigned("learning_rate", rate.shortest)]
    return Candidate(assignment: assigned, parameters: assigned, trial: trial(rate: rate))
  }

  static func trial(rate: Double, seed: UInt64 = 1) -> TrialSpecification {
    TrialSpecification(
      data: DataSpecification(dataset: Call("glyphs")), layers: [],
      training: TrainingSpecification(
        loss: Call("cross_entropy"),
        optimizer: Call("sgd", Arguments(["learning_rate": .number(rate)])), batchSize: 1,
        epochs: 1), seed: seed)
  }

  @Sendable static func identify(_ trial: TrialSpecification) -> String {
    guard case .number(let rate) = trial.training.optimizer.arguments.values["learning_rate"]
    else { return "none" }
    return "rate \(rate.shortest) seed \(trial.seed)"
  }

  /// Records by id; `nil` diverged.
  static func records(_ accuracies: [String: Double?]) -> [String: TrialRecord] {
    Dictionary(
      uniqueKeysWithValues: accuracies.map { id, accuracy in
        let state = accuracy == nil ? TrialState.diverged(epoch: 1, step: 1) : .finished
        return (id, record(id, accuracy: accuracy ?? .nan, state: state))
      })
  }

  static func record(_ id: String, accuracy: Double, state: TrialState = .finished) -> TrialRecord {
    TrialRecord(
      id: id, seed: 1, state: state, curves: [Metric(.validation, .accuracy): [accuracy]],
      tier: "pinned", blasCore: "", parameterCount: 1, seconds: 1)
  }
}

/// Trains nothing; the accuracy is a function of the identity alone.
struct FakePerformer: TrialPerformer {
  struct Broken: Error, CustomStringConvertible {
    var description: String
  }

  /// Identities whose training throws.
  var broken: Set<String> = []
  /// Identities that diverge.
  var diverging: Set<String> = []
  /// How often `isCancelled` is asked before a trial ends.
  var steps = 1
  /// Called before each step.
  var onStep: @Sendable (_ id: String, _ step: Int) -> Void = { _, _ in }

  func perform(
    _ planned: SweepTrial, threads: () -> Int, isCancelled: () -> Bool,
    progress: (TrialProgress) -> Void
  ) throws -> TrialOutcome? {
    for step in 0..<steps {
      onStep(planned.id, step)
      if isCancelled() { return nil }
      progress(
        TrialProgress(epoch: 1, epochs: 1, share: Double(step + 1) / Double(steps), metrics: [:]))
    }
    if broken.contains(planned.id) { throw Broken(description: "no memory for \(planned.id)") }
    let state =
      diverging.contains(planned.id) ? TrialState.diverged(epoch: 1, step: 3) : .finished
    let accuracy = Double(planned.id.utf8.reduce(0) { ($0 * 31 + Int($1)) % 1000 }) / 1000
    return TrialOutcome(
      record: Fake.record(planned.id, accuracy: accuracy, state: state),
      sealed: SealedRecord(id: planned.id, curves: [:], correct: []))
  }
}

/// An archive in memory.
final class FakeArchive: TrialArchive {
  struct Full: Error, Equatable {}

  private struct Contents {
    var records: [String: TrialRecord] = [:]
    /// In the order in which they were kept.
    var kept: [String] = []
    /// How often a claim is refused before it is granted, by identity.
    var refusals: [String: Int] = [:]
  }

  private let contents = Guarded(Contents())
  /// The number of trials that fit.
  let capacity: Int
  /// What another process writes while a claim is refused.
  let appearing: [String: TrialRecord]

  init(
    _ records: [TrialRecord] = [], capacity: Int = .max, refusals: [String: Int] = [:],
    appearing: [TrialRecord] = []
  ) {
    self.capacity = capacity
    self.appearing = Dictionary(uniqueKeysWithValues: appearing.map { ($0.id, $0) })
    contents.withLock { contents in
      contents.records = Dictionary(uniqueKeysWithValues: records.map { ($0.id, $0) })
      contents.refusals = refusals
    }
  }

  var kept: [String] { contents.withLock { $0.kept } }

  func usableRecord(id: String) throws -> TrialRecord? {
    contents.withLock { $0.records[id] }
  }

  func claim(id: String) throws -> (any Sendable)? {
    contents.withLock { contents in
      if let left = contents.refusals[id], left > 0 {
        contents.refusals[id] = left - 1
        if let record = appearing[id] { contents.records[id] = record }
        return nil
      }
      return id
    }
  }

  func keep(_ outcome: TrialOutcome) throws {
    try contents.withLock { contents in
      guard contents.kept.count < capacity else { throw Full() }
      contents.kept.append(outcome.record.id)
      contents.records[outcome.record.id] = outcome.record
    }
  }
}

/// Remembers what happened.
final class FakeObserver: SweepObserver {
  private let events = Guarded<[SweepEvent]>([])

  func observe(_ event: SweepEvent) {
    events.withLock { $0.append(event) }
  }

  /// Identities of trials whose training began.
  var started: [String] {
    events.withLock { events in
      events.compactMap { event in
        if case .started(_, let planned) = event { planned.id } else { nil }
      }
    }
  }

  /// Identities of trials that were given up.
  var dropped: [String] {
    events.withLock { events in
      events.compactMap { event in
        if case .dropped(_, let planned) = event { planned.id } else { nil }
      }
    }
  }
}
