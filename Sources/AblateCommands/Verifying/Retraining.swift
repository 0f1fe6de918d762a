internal import Catalog
internal import Datasets
internal import Diagnostics
internal import Digests
internal import Engine
internal import Guarding
internal import Records
internal import Reporting
internal import Selecting
internal import Specification
internal import Sweeping
internal import Training

/// Trains some of the trials behind results again and compares the bits.
struct Retraining {
  var count: Int
  var workers: Int
  var cancellation: Cancellation

  /// A trial to train again.
  private struct Item: Sendable {
    var locked: ResultLock.Trial
    var trial: TrialSpecification
    /// Variant, setting and seed.
    var label: String
  }

  /// What came out.
  private enum Verdict: Sendable {
    case same
    /// A clause about what differs.
    case different(String)
    /// A clause about why nothing can be said.
    case incomparable(String)
    case failed(String)
    case cancelled
  }

  /// Trains and says what came out, one line a trial.
  ///
  /// - Parameters:
  ///   - locked: The results.
  ///   - library: Has the data.
  ///   - console: Gets the lines.
  ///   - checks: Takes down each trial.
  /// - Returns: `.environment` where nothing can be compared, `.gate` where bits differ.
  /// - Throws: When data is missing, or OpenBLAS cannot be used.
  func run(
    _ locked: LockedResults, _ library: DatasetLibrary, _ console: Console, _ checks: CheckList
  ) throws -> ExitCode {
    let recorded = locked.lock.origin.numericsVersion
    guard recorded == Numerics.version else {
      console.complain(
        "not comparable here: the trials of \(locked.experiment.name) were trained with numerics "
          + "version \(recorded), and this program has \(Numerics.version)")
      return .environment
    }
    try BLASLibrary.prepare()
    let items = chosen(locked)
    for item in items { try checkData(item, locked, library) }
    let verdicts = Guarded<[String: Verdict]>([:])
    let (policy, cancellation) = (locked.experiment.policy, cancellation)
    WorkerPool(count: workers, cores: workers).run(items) { _, item, threads in
      let verdict = Self.verdict(item, policy, library, threads, cancellation)
      verdicts.withLock { $0[item.locked.id] = verdict }
      return .done
    }
    if let signal = cancellation.signal { return .interrupted(signal: signal) }
    let found = verdicts.withLock { $0 }
    return items.reduce(.success) { code, item in
      guard let verdict = found[item.locked.id] else { return code }
      return code.combined(with: report(verdict, item, locked, console, checks))
    }
  }

  /// The trials with the smallest hashes; which ones these are changes with the results.
  private func chosen(_ locked: LockedResults) -> [Item] {
    let lock = locked.lock
    let state = lock.trials.map { $0.recordDigest ?? "" }.joined()
    let trials = lock.trials.filter { $0.recordDigest != nil }
      .map { (key: SHA256.hexadecimal(of: state + $0.id), trial: $0) }
      .sorted { $0.key < $1.key }.map(\.trial)
    var places: [String: PlannedTrial] = [:]
    for planned in locked.results.trials where places[planned.id] == nil {
      places[planned.id] = planned
    }
    return trials.compactMap { trial in
      guard let planned = places[trial.id] else { return nil }
      let variant = locked.experiment.variants[planned.variant]
      let setting = variant.candidates[planned.candidate]
      let words = [variant.name] + setting.assignment.map { "\($0.name)=\($0.value)" }
      return Item(
        locked: trial, trial: setting.trial(seed: planned.seed),
        label: (words + ["seed=\(planned.seed)"]).joined(separator: " "))
    }.prefix(count).map(\.self)
  }

  private func checkData(
    _ item: Item, _ locked: LockedResults, _ library: DatasetLibrary
  ) throws {
    let here = try library.dataset(for: item.trial.data).digest
    let selection = item.trial.data.selectionDigest
    let recorded = locked.lock.origin.data.first { $0.selection == selection }?.digest
    guard here == recorded else {
      throw EnvironmentError(
        "not comparable here: the data set \(item.trial.data.dataset.name) has other examples than "
          + "the one that the results were made from")
    }
  }

  private static func verdict(
    _ item: Item, _ policy: RunPolicy, _ library: DatasetLibrary, _ threads: () -> Int,
    _ cancellation: Cancellation
  ) -> Verdict {
    do {
      let dataset = try library.dataset(for: item.trial.data)
      if let obstacle = obstacle(item, dataset) { return .incomparable(obstacle) }
      let runner = TrialRunner(
        trial: item.trial, id: item.locked.id, policy: policy, dataset: dataset)
      let outcome = runner.run(
        threads: threads, isCancelled: { cancellation.isRequested }, progress: { _ in })
      guard let outcome else { return .cancelled }
      let record = outcome.record.restricted(to: policy)
      if record.digest == item.locked.recordDigest,
        outcome.sealed.restricted(to: policy).digest == item.locked.sealedDigest
      {
        return .same
      }
      return .different(BitDifference.clause(item.locked, record, outcome.sealed))
    } catch {
      return .failed("\(error)")
    }
  }

  /// Why the bits of a trial mean nothing here.
  ///
  /// OpenBLAS computes one of its layers and chose another kernel. Our own kernels have the same bits
  /// on every processor.
  private static func obstacle(_ item: Item, _ dataset: Dataset) -> String? {
    let here = item.trial.training.numerics.tier.blasCore
    guard here != item.locked.blasCore else { return nil }
    var ignored = DiagnosticList()
    let layout = NetworkLayout.infer(
      for: item.trial, data: dataset.description, into: &ignored)
    guard layout?.rows.contains(where: { $0.engine == .library }) ?? false else { return nil }
    return "OpenBLAS computes a layer of it, with its kernel \(item.locked.blasCore) then "
      + "and \(here) here"
  }

  private func report(
    _ verdict: Verdict, _ item: Item, _ locked: LockedResults, _ console: Console,
    _ checks: CheckList
  ) -> ExitCode {
    let (group, name) = ("\(locked.experiment.name) retrained", "\(item.label) (\(item.locked.id))")
    switch verdict {
    case .same:
      checks.add(group, name, failure: nil)
      console.output.writeLine("retrained \(name): the same bits")
      return .success
    case .different(let clause):
      checks.add(group, name, failure: clause)
      console.complain("retrained \(name): other bits: \(clause)")
      return .gate
    case .incomparable(let clause):
      checks.add(group, name, failure: "not comparable here: \(clause)")
      console.complain("\(name): not comparable here: \(clause)")
      return .environment
    case .failed(let reason):
      checks.add(group, name, failure: reason)
      console.complain("\(name): cannot be trained: \(reason)")
      return .environment
    case .cancelled: return .success
    }
  }
}
