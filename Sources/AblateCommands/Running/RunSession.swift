internal import Catalog
internal import Datasets
internal import Diagnostics
internal import Foundation
internal import Records
internal import Reporting
internal import Specification
internal import Selecting
internal import Sweeping
internal import Training

/// Runs one experiment: trains what is missing, phase by phase, and makes its results known.
struct RunSession {
  var console: Console
  var library: DatasetLibrary
  var store: TrialStore
  var workers: Int
  var interruption: Interruption
  /// Where the results folder goes; `nil`: nothing is written.
  var resultsFolder: URL?
  var isQuiet: Bool
  var trainsAll: Bool
  var stopsAtFailure: Bool

  /// Trains and reports.
  ///
  /// - Throws: When the store or the results cannot be written, or the data is gone.
  func run(_ experiment: Experiment) throws -> ExitCode {
    let reporter = makeReporter(experiment)
    interruption.reporter = reporter
    defer {
      reporter.finish()
      interruption.reporter = nil
    }
    let estimate = try isQuiet ? nil : estimate(experiment)
    let start = ContinuousClock.now
    let outcome = try train(experiment, reporter)
    let elapsed = ContinuousClock.now - start
    reporter.finish()
    if let signal = interruption.cancellation.signal {
      let planned = outcome.trials.count
      console.complain(
        "interrupted; \(planned - outcome.missing.count) of \(planned) trials are finished and kept; "
          + "the same command goes on with the rest")
      return .interrupted(signal: signal)
    }
    nameFailures(outcome, experiment)
    if !outcome.missing.isEmpty {
      console.complain("\(experiment.name): stopped at the first trial that failed")
      return .trialFailed
    }
    if let estimate, let comparison = estimate.comparison(with: elapsed) {
      console.complain(comparison)
    }
    return try report(outcome)
  }

  /// How long the timing of steps may take before a run.
  private static let budget = Duration.milliseconds(500)

  /// Of longer sweeps the records are not read twice only to predict how long they take.
  private static let longestPredictedSweep = 2_000

  /// What training the missing trials should take; `nil` when the search is over.
  private func estimate(_ experiment: Experiment) throws -> CostEstimate? {
    let archive = StoreArchive(store: store, policy: experiment.policy, warn: { _ in })
    let identify = try TrialIdentities.make(for: experiment, library)
    let sweep = Sweep(experiment, identify: identify)
    if sweep.searchTrials.count > Self.longestPredictedSweep { return nil }
    let plan = try SweepPlan(sweep) { trainsAll ? nil : try archive.usableRecord(id: $0) }
    guard plan.phases.contains(where: { $0.phase == .search && !plan.isFinished($0) }) else {
      return nil
    }
    return try CostEstimate(
      plan.remainingTrials, experiment.policy, workers: workers, library, budget: Self.budget)
  }

  private func makeReporter(_ experiment: Experiment) -> any ProgressReporter {
    if isQuiet { return QuietReporter(output: console.errors) }
    if console.canRedraw {
      return LiveReporter(
        experiment, workers: workers, console: console, cancellation: interruption.cancellation)
    }
    return LineReporter(experiment, workers: workers, output: console.errors)
  }

  private func train(
    _ experiment: Experiment, _ reporter: any ProgressReporter
  ) throws -> SweepOutcome {
    let identify = try TrialIdentities.make(for: experiment, library)
    var scheduler = SweepScheduler(
      pool: WorkerPool(
        count: workers, cores: ProcessInfo.processInfo.activeProcessorCount),
      performer: TrainingPerformer(policy: experiment.policy, library: library),
      archive: StoreArchive(
        store: store, policy: experiment.policy, warn: { reporter.note("ablate: \($0)") }),
      observer: reporter, cancellation: interruption.cancellation)
    scheduler.trainsAll = trainsAll
    scheduler.stopsAtFailure = stopsAtFailure
    scheduler.failsOnDivergence = experiment.policy.onDivergence == .fail

    var outcome = SweepOutcome(
      sweep: Sweep(experiment, identify: identify), records: [:], failed: [], missing: [],
      trials: [])
    while let phase = try outcome.sweep.next(outcome.records) {
      try check(phase, of: outcome.sweep.experiment)
      let found = try scheduler.run(phase.phase, phase.trials, known: outcome.records)
      outcome.add(phase, found)
      guard found.missing.isEmpty else { break }
    }
    return outcome
  }

  /// Checks the networks of settings that only records determined, and reads their data.
  ///
  /// - Throws: `EnvironmentError` when one does not fit; only combinations that were too many to be
  ///   checked in advance can come to this.
  private func check(_ phase: SweepPhase, of experiment: Experiment) throws {
    if phase.phase == .search || phase.phase == .replicate { return }
    for planned in phase.trials {
      var diagnostics = DiagnosticList()
      let data = planned.trial.data
      _ = try library.dataset(for: data)
      _ = NetworkLayout.infer(
        for: planned.trial, data: try NetworkCheck.description(of: data, library),
        into: &diagnostics)
      guard let mistake = diagnostics.sorted.first(where: { $0.severity == .error }) else {
        continue
      }
      throw EnvironmentError("\(TrialLine(experiment).label(of: planned)): \(mistake.message)")
    }
  }

  private func report(_ outcome: SweepOutcome) throws -> ExitCode {
    let results = try ResultFiles.collect(outcome.sweep, outcome.records, store, library)
    console.output.write(TextTable.render(ResultTable(results)))
    var code = ExitCode.success
    // What is not written is a trial run: with three epochs no gate would mean anything.
    if let resultsFolder {
      try ResultFiles.write(results, below: resultsFolder, console, isQuiet: isQuiet)
      for failure in results.failedExpectations() {
        console.complain("expectation not met: \(failure)")
        code = .gate
      }
    }
    return outcome.failed.isEmpty ? code : code.combined(with: .trialFailed)
  }

  private func nameFailures(_ outcome: SweepOutcome, _ experiment: Experiment) {
    let line = TrialLine(experiment)
    for planned in outcome.trials where outcome.failed.contains(planned.id) {
      guard let record = outcome.records[planned.id] else { continue }
      console.complain("\(line.label(of: planned)): \(line.outcome(of: record))")
    }
  }
}
