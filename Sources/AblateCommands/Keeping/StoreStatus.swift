internal import Datasets
internal import Foundation
internal import Records
internal import Reporting
internal import Selecting
internal import Specification
internal import Sweeping

/// How far an experiment is, by what the store says now.
struct StoreStatus {
  /// Trials of a variant in a phase, by what is known about them.
  struct Counts: Equatable {
    var finished = 0
    var diverged = 0
    var inFlight = 0
    var missing = 0

    static func + (a: Self, b: Self) -> Self {
      Self(
        finished: a.finished + b.finished, diverged: a.diverged + b.diverged,
        inFlight: a.inFlight + b.inFlight, missing: a.missing + b.missing)
    }

    var total: Int { finished + diverged + inFlight + missing }
  }

  struct Phase {
    var name: String
    /// In declared order; variants without a trial of their own are not there.
    var variants: [(name: String, counts: Counts)]

    var counts: Counts { variants.reduce(Counts()) { $0 + $1.counts } }
  }

  private(set) var phases: [Phase] = []
  /// Phases that are not determined yet, with the most trials that they can have.
  private(set) var undetermined: [(name: String, count: Int)] = []
  /// Seconds until all determined trials are done, or `nil` when no trial has been recorded.
  private(set) var secondsLeft: Double?
  /// How many trials are trained at a time: those in flight, or as many as a run would.
  private(set) var workers: Int

  /// Takes stock.
  ///
  /// - Parameters:
  ///   - plan: The trials with their records.
  ///   - store: Asked for what is in flight.
  ///   - workers: Of a run, when none is under way.
  ///   - now: Compared with the time at which trials in flight began.
  init(
    _ plan: SweepPlan, _ store: TrialStore, workers: Int,
    now: Date = Date()
  ) {
    var timing = Timing(plan)
    for phase in plan.phases {
      var byVariant: [String: Counts] = [:]
      for planned in phase.trials {
        var counts = byVariant[planned.variant] ?? Counts()
        if let record = plan.records[planned.id] {
          if record.state == .finished { counts.finished += 1 } else { counts.diverged += 1 }
        } else if let begin = store.inFlightSince(planned.id) {
          counts.inFlight += 1
          timing.addRunning(planned.variant, for: now.timeIntervalSince(begin))
        } else {
          counts.missing += 1
          timing.addWaiting(planned.variant)
        }
        byVariant[planned.variant] = counts
      }
      phases.append(
        Phase(
          name: phase.phase.title,
          variants: plan.experiment.variants.compactMap { variant in
            byVariant[variant.name].map { (variant.name, $0) }
          }))
    }
    undetermined = plan.openPhases.map { ($0.phase.title, $0.largestCount) }
    let inFlight = phases.reduce(0) { $0 + $1.counts.inFlight }
    self.workers = inFlight > 0 ? inFlight : workers
    secondsLeft = timing.secondsLeft(workers: self.workers)
  }

  /// What recorded trials say about those to come.
  private struct Timing {
    private var recorded: [String: (count: Int, seconds: Double)] = [:]
    private var running: [(variant: String, elapsed: Double)] = []
    private var waiting: [String: Int] = [:]

    init(_ plan: SweepPlan) {
      for planned in plan.trials {
        guard let record = plan.records[planned.id], record.state == .finished else { continue }
        let known = recorded[planned.variant] ?? (0, 0)
        recorded[planned.variant] = (known.count + 1, known.seconds + record.seconds)
      }
    }

    mutating func addRunning(_ variant: String, for seconds: Double) {
      running.append((variant, max(0, seconds)))
    }

    mutating func addWaiting(_ variant: String) { waiting[variant, default: 0] += 1 }

    /// The mean of a variant's trials, or of all where it has none.
    private func expected(_ variant: String) -> Double? {
      if let own = recorded[variant] { return own.seconds / Double(own.count) }
      let count = recorded.values.reduce(0) { $0 + $1.count }
      return count == 0 ? nil : recorded.values.reduce(0) { $0 + $1.seconds } / Double(count)
    }

    func secondsLeft(workers: Int) -> Double? {
      if running.isEmpty, waiting.isEmpty { return 0 }
      var sum = 0.0
      for (variant, elapsed) in running {
        guard let seconds = expected(variant) else { return nil }
        sum += max(0, seconds - elapsed)
      }
      for (variant, count) in waiting {
        guard let seconds = expected(variant) else { return nil }
        sum += Double(count) * seconds
      }
      return sum / Double(max(1, workers))
    }
  }
}

extension StoreStatus {
  /// A paragraph about the experiment; each line ends with a line feed.
  func text(name: String) -> String {
    let all = phases.reduce(Counts()) { $0 + $1.counts }
    var text =
      "\(name): \((all.finished + all.diverged).grouped) of \(all.total.grouped) trials done"
    if all.inFlight > 0 { text += ", \(all.inFlight) in flight" }
    text += "\n"
    var rows = [["", "finished", "diverged", "in flight", "missing"]]
    for phase in phases {
      rows.append([phase.name] + Self.cells(phase.counts))
      for variant in phase.variants {
        rows.append(["  " + variant.name] + Self.cells(variant.counts))
      }
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].displayWidth }.max() ?? 0 }
    for row in rows {
      let cells = row.enumerated().map { $1.padded(to: widths[$0], right: $0 > 0) }
      text += "  " + cells.joined(separator: "  ") + "\n"
    }
    for phase in undetermined {
      text +=
        "  then \(phase.name), determined by what is selected: at most \(phase.count.grouped)\n"
    }
    return text + remaining
  }

  private static func cells(_ counts: Counts) -> [String] {
    [counts.finished, counts.diverged, counts.inFlight, counts.missing].map(\.grouped)
  }

  private var remaining: String {
    guard let secondsLeft else { return "  time left: not known before a trial has finished\n" }
    if phases.allSatisfy({ $0.counts.inFlight + $0.counts.missing == 0 }) { return "" }
    return "  time left: about \(DurationText.text(.seconds(secondsLeft))) with "
      + "\(workers) worker\(workers == 1 ? "" : "s")\n"
  }
}
