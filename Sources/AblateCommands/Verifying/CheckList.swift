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
    /// Why it was not checked, if it was not.
    var skipped: String?
  }

  private let contents = Guarded<[Item]>([])

  var items: [Item] { contents.withLock { $0 } }

  func add(_ group: String, _ title: String, failure: String?, skipped: String? = nil) {
    let item = Item(group: group, title: title, failure: failure, skipped: skipped)
    contents.withLock { $0.append(item) }
  }

  func add(_ gates: [ExpectationCheck], of experiment: Experiment) {
    for gate in gates {
      add("\(experiment.name) expect", gate.title, failure: gate.failure?.description)
    }
  }

  /// Takes down what became of the trials of a run; while some are missing no gate can be evaluated.
  func add(_ outcome: SweepOutcome, of experiment: Experiment) {
    let line = TrialLine(experiment)
    let failed = Set(outcome.failed)
    for planned in outcome.trials {
      let group = "\(experiment.name) trials"
      guard let record = outcome.records[planned.id] else {
        add(group, line.label(of: planned), failure: nil, skipped: "not trained yet")
        continue
      }
      add(
        group, line.label(of: planned),
        failure: failed.contains(planned.id) ? line.outcome(of: record) : nil)
    }
    if !outcome.missing.isEmpty, !experiment.expectations.isEmpty {
      add(
        "\(experiment.name) expect", "all expectations", failure: nil,
        skipped: "trials are missing")
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
