internal import Engine
internal import Records
internal import Specification
internal import Selecting
internal import Sweeping
internal import Synchronization
internal import Training

/// Ten thousand trials that nobody trains, with all that a sweep does about them.
struct TrivialSweep {
  let experiment: Experiment
  let sweep: Sweep

  init(_ settings: BenchmarkSettings) {
    experiment = BenchmarkExperiment.read(
      SweepExperiment.trivial(side: Self.side(settings)))
    sweep = Sweep(experiment, identify: Self.identify)
  }

  static func side(_ settings: BenchmarkSettings) -> Int { settings.isQuick ? 4 : 100 }

  static func count(_ settings: BenchmarkSettings) -> Int { side(settings) * side(settings) }

  @Sendable static func identify(_ trial: TrialSpecification) -> String {
    TrialIdentity.id(of: trial, dataDigest: "", numericsVersion: Numerics.version)
  }

  /// What a training leaves.
  static func outcome(_ planned: SweepTrial) -> TrialOutcome {
    let curve: Curve = [Double(planned.id.utf8.reduce(0) { ($0 * 31 + Int($1)) % 1000 }) / 1000]
    let parts: [Metric.Part] = [.running, .train, .validation]
    let metrics = parts.flatMap { [Metric($0, .loss), Metric($0, .cost), Metric($0, .accuracy)] }
    return TrialOutcome(
      record: TrialRecord(
        id: planned.id, seed: planned.trial.seed, state: .finished,
        curves: Dictionary(uniqueKeysWithValues: metrics.map { ($0, curve) }), tier: "pinned",
        blasCore: "", parameterCount: 7_850, seconds: 0.001),
      sealed: SealedRecord(
        id: planned.id, curves: [Metric(.test, .accuracy): curve], correct: [0, 0]))
  }
}

/// Trains nothing.
struct IdlePerformer: TrialPerformer {
  func perform(
    _ planned: SweepTrial, threads: () -> Int, isCancelled: () -> Bool,
    progress: (TrialProgress) -> Void
  ) throws -> TrialOutcome? {
    TrivialSweep.outcome(planned)
  }
}

/// Shows nothing.
struct SilentObserver: SweepObserver {
  func observe(_ event: SweepEvent) {}
}

/// An archive that forgets.
struct ForgetfulArchive: TrialArchive {
  func usableRecord(id: String) throws -> TrialRecord? { nil }
  func claim(id: String) throws -> (any Sendable)? { id }
  func keep(_ outcome: TrialOutcome) throws {}
}
