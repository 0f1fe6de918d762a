internal import Comparing
internal import Diagnostics
internal import Foundation
internal import Records
internal import Reporting
internal import Selecting
internal import Specification

/// Results as a lock and an experiment file give them, without a store.
struct LockedResults {
  let lock: ResultLock
  /// With the settings that its records determine.
  let experiment: Experiment
  let results: Results
  /// What is wrong with the lock and with the bits of single test examples.
  private(set) var discrepancies: [FileDiscrepancy] = []

  /// Renders nothing, trains nothing.
  ///
  /// - Parameters:
  ///   - lock: The lock.
  ///   - experiment: What it was made from.
  ///   - folder: The results folder.
  ///   - path: As messages show it.
  /// - Throws: `StoreError` when a file cannot be read, `UnresolvedSetting` when the records select
  ///   something that cannot be gone on from.
  init(_ lock: ResultLock, _ experiment: Experiment, in folder: URL, path: String) throws {
    self.lock = lock
    let sweep = try Sweep(
      experiment, records: lock.records, identify: TrialIdentities.recorded(in: lock.origin))
    let predictions =
      try experiment.report.predictions
      ? PredictedBits(in: folder, ids: Self.reportedIDs(sweep, lock)) : nil
    self.experiment = sweep.experiment
    var results = Results(
      sweep, records: lock.records, testSets: Self.testSets(sweep.experiment, lock)
    ) { id in
      lock.sealed(id, correct: predictions?.bits[id] ?? [])
    }
    for trial in lock.trials { results.countedConfusions[trial.id] = trial.confusion }
    self.results = results
    for trial in lock.trials where trial.isOpened && trial.record.digest != trial.recordDigest {
      discrepancies.append(
        FileDiscrepancy(
          "\(path)/\(ResultLock.fileName)", row: trial.id,
          "the curves do not have the digest that stands beside them"))
    }
    compareData(path: path)
    if let predictions { compare(predictions, path: path) }
  }

  /// What a trial was trained on must be what the experiment says; locks of earlier versions do not
  /// tell.
  private mutating func compareData(path: String) {
    guard lock.origin.data.count > 1 else { return }
    let stated = Dictionary(uniqueKeysWithValues: lock.trials.map { ($0.id, $0.data) })
    var known: Set<String> = []
    for planned in results.trials where known.insert(planned.id).inserted {
      let candidates = experiment.variants[planned.variant].candidates
      guard let data = stated[planned.id] ?? nil,
        data != candidates[planned.candidate].trial.data.selectionDigest
      else { continue }
      discrepancies.append(
        FileDiscrepancy(
          "\(path)/\(ResultLock.fileName)", row: planned.id,
          "it says that the trial was trained on other data than the experiment file says"))
    }
  }

  /// The bits are not in the lock, but their digest is.
  private mutating func compare(_ predictions: PredictedBits, path: String) {
    let file = "\(path)/\(PredictionsFile.fileName)"
    let digests = Dictionary(uniqueKeysWithValues: lock.trials.map { ($0.id, $0.correctDigest) })
    for variant in experiment.variants.indices {
      for trial in results.finishedTrials(of: variant) {
        let row = PredictedBits.name(experiment.variants[variant].name, "\(trial.seed)")
        guard let bits = predictions.bits[trial.id] else {
          discrepancies.append(FileDiscrepancy(file, row: row, "is missing or cannot be read"))
          continue
        }
        if SealedRecord.digest(ofCorrect: bits) == digests[trial.id] ?? nil { continue }
        discrepancies.append(
          FileDiscrepancy(
            file, line: predictions.lines[trial.id], row: row, column: "correct",
            "is not what the trial has right"))
      }
    }
  }

  /// The trials that the rows report, by what names them in `predictions.csv`.
  private static func reportedIDs(_ sweep: Sweep, _ lock: ResultLock) -> [String: String] {
    var ids: [String: String] = [:]
    for (variant, selection) in zip(sweep.experiment.variants, sweep.selections(lock.records)) {
      for trial in selection.winner?.reportedTrials ?? [] {
        ids[PredictedBits.name(variant.name, "\(trial.seed)")] = trial.id
      }
    }
    return ids
  }

  private static func testSets(
    _ experiment: Experiment, _ lock: ResultLock
  ) -> [DataSpecification: TestSet] {
    var known: [String: TestSet] = [:]
    for data in lock.origin.data { known[data.selection] = data.testSet }
    var sets: [DataSpecification: TestSet] = [:]
    for variant in experiment.variants {
      for candidate in variant.candidates {
        let data = candidate.trial.data
        sets[data] = known[data.selectionDigest]
      }
    }
    return sets
  }
}

/// Which examples `predictions.csv` says that each trial has right.
private struct PredictedBits {
  private(set) var bits: [String: [UInt8]] = [:]
  private(set) var lines: [String: Int] = [:]

  /// - Parameters:
  ///   - folder: The results folder.
  ///   - ids: The trials by the names of their rows, in which an identity may have been changed.
  /// - Throws: `StoreError` when the file is there but cannot be read.
  init(in folder: URL, ids: [String: String]) throws {
    let name = PredictionsFile.fileName
    var ignored = DiagnosticList()
    guard let bytes = try DurableFile.read(folder.appending(path: name)),
      let document = CSVReader.read(bytes, name: name, into: &ignored),
      let variant = document.column("variant"), let seed = document.column("seed"),
      let trial = document.column("trial"), let correct = document.column("correct")
    else { return }
    for row in 0..<document.rowCount {
      let name = Self.name(document.text(row, variant), document.text(row, seed))
      let id = ids[name] ?? document.text(row, trial)
      bits[id] = Data(base64Encoded: document.text(row, correct)).map { Array($0) }
      lines[id] = document.line(row)
    }
  }

  /// What names a row.
  static func name(_ variant: String, _ seed: String) -> String { "\(variant), \(seed)" }
}
