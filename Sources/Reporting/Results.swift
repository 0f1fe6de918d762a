package import Records
package import Selecting
package import Specification
package import Statistics

/// What examples a trial was tested on.
package struct TestSet: Hashable, Sendable {
  package var digest: String
  package var count: Int
  /// The class of each example; empty unless a confusion matrix is asked for.
  package var labels: [UInt8]
  package var classNames: [String]

  package init(digest: String, count: Int, labels: [UInt8] = [], classNames: [String] = []) {
    self.digest = digest
    self.count = count
    self.labels = labels
    self.classNames = classNames
  }
}

/// Everything that tables and figures are made of.
package struct Results: Sendable {
  package let experiment: Experiment
  /// One for each variant, in declared order.
  package let selections: [VariantSelection]
  /// The trials of all phases that are determined, by phase, then in declared order.
  package let trials: [PlannedTrial]
  package let records: [String: TrialRecord]
  /// The opened seals: those of reported trials only.
  package let sealed: [String: SealedRecord]
  /// The examples that the trials were tested on, by the data they declare.
  package let testSets: [DataSpecification: TestSet]
  /// Test examples by actual, then predicted class, of trials whose predictions are not at hand.
  package var countedConfusions: [String: [[Int]]] = [:]

  /// Puts the outcome of an experiment together.
  ///
  /// - Parameters:
  ///   - sweep: Has gone through all phases that the records determine.
  ///   - records: What has been trained so far, by id.
  ///   - testSets: What is known of the test sets; `predictions.csv` and
  ///     confusion matrices need it.
  ///   - openSeal: The test-set side of a trial; asked for reported trials that finished or
  ///     diverged, and for no other.
  package init(
    _ sweep: Sweep, records: [String: TrialRecord],
    testSets: [DataSpecification: TestSet] = [:],
    openSeal: (String) throws -> SealedRecord?
  ) rethrows {
    experiment = sweep.experiment
    selections = sweep.selections(records)
    trials = sweep.planned
    self.records = records
    self.testSets = testSets
    var sealed: [String: SealedRecord] = [:]
    for id in Self.reportedIDs(selections) where records[id] != nil {
      sealed[id] = try openSeal(id)
    }
    self.sealed = sealed
  }

  /// The distinct trials behind the rows of the table, in declared order.
  private static func reportedIDs(_ selections: [VariantSelection]) -> [String] {
    var known: Set<String> = []
    return selections.flatMap { $0.winner?.reportedTrials ?? [] }.map(\.id)
      .filter { known.insert($0).inserted }
  }

  /// The trials that a variant's row reports; none when no setting was selected.
  package func reportedTrials(of variant: Int) -> [PlannedTrial] {
    selections[variant].winner?.reportedTrials ?? []
  }

  /// The trials among them that finished.
  package func finishedTrials(of variant: Int) -> [PlannedTrial] {
    reportedTrials(of: variant).filter { records[$0.id]?.state == .finished }
  }

  /// A metric by epoch; test metrics only where the seal was opened.
  package func curve(_ metric: Metric, of id: String) -> Curve? {
    metric.part == .test ? sealed[id]?.curves[metric] : records[id]?.curves[metric]
  }

  /// The number that tables show for a finished trial.
  ///
  /// With `at: best` that is the value after the epoch of the best selection metric, for every
  /// metric: what stopping there would have given.
  package func value(_ metric: Metric, of id: String) -> Double? {
    guard let record = records[id], record.state == .finished,
      let curve = curve(metric, of: id)
    else { return nil }
    switch experiment.select.at {
    case .last: return curve.value(atEnd: record.restoredEpoch)
    case .best:
      guard let epoch = bestEpoch(of: record), curve.indices.contains(epoch) else { return nil }
      return curve[epoch]
    }
  }

  /// The first epoch with the best value, counted from 0.
  func bestEpoch(of record: TrialRecord) -> Int? {
    let select = experiment.select
    var best: (epoch: Int, value: Double)?
    for (epoch, value) in (record.curves[select.metric] ?? []).enumerated() {
      guard let value else { continue }
      if best.map({ select.goal.isBetter(value, than: $0.value) }) ?? true {
        best = (epoch, value)
      }
    }
    return best?.epoch
  }

  /// The number of test examples by actual, then predicted class.
  ///
  /// - Returns: `nil` when predictions are missing or are not of this test set.
  func confusion(of id: String, _ testSet: TestSet) -> [[Int]]? {
    countedConfusions[id] ?? sealed[id].flatMap { Confusion.counts(testSet, $0.predicted) }
  }

  /// The metric over the finished trials of a row; `nil` unless each of them has it.
  package func summary(_ metric: Metric, of variant: Int) -> Summary? {
    let finished = finishedTrials(of: variant)
    let values = finished.compactMap { value(metric, of: $0.id) }
    return values.count == finished.count ? Summary(values) : nil
  }
}
