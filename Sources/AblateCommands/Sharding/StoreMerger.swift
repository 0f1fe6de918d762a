internal import Foundation
internal import Records

/// Unites stores: the trials of all of them, each once.
struct StoreMerger {
  /// One of the stores, with its name for messages.
  struct Source {
    var name: String
    var store: TrialStore
  }

  let sources: [Source]
  let target: Source

  /// What keeps the stores from being united, one sentence each.
  private(set) var conflicts: [String] = []
  /// Trials that cannot be trusted and are left out, one sentence each.
  private(set) var damages: [String] = []
  /// From where each trial comes that the target does not have in its best form.
  private(set) var choices: [(id: String, source: Source)] = []
  private var canaries: [CanaryRecord] = []

  /// Compares everything and writes nothing.
  ///
  /// - Throws: `StoreError` when a file cannot be read.
  init(_ sources: [Source], into target: Source) throws {
    self.sources = sources
    self.target = target
    try compareCanaries()
    var ids: Set<String> = []
    for source in sources { ids.formUnion(try source.store.allIDs().filter(TrialStore.isID)) }
    for id in ids.sorted() { try compare(id) }
  }

  private mutating func compareCanaries() throws {
    var known: [(canary: CanaryRecord, name: String)] = []
    for source in [target] + sources {
      for canary in try source.store.canaries() {
        if let other = known.first(where: { !$0.canary.agrees(with: canary) }) {
          conflicts.append(Self.clause(canary, source.name, other.canary, other.name))
        }
        known.append((canary, source.name))
      }
    }
    var seen: Set<CanaryRecord> = []
    canaries = known.map(\.canary).filter { seen.insert($0).inserted }
  }

  private static func clause(
    _ canary: CanaryRecord, _ name: String, _ other: CanaryRecord, _ otherName: String
  ) -> String {
    let differences = other.machine.differences(from: canary.machine)
    let reason =
      differences.isEmpty
      ? "on machines that look the same" : differences.joined(separator: ", ")
    return "the common trial \(canary.trial.prefix(8)) has other bits in \(otherName) than in "
      + "\(name): \(reason)"
  }

  private mutating func compare(_ id: String) throws {
    var best: (record: TrialRecord, sealed: String, source: Source)?
    for source in [target] + sources {
      let record: TrialRecord
      switch try source.store.load(id) {
      case .absent: continue
      case .damaged(let reason):
        damages.append(reason)
        continue
      case .intact(let found): record = found
      }
      // Predicted classes may have been asked for in one of the stores only.
      guard let sealed = try source.store.sealedDigest(id, isWhole: false).record else { continue }
      guard let chosen = best else {
        best = (record, sealed, source)
        continue
      }
      guard chosen.record.agrees(with: record), chosen.sealed == sealed else {
        conflicts.append(
          "trial \(id) has one result in \(chosen.source.name) and another in \(source.name)"
            + Self.kernels(chosen.record, record))
        continue
      }
      if Self.isBetter(record, in: source, than: chosen.record, in: chosen.source) {
        best = (record, sealed, source)
      }
    }
    if let best, best.source.name != target.name { choices.append((id, best.source)) }
  }

  private static func kernels(_ lhs: TrialRecord, _ rhs: TrialRecord) -> String {
    lhs.blasCore == rhs.blasCore
      ? "" : " (OpenBLAS kernel '\(lhs.blasCore)' and '\(rhs.blasCore)')"
  }

  /// Whether of two records of one training the first is to be kept: the one that measured more, then
  /// the one with weights, then by kernel, so that the order of the stores does not matter.
  private static func isBetter(
    _ record: TrialRecord, in source: Source, than other: TrialRecord, in otherSource: Source
  ) -> Bool {
    if record.valueCount != other.valueCount { return record.valueCount > other.valueCount }
    let hasWeights = source.store.hasWeights(record.id)
    let otherHasWeights = otherSource.store.hasWeights(record.id)
    if hasWeights != otherHasWeights { return hasWeights }
    return record.blasCore < other.blasCore
  }

  /// Writes the trials that the target lacks.
  ///
  /// - Parameter isMixed: Whether to unite in spite of conflicts, and to mark the target.
  /// - Throws: `StoreError`; what was copied before is kept.
  func write(isMixed: Bool) throws {
    for (id, source) in choices { try target.store.copy(id, from: source.store) }
    for canary in canaries { try target.store.save(canary) }
    var lines = Set(try ([target] + sources).flatMap { try $0.store.mixture() })
    if isMixed { lines.formUnion(conflicts) }
    if !lines.isEmpty { try target.store.mark(mixture: lines.sorted()) }
  }
}
