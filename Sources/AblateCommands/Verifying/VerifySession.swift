internal import Comparing
internal import Engine
internal import Foundation
internal import Records
internal import Reporting
internal import Specification

/// Verifies results folders: files against lock and experiment file, the lock against the store.
struct VerifySession {
  var console: Console
  var loader: ExperimentLoader
  /// `nil` where there is none.
  var store: TrialStore?
  /// The experiment file; `nil`: it is looked for.
  var experimentFile: String?
  var checks: CheckList
  /// How to train again; `nil`: nothing is trained.
  var retraining: Retraining?

  /// Verifies one results folder.
  ///
  /// - Parameter path: As the user gave it.
  /// - Returns: `.gate` when something does not fit.
  /// - Throws: What keeps the folder from being looked at.
  func verify(_ path: String) throws -> ExitCode {
    let folder: LockedFolder
    do {
      folder = try LockedFolder(path, experimentFile: experimentFile, loader)
    } catch let refusal as LockedFolder.Refusal {
      checks.add("\(path) verify", refusal.title, failure: refusal.reason ?? "invalid")
      if let reason = refusal.reason { console.complain(reason) }
      return refusal.code
    }
    let (locked, shown) = (folder.locked, folder.path)
    let lock = locked.lock
    var code = try compareFiles(locked, folder.url, shown)
    let comparison = try store.map { try StoreComparison(locked, $0) }
    if let comparison { code = code.combined(with: judge(comparison, locked, shown)) }
    if !lock.isComplete {
      code = fail(lock, "complete", "\(shown): a trial failed, so that the results are incomplete")
    }
    code = code.combined(with: judge(locked))
    for line in lock.origin.mixture {
      console.complain("\(shown): made on machines that differ: \(line)")
    }
    if code == .success { say(locked, comparison, shown, folder.file) }
    guard let retraining else { return code }
    return code.combined(with: try retraining.run(locked, loader.library, console, checks))
  }

  /// Says that a check failed.
  private func fail(_ lock: ResultLock, _ title: String, _ reason: String) -> ExitCode {
    checks.add("\(lock.origin.name) verify", title, failure: reason)
    console.complain(reason)
    return .gate
  }

  /// The number of differences that are shown of one file.
  private static let mostShown = 10

  private func compareFiles(
    _ locked: LockedResults, _ folder: URL, _ shown: String
  ) throws -> ExitCode {
    let expected = ResultFolder(locked.results, lock: locked.lock.retaken(from: locked.results))
    var findings = try FolderVerifier(folder, path: shown).findings(expected)
    // Bits that are not the trial's are reported once, by their digest.
    findings.discrepancies = locked.discrepancies + findings.discrepancies
    for note in findings.notes { console.complain(note) }
    let byFile = Dictionary(grouping: findings.discrepancies, by: \.path)
    let group = "\(locked.experiment.name) verify"
    for file in findings.files.map({ "\(shown)/\($0.name)" }) where byFile[file] == nil {
      checks.add(group, file, failure: nil)
    }
    for file in byFile.keys.sorted() {
      let places = (byFile[file] ?? []).map(\.description)
      checks.add(group, file, failure: places.prefix(Self.mostShown).joined(separator: "\n"))
      for place in places.prefix(Self.mostShown) { console.complain(place) }
      if places.count > Self.mostShown {
        console.complain("\(file): and \(places.count - Self.mostShown) more differences")
      }
    }
    return byFile.isEmpty ? .success : .gate
  }

  private func judge(_ comparison: StoreComparison, _ locked: LockedResults, _ shown: String)
    -> ExitCode
  {
    for reason in comparison.disagreements { console.complain("\(shown): \(reason)") }
    if comparison.compared > 0 {
      let reasons = comparison.disagreements.joined(separator: "\n")
      checks.add(
        "\(locked.experiment.name) verify", "records in the store",
        failure: reasons.isEmpty ? nil : reasons)
    }
    return comparison.disagreements.isEmpty ? .success : .gate
  }

  private func judge(_ locked: LockedResults) -> ExitCode {
    let gates = locked.results.expectationChecks()
    checks.add(gates, of: locked.experiment)
    let failures = gates.compactMap(\.failure)
    for failure in failures { console.complain("expectation not met: \(failure)") }
    return failures.isEmpty ? .success : .gate
  }

  /// One line about a folder that fits.
  private func say(
    _ locked: LockedResults, _ comparison: StoreComparison?, _ shown: String, _ file: String
  ) {
    func count(_ number: Int, _ noun: String) -> String {
      "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
    var line = "\(shown): all files fit the lock and \(file), "
    line += count(locked.lock.trials.count, "trial")
    if let comparison, comparison.compared > 0 {
      let total = comparison.compared + comparison.absent
      line += ", "
      line += comparison.absent == 0 ? "all" : "\(comparison.compared) of \(total)"
      line += " as in the store"
    }
    let gates = locked.experiment.expectations.count
    if gates > 0 { line += ", \(count(gates, "expectation")) met" }
    console.output.writeLine(line)
  }
}

extension ResultLock {
  /// The lock that these results would get now, if nothing but them decided.
  fileprivate func retaken(from results: Results) -> ResultLock {
    var digests: [String: String] = [:]
    for trial in trials { digests[trial.id] = trial.sealedDigest }
    var copy = ResultLock(results, origin, sealedDigests: digests)
    let byID = Dictionary(uniqueKeysWithValues: trials.map { ($0.id, $0) })
    for index in copy.trials.indices {
      // Locks of earlier versions do not say which data a trial used; what they say is judged elsewhere.
      copy.trials[index].data = byID[copy.trials[index].id]?.data
      // Digests cannot be computed from a part of a record.
      copy.trials[index].recordDigest = byID[copy.trials[index].id]?.recordDigest
      copy.trials[index].sealedDigest = byID[copy.trials[index].id]?.sealedDigest
      copy.trials[index].correctDigest = byID[copy.trials[index].id]?.correctDigest
    }
    return copy
  }
}
