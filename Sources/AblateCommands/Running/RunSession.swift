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
  /// What the command line changed in the experiment files.
  var restrictions: Restrictions
  /// The part of each phase that is trained here; `nil`: all of it.
  var shard: Shard?
  /// Takes down what was checked.
  var checks: CheckList
  var isQuiet: Bool
  var trainsAll: Bool
  var stopsAtFailure: Bool
  /// When trials must be done; `nil`: whenever they are.
  var end: ContinuousClock.Instant?
  /// Warnings of all experiments so far.
  private let warnings = OnceSaid()
  /// Makes what trains the trials; tests put a faulty one in its place.
  var makePerformer: (RunPolicy, DatasetLibrary, StoreCheckpoints) -> any TrialPerformer = {
    TrainingPerformer(policy: $0, library: $1, checkpoints: $2)
  }

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
    if shard != nil { try Canary.settle(experiment, library, store) }
    var sweep = Sweep(experiment, identify: try TrialIdentities.make(for: experiment, library))
    sweep.prepareSearch()
    let remaining = try remainingTrials(sweep)
    let need = try MemoryNeed(remaining, workers: workers, library)
    if let shortage = need.shortage() { throw EnvironmentError(shortage) }
    let estimate = try isQuiet || shard != nil ? nil : estimate(experiment, remaining)
    let start = ContinuousClock.now
    let limit = end.map {
      TimeLimit(end: $0, experiment.policy, TrialForecast(experiment.policy, library))
    }
    let outcome = try train(sweep, reporter, limit)
    let elapsed = ContinuousClock.now - start
    reporter.finish()
    checks.add(outcome, of: experiment)
    let signal = interruption.cancellation.signal
    if signal != nil || !outcome.missing.isEmpty {
      checks.skipGates(of: experiment, because: "not all trials are in the store")
    }
    if let signal {
      let planned = outcome.trials.count
      console.complain(
        "interrupted; \(planned - outcome.missing.count) of \(planned) trials are finished and kept; "
          + "the same command goes on with the rest")
      return .interrupted(signal: signal)
    }
    nameFailures(outcome, experiment)
    if let limit, limit.hasRefused, !outcome.missing.isEmpty {
      console.complain(LeftOver(outcome, limit.forecast).text(of: experiment))
      return outcome.failed.isEmpty ? .incomplete : .trialFailed
    }
    if let shard, !outcome.missing.isEmpty, outcome.failed.isEmpty || !stopsAtFailure {
      let count = outcome.missing.count
      console.complain(
        "\(experiment.name): shard \(shard.index)/\(shard.count) has done its part; "
          + "\(count) trial\(count == 1 ? "" : "s") of the phase \(count == 1 ? "is" : "are") not in "
          + "the store; after 'ablate merge' the same command goes on")
      return outcome.failed.isEmpty ? .incomplete : .trialFailed
    }
    if !outcome.missing.isEmpty {
      console.complain("\(experiment.name): stopped at the first trial that failed")
      return .trialFailed
    }
    if let estimate, let comparison = estimate.comparison(with: elapsed) {
      console.complain(comparison)
    }
    // A kill between the last files of a trial leaves the state that nothing will go on from.
    store.removeCheckpoints(of: Array(outcome.records.keys))
    return try report(outcome)
  }

  /// How long the timing of steps may take before a run.
  private static let budget = Duration.milliseconds(500)

  /// Of longer sweeps the records are not read twice only to predict how long they take.
  private static let longestPredictedSweep = 2_000

  /// What is to be trained; the whole search where that is too long to ask the store for each trial.
  private func remainingTrials(_ sweep: Sweep) throws -> [TrialSpecification] {
    let archive = StoreArchive(store: store, policy: sweep.experiment.policy, warn: { _ in })
    let search = sweep.searchTrials
    if search.count > Self.longestPredictedSweep { return search.map(\.trial) }
    let plan = try SweepPlan(sweep) { trainsAll ? [:] : try archive.usableRecords(ids: $0) }
    let isSearching = plan.phases.contains { $0.phase == .search && !plan.isFinished($0) }
    return isSearching ? plan.remainingTrials : []
  }

  /// What training the missing trials should take; `nil` when the search is over.
  private func estimate(
    _ experiment: Experiment, _ remaining: [TrialSpecification]
  ) throws -> CostEstimate? {
    guard (1...Self.longestPredictedSweep).contains(remaining.count) else { return nil }
    return try CostEstimate(
      remaining, experiment.policy, workers: workers, library, budget: Self.budget)
  }

  private func makeReporter(_ experiment: Experiment) -> any ProgressReporter {
    if isQuiet { return QuietReporter(output: console.errors) }
    if console.canRedraw {
      return LiveReporter(
        experiment, workers: workers, console: console, cancellation: interruption.cancellation)
    }
    return LineReporter(experiment, workers: workers, output: console.errors)
  }

  /// What trains the phases.
  ///
  /// - Parameters:
  ///   - experiment: Its policy says what is measured and kept.
  ///   - reporter: Is told what happens.
  ///   - limit: Keeps trials from beginning.
  ///   - needsWeights: Whether a finished trial without its weights is trained again.
  /// - Returns: A scheduler for all phases.
  private func makeScheduler(
    _ experiment: Experiment, _ reporter: any ProgressReporter, _ limit: TimeLimit?,
    needsWeights: Bool
  ) -> SweepScheduler {
    let warn: @Sendable (String) -> Void = { [warnings] sentence in
      if warnings.isNew(sentence) { reporter.note("ablate: \(sentence)") }
    }
    var archive = StoreArchive(store: store, policy: experiment.policy, warn: warn)
    archive.replaces = trainsAll && !needsWeights
    archive.needsWeights = needsWeights || experiment.policy.keep == .all
    var scheduler = SweepScheduler(
      pool: WorkerPool(
        count: workers, cores: ProcessInfo.processInfo.activeProcessorCount),
      performer: makePerformer(
        experiment.policy, library,
        StoreCheckpoints(store: store, isFresh: trainsAll, warn: warn)),
      archive: archive, observer: reporter, cancellation: interruption.cancellation)
    scheduler.trainsAll = trainsAll
    scheduler.stopsAtFailure = stopsAtFailure
    scheduler.failsOnDivergence = experiment.policy.onDivergence == .fail
    scheduler.admission = limit
    return scheduler
  }

  private func train(
    _ sweep: Sweep, _ reporter: any ProgressReporter, _ limit: TimeLimit?
  ) throws -> SweepOutcome {
    let experiment = sweep.experiment
    var outcome = try trainPhases(sweep, reporter, limit)
    guard experiment.policy.keep == .selected, outcome.missing.isEmpty else { return outcome }
    var scheduler = makeScheduler(experiment, reporter, limit, needsWeights: true)
    scheduler.trainsAll = false
    try SelectedWeights(store: store, scheduler: scheduler).settle(&outcome)
    return outcome
  }

  private func trainPhases(
    _ sweep: Sweep, _ reporter: any ProgressReporter, _ limit: TimeLimit?
  ) throws -> SweepOutcome {
    let experiment = sweep.experiment
    let scheduler = makeScheduler(experiment, reporter, limit, needsWeights: false)
    var outcome = SweepOutcome(sweep: sweep, records: [:], failed: [], missing: [], trials: [])
    while let phase = try outcome.sweep.next(outcome.records) {
      try check(phase, of: outcome.sweep.experiment)
      let found = try run(scheduler, phase, of: experiment, known: outcome.records)
      outcome.add(phase, found)
      try TrialForms(store: store, library: library) { reporter.note("ablate: \($0)") }
        .mend(phase.trials.filter { found.records[$0.id] != nil })
      guard found.missing.isEmpty else { break }
    }
    return outcome
  }

  /// Runs a phase, or this shard's part of it and looks for the rest in the store.
  private func run(
    _ scheduler: SweepScheduler, _ phase: SweepPhase, of experiment: Experiment,
    known: [String: TrialRecord]
  ) throws -> SweepResult {
    guard let shard else {
      return try scheduler.run(phase.phase, phase.trials, known: known)
    }
    var cost = TrialCost(experiment.policy, library)
    let own = shard.own(
      of: try phase.trials.map { ($0.id, try cost.operations(of: $0.trial)) })
    var result = try scheduler.run(
      phase.phase, phase.trials.filter { own.contains($0.id) }, known: known)
    let others = phase.trials.map(\.id).filter { !own.contains($0) }
    let found = try scheduler.archive.usableRecords(ids: others.filter { known[$0] == nil })
    for id in others { result.records[id] = known[id] ?? found[id] }
    result.missing = phase.trials.map(\.id).filter { result.records[$0] == nil }
    return result
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
    let table = ResultTable(results)
    console.output.write(TextTable.render(table))
    var code = ExitCode.success
    // What is not written is a trial run: with three epochs no gate would mean anything.
    if let resultsFolder {
      let origin = try ResultOrigin.make(
        for: results.experiment, library, store, restrictions)
      try ResultFiles.write(
        results, table, origin, store, below: resultsFolder, console, isQuiet: isQuiet)
      let gates = results.expectationChecks()
      checks.add(gates, of: results.experiment)
      for failure in gates.compactMap(\.failure) {
        console.complain("expectation not met: \(failure)")
        code = .gate
      }
    } else {
      checks.skipGates(of: results.experiment, because: "the results are not written")
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
