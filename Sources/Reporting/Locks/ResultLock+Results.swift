internal import Guarding
internal import Selecting
package import Records
internal import Specification

extension ResultLock {
  /// Takes down what stands behind some results.
  ///
  /// - Parameters:
  ///   - results: The results.
  ///   - origin: What they were made from.
  ///   - sealedDigests: The digests of the sealed sides, by trial.
  package init(_ results: Results, _ origin: Origin, sealedDigests: [String: String]) {
    self.origin = origin
    let reported = Set(
      results.experiment.variants.indices.flatMap { results.reportedTrials(of: $0) }.map(\.id))
    var known: Set<String> = []
    let planned = results.trials.filter { known.insert($0.id).inserted }
    isComplete = planned.allSatisfy { planned in
      results.records[planned.id]
        .map { !$0.state.countsAsFailed(results.experiment.policy) } ?? false
    }
    trials = planned.concurrentMap { planned -> Trial? in
      guard let record = results.records[planned.id] else { return nil }
      var trial = Trial(
        record, sealed: results.sealed[planned.id], sealedDigest: sealedDigests[planned.id],
        isReported: reported.contains(planned.id), epoch: results.epoch(of: record))
      let candidates = results.experiment.variants[planned.variant].candidates
      let data = candidates[planned.candidate].trial.data
      if origin.data.count > 1 { trial.data = data.selectionDigest }
      if results.experiment.report.confusion, let testSet = results.testSets[data] {
        trial.confusion = results.confusion(of: planned.id, testSet)
      }
      return trial
    }.compactMap(\.self)
  }

  /// The trials' records as far as results need them.
  package var records: [String: TrialRecord] {
    Dictionary(uniqueKeysWithValues: trials.map { ($0.id, $0.record) })
  }

  /// The test-set side of a reported trial.
  ///
  /// - Parameters:
  ///   - id: The trial.
  ///   - correct: The examples that it has right, which the lock does not keep.
  /// - Returns: `nil` when the seal was not opened.
  package func sealed(_ id: String, correct: [UInt8]) -> SealedRecord? {
    guard let trial = trials.first(where: { $0.id == id }), trial.isOpened else { return nil }
    switch trial.content {
    case .curves(_, let test):
      return SealedRecord(
        id: id, curves: test, restoredEpoch: trial.restoredEpoch, correct: correct)
    case .values: return nil
    }
  }
}

extension ResultLock.Trial {
  /// Takes down one trial.
  ///
  /// - Parameters:
  ///   - record: What was trained.
  ///   - sealed: Its test-set side, where it was opened.
  ///   - sealedDigest: The digest of that side, opened or not.
  ///   - isReported: Whether it stands behind a row.
  ///   - epoch: The epoch whose values count, from 1; 0 when nothing was measured.
  package init(
    _ record: TrialRecord, sealed: SealedRecord?, sealedDigest: String?, isReported: Bool,
    epoch: Int
  ) {
    id = record.id
    seed = record.seed
    tier = record.tier
    blasCore = record.blasCore
    parameterCount = record.parameterCount
    restoredEpoch = record.restoredEpoch
    hasPredictedClasses = record.hasPredictedClasses
    correctDigest = sealed?.correctDigest
    if record.state.isFailed {
      // What the system said is not the same everywhere.
      state = .failed("")
      (recordDigest, self.sealedDigest) = (nil, nil)
    } else {
      state = record.state
      recordDigest = record.digest
      self.sealedDigest = sealed?.digest ?? sealedDigest
    }
    if isReported {
      content = .curves(record.curves, test: sealed?.curves ?? [:])
    } else {
      content = .values(
        epoch: epoch,
        record.curves.mapValues { $0.indices.contains(epoch - 1) ? $0[epoch - 1] : nil })
    }
  }

  /// The record, with nothing but the values that count where the trial is not reported.
  package var record: TrialRecord {
    let curves: [Metric: Curve]
    switch content {
    case .curves(let open, _): curves = open
    case .values(let epoch, let values):
      curves = values.mapValues { value in
        epoch < 1 ? [] : Array(repeating: nil, count: epoch - 1) + [value]
      }
    }
    return TrialRecord(
      id: id, seed: seed, state: state, curves: curves, restoredEpoch: restoredEpoch, tier: tier,
      blasCore: blasCore, parameterCount: parameterCount, seconds: 0,
      hasPredictedClasses: hasPredictedClasses)
  }
}

extension Results {
  /// The epoch whose values count for a trial, from 1; 0 when nothing was measured.
  package func epoch(of record: TrialRecord) -> Int {
    let last = record.curves.values.map(\.count).max() ?? 0
    switch experiment.select.at {
    case .last: return record.restoredEpoch ?? last
    case .best: return record.state == .finished ? (bestEpoch(of: record) ?? last - 1) + 1 : last
    }
  }
}

extension TrialState {
  fileprivate var isFailed: Bool {
    switch self {
    case .failed: true
    case .finished, .diverged: false
    }
  }

  /// Whether the trial keeps the results from being complete.
  fileprivate func countsAsFailed(_ policy: RunPolicy) -> Bool {
    switch self {
    case .finished: false
    case .diverged: policy.onDivergence == .fail
    case .failed: true
    }
  }
}
