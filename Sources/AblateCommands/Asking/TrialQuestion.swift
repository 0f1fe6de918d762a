internal import Datasets
internal import Diagnostics
internal import Engine
internal import Foundation
internal import Records
internal import Reporting
internal import Specification
internal import Selecting

/// Says whether a trial is in the store, and if not, what it differs in from the nearest that is.
struct TrialQuestion {
  /// A trial that an experiment file asks for.
  struct Asked {
    var experiment: Experiment
    var planned: SweepTrial
    /// What decides its identity.
    var form: String
  }

  let store: TrialStore
  let console: Console
  private(set) var asked: [Asked] = []

  init(_ store: TrialStore, _ console: Console) {
    self.store = store
    self.console = console
  }

  /// Adds the trials that an experiment asks for, as far as the store determines them.
  ///
  /// - Throws: When its data or the store cannot be read.
  mutating func add(_ experiment: Experiment, _ library: DatasetLibrary) throws {
    let archive = StoreArchive(store: store, policy: experiment.policy, warn: { _ in })
    let identify = try TrialIdentities.make(for: experiment, library)
    let plan = try SweepPlan(
      Sweep(experiment, identify: identify), find: archive.usableRecords(ids:))
    for planned in plan.trials {
      let digest = try library.dataset(for: planned.trial.data).digest
      asked.append(
        Asked(
          experiment: plan.experiment, planned: planned,
          form: TrialIdentity.form(
            of: planned.trial, dataDigest: digest, numericsVersion: Numerics.version)))
    }
  }

  /// The trials whose identities begin with a text: of the files and of the store, sorted.
  func matches(_ prefix: String) throws -> [String] {
    let stored = try store.allIDs().filter { $0.hasPrefix(prefix) && TrialStore.isID($0) }
    return Set(stored + asked.map(\.planned.id).filter { $0.hasPrefix(prefix) }).sorted()
  }

  /// The answer about a trial; each line ends with a line feed.
  func answer(_ id: String) throws -> String {
    let places = asked.filter { $0.planned.id == id }
    var lines = ["trial \(id)"]
    lines += places.map { "  asked for by \($0.experiment.file.name): \(label($0))" }
    if places.isEmpty { lines.append("  asked for by none of the experiment files") }
    switch try store.load(id) {
    case .intact(let record): lines += self.stored(record, places)
    case .damaged(let reason):
      lines.append("  not usable: \(reason); a run trains it again")
    case .absent:
      lines.append("  not in the store \(store.folder.relativePath)")
      if let place = places.first { lines += try nearestStored(place) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func label(_ asked: Asked) -> String {
    TrialLine(asked.experiment).label(of: asked.planned)
  }

  private func stored(_ record: TrialRecord, _ places: [Asked]) -> [String] {
    var lines: [String] = []
    let outcome =
      switch record.state {
      case .finished: "finished"
      case .diverged(let epoch, let step, _): "diverged in epoch \(epoch), step \(step)"
      case .failed(let reason): "failed: \(reason)"
      }
    lines.append(
      "  in the store \(store.folder.relativePath): \(outcome), numerics \(record.tier), kernel "
        + record.blasCore)
    for place in places where !record.satisfies(place.experiment.policy) {
      lines.append(
        "  trained again by \(place.experiment.file.name), which measures the training part after "
          + "every epoch; the record has it after the last one only")
    }
    if places.isEmpty, let form = try? store.loadForm(record.id).record {
      lines += nearestAsked(form)
    }
    return lines
  }

  // MARK: Nearest

  private func nearestStored(_ place: Asked) throws -> [String] {
    guard let own = IdentityLeaves(place.form) else { return [] }
    var nearest: (id: String, differences: [IdentityLeaves.Difference])?
    var unknown = 0
    for id in try store.allIDs() where TrialStore.isID(id) {
      guard let leaves = try store.loadForm(id).record.flatMap({ IdentityLeaves($0) }) else {
        unknown += 1
        continue
      }
      let differences = own.differences(from: leaves)
      if differences.count < nearest?.differences.count ?? .max { nearest = (id, differences) }
    }
    var lines: [String] = []
    if let nearest {
      lines.append("  the nearest trial there is \(nearest.id)")
      lines += describe(nearest.differences, place)
    }
    if unknown > 0 {
      lines.append(
        "  \(unknown) trial\(unknown == 1 ? "" : "s") there cannot be compared: the store has no "
          + "specification of \(unknown == 1 ? "it" : "them")")
    }
    return lines
  }

  private func nearestAsked(_ form: String) -> [String] {
    guard let stored = IdentityLeaves(form) else { return [] }
    var nearest: (asked: Asked, differences: [IdentityLeaves.Difference])?
    for place in asked {
      guard let differences = IdentityLeaves(place.form)?.differences(from: stored) else {
        continue
      }
      if differences.count < nearest?.differences.count ?? .max { nearest = (place, differences) }
    }
    guard let nearest else { return [] }
    let place = nearest.asked
    return [
      "  the nearest trial asked for is \(place.planned.id), \(place.experiment.file.name): "
        + label(place)
    ] + describe(nearest.differences, place)
  }

  /// The first difference with both values and its place, and the number of the others.
  private func describe(
    _ differences: [IdentityLeaves.Difference], _ place: Asked
  ) -> [String] {
    // Another data set, or another part of it, has another digest: what was changed comes first.
    let digest = differences.filter { $0.path == ["data"] }
    let ordered = differences.filter { $0.path != ["data"] } + digest
    guard let first = ordered.first else { return [] }
    let position = InputPlace(place.experiment).text(first.path, of: place.planned)
    let here = first.here ?? "not given"
    let there = first.there ?? "not given"
    var line = "  first difference: \(Self.name(first.path)) is \(here)"
    if let position { line += " (\(position))" }
    line += ", and \(there) in the store"
    let others = ordered.dropFirst().map { Self.name($0.path) }
    if others.isEmpty { return [line] }
    let shown = others.prefix(5).joined(separator: ", ")
    let rest = others.count > 5 ? " and \(others.count - 5) more" : ""
    return [line, "  also different: \(shown)\(rest)"]
  }

  /// An input as a reader of the experiment file would call it.
  private static func name(_ path: [String]) -> String {
    switch path {
    case ["data"]: "the data's digest"
    case ["numerics"]: "the numerics version"
    case ["tier"]: "training.numerics"
    case _:
      path.dropFirst().filter { $0 != "settings" }.joined(separator: ".")
        .replacing("limit_", with: "limit.")
    }
  }
}
