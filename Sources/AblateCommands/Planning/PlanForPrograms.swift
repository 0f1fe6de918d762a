internal import Datasets
internal import Digests
internal import Engine
internal import Specification
internal import Selecting

/// Writes what a run would do for other programs.
struct PlanForPrograms {
  let plan: SweepPlan
  let library: DatasetLibrary

  private var experiment: Experiment { plan.experiment }

  /// Raised when a member changes its meaning or goes; new ones may come without.
  private static let version = 1

  /// One JSON object, with a line feed at its end.
  ///
  /// - Throws: When a data set's description needs files that are not there.
  func json() throws -> String {
    var cost = TrialCost(experiment.policy, library)
    let line = TrialLine(experiment)
    let listed = try plan.phases.map { phase -> JSONValue in
      let trials = try phase.trials.map { planned -> JSONValue in
        var members: [JSONValue.Member] = [
          .init("id", .text(planned.id)), .init("label", .text(line.label(of: planned))),
          .init("variant", .text(planned.variant)),
          .init("seed", .text(String(planned.trial.seed))),
          .init(
            "setting", .object(planned.assignment.map { .init($0.name, .text($0.value)) })),
          .init("operations", .number(try cost.operations(of: planned.trial))),
        ]
        if let cached = plan.cached {
          members.append(.init("stored", .boolean(cached.contains(planned.id))))
        }
        return .object(members)
      }
      return .object([.init("phase", .text(phase.phase.title)), .init("trials", .list(trials))])
    }
    let value: JSONValue = [
      "version": .integer(Self.version), "experiment": .text(experiment.name),
      "numerics": .integer(Numerics.version), "phases": .list(listed),
      "cacheKey": .text(cacheKey),
    ]
    return value.text() + "\n"
  }

  /// Lines for the file that GitHub Actions takes a step's outputs from.
  ///
  /// - Parameter shards: The number of jobs that is asked for; there are no more than trials to train.
  /// - Returns: A matrix of shards and a cache key.
  func githubMatrix(shards: Int) -> String {
    let left = plan.trials.count { plan.cached?.contains($0.id) != true }
    let count = max(1, min(shards, left))
    let names = (1...count).map { "\"\($0)/\(count)\"" }.joined(separator: ",")
    return """
      matrix={"shard":[\(names)]}
      cache-key=\(cacheKey)
      restore-key=\(keyStart)

      """
  }

  private var keyStart: String { "ablate-\(experiment.name)-numerics\(Numerics.version)-" }

  /// Changes when the search asks for other trials; a store that was kept under an older key still
  /// has those that are asked for as before.
  private var cacheKey: String {
    let seeds = experiment.seeds + experiment.replicate
    let ids = experiment.variants.flatMap(\.resolved).flatMap { candidate in
      seeds.map { TrialIdentities.withoutData(candidate.trial(seed: $0)) }
    }
    let text = Set(ids).sorted().joined(separator: "\n")
    return keyStart + SHA256.hexadecimal(of: text).prefix(16)
  }
}
