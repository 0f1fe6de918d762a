internal import Records
package import Selecting
package import Specification
package import Training

/// Where a sweep stands: what each worker does, how much is done and how long the rest will take.
///
/// A value that events are fed to; it reads no clock, so that tests decide what time it is.
package struct SweepProgress: Sendable {
  /// What one worker does.
  package struct Activity: Sendable {
    package var planned: SweepTrial
    package var start: Duration
    package var progress: TrialProgress?

    package var share: Double { progress?.share ?? 0 }
  }

  package private(set) var phase = Phase.search
  package private(set) var total = 0
  package private(set) var done = 0
  package private(set) var cached = 0
  package private(set) var failed = 0
  package private(set) var diverged = 0
  /// By worker.
  package private(set) var activities: [Int: Activity] = [:]

  private let workers: Int
  /// Trials to train that have not started, by variant.
  private var waiting: [String: Int] = [:]
  private var measured: [String: (count: Int, time: Duration)] = [:]

  package init(workers: Int) {
    self.workers = workers
  }

  /// Takes note of an event.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - now: Time since the run began.
  package mutating func record(_ event: SweepEvent, at now: Duration) {
    switch event {
    case .began(let phase, let trials, let cached):
      self.phase = phase
      total = trials.count
      done = cached.count
      self.cached = cached.count
      activities = [:]
      waiting = [:]
      for planned in trials where !cached.contains(planned.id) {
        waiting[planned.variant, default: 0] += 1
      }
    case .started(let worker, let planned):
      waiting[planned.variant, default: 1] -= 1
      activities[worker] = Activity(planned: planned, start: now)
    case .found(let planned, _):
      waiting[planned.variant, default: 1] -= 1
      done += 1
      cached += 1
    case .progressed(let worker, let progress):
      activities[worker]?.progress = progress
    case .ended(let worker, let planned, let record):
      done += 1
      if let activity = activities.removeValue(forKey: worker) {
        let previous = measured[planned.variant] ?? (0, .zero)
        measured[planned.variant] = (previous.count + 1, previous.time + (now - activity.start))
      }
      switch record.state {
      case .finished: break
      case .diverged: diverged += 1
      case .failed: failed += 1
      }
    case .dropped(let worker, _):
      activities[worker] = nil
    }
  }

  /// The share of the phase that is done, in 0...1.
  package var share: Double {
    guard total > 0 else { return 1 }
    return (Double(done) + activities.values.reduce(0) { $0 + $1.share }) / Double(total)
  }

  /// How long the rest of the phase will take, or `nil` as long as too little was measured.
  ///
  /// A trial is expected to take what those of its variant took so far, or all trials where none
  /// of the variant was seen; the waiting ones are dealt out to the workers.
  package func remaining(at now: Duration) -> Duration? {
    let typical = expectedTimes(at: now)
    guard let anyTime = mean(of: Array(typical.values)) else { return nil }
    var ends = activities.values.map { activity -> Double in
      let elapsed = (now - activity.start).seconds
      if activity.share > 0.02 { return elapsed * (1 / activity.share - 1) }
      return max(0, (typical[activity.planned.variant] ?? anyTime) - elapsed)
    }
    while ends.count < workers { ends.append(0) }
    for (variant, count) in waiting.sorted(by: { $0.key < $1.key }) where count > 0 {
      let time = typical[variant] ?? anyTime
      for _ in 0..<count {
        guard let earliest = ends.indices.min(by: { ends[$0] < ends[$1] }) else { break }
        ends[earliest] += time
      }
    }
    return ends.max().map { .seconds($0) }
  }

  /// Seconds a trial takes, by variant; from trials that ended, else from running ones.
  private func expectedTimes(at now: Duration) -> [String: Double] {
    var times = measured.mapValues { $0.time.seconds / Double($0.count) }
    for activity in activities.values where activity.share > 0.02 {
      let variant = activity.planned.variant
      if measured[variant] == nil {
        times[variant] = (now - activity.start).seconds / activity.share
      }
    }
    return times
  }

  private func mean(of values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

extension Duration {
  /// The duration as a number of seconds.
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
