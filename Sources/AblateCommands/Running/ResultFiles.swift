internal import Datasets
internal import Foundation
internal import Guarding
internal import Records
internal import Reporting
internal import Selecting
internal import Specification

/// Puts results together and writes their folder.
enum ResultFiles {
  /// Opens the seals of the reported trials.
  ///
  /// - Parameters:
  ///   - sweep: Has gone through all phases that the records determine.
  ///   - records: What has been trained, by id.
  ///   - store: Has the seals.
  ///   - library: Has the data.
  /// - Returns: All that tables are made of.
  /// - Throws: When a seal cannot be read, or is damaged.
  static func collect(
    _ sweep: Sweep, _ records: [String: TrialRecord], _ store: TrialStore,
    _ library: DatasetLibrary
  ) throws -> Results {
    let testSets = try testSets(of: sweep.experiment, library)
    return try Results(sweep, records: records, testSets: testSets) { id in
      switch try store.loadSealed(id) {
      case .intact(let sealed): return sealed.restricted(to: sweep.experiment.policy)
      case .absent: return nil
      case .damaged(let reason): throw EnvironmentError(reason)
      }
    }
  }

  /// What the trials are tested on, where the report says more than shares.
  private static func testSets(
    of experiment: Experiment, _ library: DatasetLibrary
  ) throws -> [DataSpecification: TestSet] {
    let report = experiment.report
    guard report.predictions || report.confusion else { return [:] }
    var sets: [DataSpecification: TestSet] = [:]
    for variant in experiment.variants {
      for candidate in variant.candidates where sets[candidate.trial.data] == nil {
        let dataset = try library.dataset(for: candidate.trial.data)
        sets[candidate.trial.data] = TestSet(
          digest: dataset.testDigest, count: dataset.test.count,
          labels: report.confusion ? dataset.test.labels : [],
          classNames: dataset.description.classNames)
      }
    }
    return sets
  }

  /// Writes `<folder>/<name>/` and says where.
  ///
  /// - Parameters:
  ///   - results: What to write.
  ///   - table: Their table.
  ///   - origin: What they were made from.
  ///   - store: Has the trials.
  ///   - folder: `results`, or the value of `--out`.
  ///   - console: Gets the messages.
  ///   - isQuiet: Whether to leave out the message where the files are.
  /// - Throws: When the folder cannot be written, or the store not be read.
  static func write(
    _ results: Results, _ table: ResultTable, _ origin: ResultLock.Origin, _ store: TrialStore,
    below folder: URL, _ console: Console, isQuiet: Bool
  ) throws {
    let target = folder.appending(path: results.experiment.name, directoryHint: .isDirectory)
    let lock = ResultLock(
      results, origin, sealedDigests: try sealedDigests(of: results, store))
    let changed = try ResultFolder(results, table: table, lock: lock).write(
      to: target, path: console.environment["PATH"], warn: { console.complain($0) })
    if isQuiet { return }
    console.complain(message(changed.count, in: target.relativePath))
  }

  /// Makes sure that `<folder>/<name>/` can be made and written; nothing is made yet.
  ///
  /// - Throws: `StoreError` that says what is in the way.
  static func requireWritable(_ folder: URL, _ experiment: Experiment) throws {
    try DurableFile.requireWritable(
      folder: folder.appending(path: experiment.name, directoryHint: .isDirectory))
  }

  /// The digests of the seals that stay closed.
  private static func sealedDigests(
    of results: Results, _ store: TrialStore
  ) throws -> [String: String] {
    let isWhole = results.experiment.policy.predictedClasses
    let ids = Set(results.trials.map(\.id)).filter { results.sealed[$0] == nil }.sorted()
    let found = try ids.concurrentMap { id throws(StoreError) in
      try store.sealedDigest(id, isWhole: isWhole)
    }
    var digests: [String: String] = [:]
    for (id, digest) in zip(ids, found) {
      switch digest {
      case .intact(let digest): digests[id] = digest
      case .absent: break
      case .damaged(let reason): throw EnvironmentError(reason)
      }
    }
    return digests
  }

  private static func message(_ changed: Int, in path: String) -> String {
    switch changed {
    case 0: "\(path) is up to date"
    case 1: "changed 1 file in \(path)"
    default: "changed \(changed) files in \(path)"
    }
  }
}
