internal import Records
internal import Reporting
internal import Specification
internal import Sweeping

/// The trials that an experiment asks for, as far as the store determines them.
struct DeterminedTrials {
  struct Phase {
    var name: String
    var trials: [SweepTrial]
  }

  /// In the order in which they run.
  private(set) var phases: [Phase] = []
  /// What the store has of them, by id.
  private(set) var records: [String: TrialRecord] = [:]
  let selector: Selector
  /// Whether no phase waits for the records of an earlier one.
  private(set) var isComplete = false

  /// Looks all of them up.
  ///
  /// - Parameters:
  ///   - experiment: Checked and expanded.
  ///   - identify: The identity of a trial.
  ///   - find: The record of a trial that need not be trained again.
  /// - Throws: What `find` throws.
  init(
    _ experiment: Experiment, identify: @escaping @Sendable (TrialSpecification) -> String,
    find: (String) throws -> TrialRecord?
  ) throws {
    let sweep = Sweep(experiment, identify: identify)
    selector = Selector(experiment, identify: identify)
    let search = sweep.searchTrials
    phases.append(Phase(name: SweepPhase.search.rawValue, trials: search))
    for planned in search { records[planned.id] = try find(planned.id) }
    guard search.allSatisfy({ records[$0.id] != nil }) else { return }
    let selected = selector.select(records).map { $0.winner?.candidate }
    let replicates = sweep.replicateTrials(selected: selected)
    if !replicates.isEmpty {
      phases.append(Phase(name: SweepPhase.replicate.rawValue, trials: replicates))
      for planned in replicates where records[planned.id] == nil {
        records[planned.id] = try find(planned.id)
      }
    }
    isComplete = true
  }

  /// All of them, each once.
  var trials: [SweepTrial] {
    var known: Set<String> = []
    return phases.flatMap(\.trials).filter { known.insert($0.id).inserted }
  }

  /// The trials behind the rows of the table.
  var selectedIDs: Set<String> {
    Set(selector.select(records).flatMap { $0.winner?.reportedTrials ?? [] }.map(\.id))
  }
}
