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
    let predictions = try experiment.report.predictions ? PredictedBits(in: folder) : nil
    let sweep = try Sweep(
      experiment, records: lock.records, identify: TrialIdentities.recorded(in: lock.origin))
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
    if let predictions { compare(predictions, path: path) }
  }

  /// The bits are not in the lock, but their digest is.
  private mutating func compare(_ predictions: PredictedBits, path: String) {
    let file = "\(path)/\(PredictionsFile.fileName)"
    let digests = Dictionary(uniqueKeysWithValues: lock.trials.map { ($0.id, $0.correctDigest) })
    for variant in experiment.variants.indices {
      for trial in results.finishedTrials(of: variant) {
        let row = "\(experiment.variants[variant].name), \(trial.seed)"
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

  init(in folder: URL) throws {
    let name = PredictionsFile.fileName
    var ignored = DiagnosticList()
    guard let bytes = try DurableFile.read(folder.appending(path: name)),
      let document = CSVReader.read(bytes, name: name, into: &ignored),
      let trial = document.column("trial"), let correct = document.column("correct")
    else { return }
    for row in 0..<document.rowCount {
      let id = document.text(row, trial)
      bits[id] = Data(base64Encoded: document.text(row, correct)).map { Array($0) }
      lines[id] = document.line(row)
    }
  }
}
