internal import Selecting
internal import Foundation
internal import Guarding
internal import Records
internal import Reporting
internal import Specification
internal import Sweeping

/// What was checked and what came out, for continuous integration.
final class CheckList: Sendable {
  /// One check.
  struct Item: Sendable, Equatable {
    /// What belongs together; an experiment and a kind of check.
    var group: String
    var title: String
    /// What is wrong, or `nil`.
    var failure: String?
    /// Why it was not checked; `nil` when it was.
    var skipped: String?
  }

  private let contents = Guarded<[Item]>([])

  var items: [Item] { contents.withLock { $0 } }

  func add(_ group: String, _ title: String, failure: String?) {
    contents.withLock { $0.append(Item(group: group, title: title, failure: failure)) }
  }

  /// Takes down what could not be checked.
  func skip(_ group: String, _ title: String, because reason: String) {
    contents.withLock { $0.append(Item(group: group, title: title, skipped: reason)) }
  }

  /// Takes down that no gate of an experiment was held against its rows.
  func skipGates(of experiment: Experiment, because reason: String) {
    for gate in experiment.gates {
      skip("\(experiment.name) expect", gate.title, because: reason)
    }
  }

  func add(_ gates: [ExpectationCheck], of experiment: Experiment) {
    for gate in gates {
      add("\(experiment.name) expect", gate.title, failure: gate.failure?.description)
    }
  }

  /// Takes down what became of the trials of a run, and which are not there.
  func add(_ outcome: SweepOutcome, of experiment: Experiment) {
    let line = TrialLine(experiment)
    let failed = Set(outcome.failed)
    let group = "\(experiment.name) trials"
    for planned in outcome.trials {
      let label = line.label(of: planned)
      guard let record = outcome.records[planned.id] else {
        skip(group, label, because: "it is not in the store")
        continue
      }
      add(
        group, label, failure: failed.contains(planned.id) ? line.outcome(of: record) : nil)
    }
    for phase in outcome.sweep.undetermined {
      skip(group, "phase \(phase.title)", because: "trials of earlier phases are not in the store")
    }
  }

  /// Writes JUnit's XML.
  ///
  /// - Parameter path: The file, or `nil` when nobody asked for one.
  /// - Throws: `StoreError` when it cannot be written.
  func write(to path: String?) throws {
    guard let path else { return }
    let url = URL(filePath: path, directoryHint: .notDirectory)
    try DurableFile.makeFolder(url.deletingLastPathComponent())
    try DurableFile.write(Array(JUnitReport.text(items).utf8), to: url)
  }
}
