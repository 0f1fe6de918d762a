package import Records

/// Where finished trials are kept and looked for.
///
/// Its calls come from worker threads, several at once but never for the same trial.
package protocol TrialArchive: Sendable {
  /// The record of a trial that need not be trained again.
  ///
  /// - Returns: `nil` when there is none, or one that lacks something that is to be measured.
  /// - Throws: When the archive cannot be read.
  func usableRecord(id: String) throws -> TrialRecord?

  /// The records of trials that need not be trained again, by id.
  ///
  /// - Throws: When the archive cannot be read.
  func usableRecords(ids: [String]) throws -> [String: TrialRecord]

  /// Claims a trial, so that no other process trains it at the same time.
  ///
  /// - Returns: Something that holds the claim as long as it is referred to, or `nil` when another
  ///   process has it.
  /// - Throws: When the archive cannot be written.
  func claim(id: String) throws -> (any Sendable)?

  /// Keeps a trained trial.
  ///
  /// - Throws: When it cannot be written; the sweep stops then.
  func keep(_ outcome: TrialOutcome) throws
}

extension TrialArchive {
  package func usableRecords(ids: [String]) throws -> [String: TrialRecord] {
    var records: [String: TrialRecord] = [:]
    for id in ids { records[id] = try usableRecord(id: id) }
    return records
  }
}
