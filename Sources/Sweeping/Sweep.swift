package import Specification

/// The trials that an experiment asks for, phase by phase.
///
/// A trial that several variants or phases ask for is one trial: it is planned once and lists all
/// its uses.
package struct Sweep: Sendable {
  package let experiment: Experiment

  /// Gives a trial its identity.
  private let identify: @Sendable (TrialSpecification) -> String

  package init(
    _ experiment: Experiment, identify: @escaping @Sendable (TrialSpecification) -> String
  ) {
    self.experiment = experiment
    self.identify = identify
  }

  /// All settings of all variants with all search seeds, in declared order.
  package var searchTrials: [SweepTrial] {
    var plan = Plan()
    for (variantIndex, variant) in experiment.variants.enumerated() {
      for candidateIndex in variant.candidates.indices {
        add(.search, variantIndex, candidateIndex, experiment.seeds, to: &plan)
      }
    }
    return plan.trials
  }

  /// The selected settings with all replicate seeds, in declared order.
  ///
  /// - Parameter selected: For each variant the index of its selected candidate, or `nil` where
  ///   none was eligible.
  /// - Precondition: One entry for each variant.
  /// - Returns: Nothing when the experiment has no replicate seeds.
  package func replicateTrials(selected: [Int?]) -> [SweepTrial] {
    precondition(selected.count == experiment.variants.count, "one selection for each variant")
    var plan = Plan()
    for (variantIndex, candidateIndex) in selected.enumerated() {
      guard let candidateIndex else { continue }
      add(.replicate, variantIndex, candidateIndex, experiment.replicate, to: &plan)
    }
    return plan.trials
  }

  private func add(
    _ phase: SweepPhase, _ variantIndex: Int, _ candidateIndex: Int, _ seeds: [UInt64],
    to plan: inout Plan
  ) {
    let variant = experiment.variants[variantIndex]
    let candidate = variant.candidates[candidateIndex]
    for seed in seeds {
      let trial = candidate.trial(seed: seed)
      plan.add(
        SweepTrial(
          id: identify(trial), trial: trial,
          uses: [
            SweepTrial.Use(phase: phase, variant: variantIndex, candidate: candidateIndex)
          ], variant: variant.name, assignment: candidate.assignment))
    }
  }
}

/// Trials without repetition, in the order of their first use.
private struct Plan {
  private(set) var trials: [SweepTrial] = []
  private var places: [String: Int] = [:]

  mutating func add(_ planned: SweepTrial) {
    if let place = places[planned.id] {
      trials[place].uses += planned.uses
    } else {
      places[planned.id] = trials.count
      trials.append(planned)
    }
  }
}
