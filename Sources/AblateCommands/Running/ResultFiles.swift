internal import Foundation
internal import Records
internal import Reporting
internal import Specification

/// Puts results together and writes their folder.
enum ResultFiles {
  /// Opens the seals of the reported trials.
  ///
  /// - Parameters:
  ///   - selector: Names the trials.
  ///   - records: What has been trained, by id.
  ///   - store: Has the seals.
  /// - Returns: All that tables are made of.
  /// - Throws: When a seal cannot be read, or is damaged.
  static func collect(
    _ selector: Selector, _ records: [String: TrialRecord], _ store: TrialStore
  ) throws -> Results {
    try Results(selector, records: records) { id in
      switch try store.loadSealed(id) {
      case .intact(let sealed): return sealed
      case .absent: return nil
      case .damaged(let reason): throw EnvironmentError(reason)
      }
    }
  }

  /// Writes `<folder>/<name>/` and says where.
  ///
  /// - Parameters:
  ///   - results: What to write.
  ///   - folder: `results`, or the value of `--out`.
  ///   - console: Gets the messages.
  ///   - isQuiet: Whether to leave out the message where the files are.
  /// - Throws: When the folder cannot be written.
  static func write(
    _ results: Results, below folder: URL, _ console: Console, isQuiet: Bool
  ) throws {
    let target = folder.appending(path: results.experiment.name, directoryHint: .isDirectory)
    let changed = try ResultFolder(results).write(
      to: target, path: console.environment["PATH"], warn: { console.complain($0) })
    if isQuiet { return }
    console.complain(message(changed.count, in: target.relativePath))
  }

  private static func message(_ changed: Int, in path: String) -> String {
    switch changed {
    case 0: "\(path) is up to date"
    case 1: "changed 1 file in \(path)"
    default: "changed \(changed) files in \(path)"
    }
  }
}
