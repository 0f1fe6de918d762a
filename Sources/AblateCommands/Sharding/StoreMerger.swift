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
  /// The same for the marks of a store that has united them: without the names of folders, and in
  /// whatever order the stores were given.
  private var marks: Set<String> = []
  /// Files that cannot be trusted, and what becomes of their trials, one sentence each.
  private(set) var damages: [String] = []
  /// From where each trial comes that the target does not have in its best form.
  private(set) var choices: [Choice] = []
  private var canaries: [CanaryRecord] = []

  /// A trial to copy.
  struct Choice {
    var id: String
    var source: Source
    /// Whether the target may have another result, of which nothing must stay.
    var replaces: Bool
  }

  /// What a store has of a trial.
  private struct Found {
    var record: TrialRecord
    var sealed: String
    var source: Source

    /// Says the same for the same result, wherever it is found.
    var digests: [String] { [record.digest, sealed] }
  }

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
    // Of two that have one file the last stays; it must be the same one in every order.
    canaries = Set(known.map(\.canary)).sorted { $0.precedes($1) }.reversed()
    markCanaries()
  }

  /// Compares every common trial with the first of its results.
  private mutating func markCanaries() {
    for (trial, found) in Dictionary(grouping: canaries.reversed(), by: \.trial) {
      guard let first = found.first else { continue }
      for other in found where !first.agrees(with: other) {
        let reason = Self.difference(first.machine, other.machine)
        marks.insert(
          "the common trial \(trial.prefix(8)) has the results \(Self.short(first.digests)) and "
            + "\(Self.short(other.digests)): \(reason)")
      }
    }
  }

  /// Enough of the digests of a result's two records to tell it from others.
  private static func short(_ digests: [String]) -> String {
    digests.map { $0.prefix(16) }.joined(separator: "/")
  }

  private static func clause(
    _ canary: CanaryRecord, _ name: String, _ other: CanaryRecord, _ otherName: String
  ) -> String {
    "the common trial \(canary.trial.prefix(8)) has other bits in \(otherName) than in \(name): "
      + difference(other.machine, canary.machine)
  }

  private static func difference(
    _ machine: CanaryRecord.Machine, _ other: CanaryRecord.Machine
  ) -> String {
    let differences = machine.differences(from: other)
    return differences.isEmpty
      ? "on machines that look the same" : differences.joined(separator: ", ")
  }

  private mutating func compare(_ id: String) throws {
    var damaged: [String] = []
    var found: [Found] = []
    for source in [target] + sources {
      switch try source.store.load(id) {
      case .absent: continue
      case .damaged(let reason): damaged.append(reason)
      case .intact(let record):
        // Predicted classes may have been asked for in one of the stores only.
        guard let sealed = try source.store.sealedDigest(id, isWhole: false).record else {
          continue
        }
        found.append(Found(record: record, sealed: sealed, source: source))
      }
    }
    let fate = found.isEmpty ? "the trial is left out" : "the trial is taken from elsewhere"
    damages += damaged.map { "\($0); \(fate)" }
    guard var best = found.first else { return }
    let known = conflicts.count
    for other in found.dropFirst() {
      guard best.record.agrees(with: other.record), best.sealed == other.sealed else {
        conflicts.append(
          "trial \(id) has one result in \(best.source.name) and another in \(other.source.name)"
            + Self.kernels(best.record, other.record))
        continue
      }
      if Self.isBetter(other, than: best) { best = other }
    }
    let isMixed = conflicts.count > known
    if isMixed {
      best = found.dropFirst().reduce(found[0]) { Self.comesFirst($1, before: $0) ? $1 : $0 }
      let results = Set(found.map { Self.short($0.digests) }).sorted()
      marks.insert("trial \(id) has the results \(results.joined(separator: " and "))")
    }
    guard best.source.name != target.name else { return }
    choices.append(Choice(id: id, source: best.source, replaces: isMixed))
  }

  private static func kernels(_ lhs: TrialRecord, _ rhs: TrialRecord) -> String {
    lhs.blasCore == rhs.blasCore
      ? "" : " (OpenBLAS kernel '\(lhs.blasCore)' and '\(rhs.blasCore)')"
  }

  /// Whether of two records of one training the first is to be kept: the one that measured more, then
  /// the one with weights, then by kernel, so that the order of the stores does not matter.
  private static func isBetter(_ found: Found, than other: Found) -> Bool {
    let (record, otherRecord) = (found.record, other.record)
    if record.valueCount != otherRecord.valueCount {
      return record.valueCount > otherRecord.valueCount
    }
    let hasWeights = found.source.store.hasWeights(record.id)
    let otherHasWeights = other.source.store.hasWeights(record.id)
    if hasWeights != otherHasWeights { return hasWeights }
    return record.blasCore < otherRecord.blasCore
  }

  /// Whether of two results of one trial the first is to be kept, in whatever order they are found.
  private static func comesFirst(_ found: Found, before other: Found) -> Bool {
    let (digests, others) = (found.digests, other.digests)
    return digests == others
      ? isBetter(found, than: other) : digests.lexicographicallyPrecedes(others)
  }

  /// Writes the trials that the target lacks.
  ///
  /// - Parameter isMixed: Whether to unite in spite of conflicts, and to mark the target.
  /// - Throws: `StoreError`; what was copied before is kept.
  func write(isMixed: Bool) throws {
    for choice in choices {
      // Without its record first, a trial that is half replaced counts as absent.
      if choice.replaces { try target.store.removeTrial(choice.id) }
      try target.store.copy(choice.id, from: choice.source.store)
    }
    for canary in canaries { try target.store.save(canary) }
    var lines = Set(try ([target] + sources).flatMap { try $0.store.mixture() })
    if isMixed { lines.formUnion(marks) }
    if !lines.isEmpty { try target.store.mark(mixture: lines.sorted()) }
  }
}

extension CanaryRecord {
  fileprivate var digests: [String] { [recordDigest, sealedDigest] }

  /// An order that has nothing to do with where the records were found.
  fileprivate func precedes(_ other: CanaryRecord) -> Bool {
    let text = machine.features.map { "\($0.name)=\($0.value)" }
    let otherText = other.machine.features.map { "\($0.name)=\($0.value)" }
    return ([trial] + digests + text).lexicographicallyPrecedes(
      [other.trial] + other.digests + otherText)
  }
}
