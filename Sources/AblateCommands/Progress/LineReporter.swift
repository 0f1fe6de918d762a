internal import Records
package import Specification
internal import Selecting
package import Sweeping
internal import Guarding

/// Prints one line for each finished trial, for logs and pipes.
package final class LineReporter: ProgressReporter {
  private let output: Output
  private let line: TrialLine
  private let start = ContinuousClock.now
  private let progress: Guarded<SweepProgress>

  package init(_ experiment: Experiment, workers: Int, output: Output) {
    self.output = output
    line = TrialLine(experiment)
    progress = Guarded(SweepProgress(workers: workers))
  }

  package func observe(_ event: SweepEvent) {
    // Printed under the lock, so that the counts on the lines ascend.
    progress.withLock { progress in
      let now = ContinuousClock.now - start
      let worker = event.worker
      let begun = worker.flatMap { progress.activities[$0]?.start }
      progress.record(event, at: now)
      switch event {
      case .began:
        output.writeLine(PhaseLine.text(progress))
      case .ended(_, let planned, let record):
        let time = begun.map { "  " + DurationText.text(now - $0) } ?? ""
        output.writeLine(
          "\(Self.count(progress)) \(line.label(of: planned))  \(line.outcome(of: record))\(time)")
      case .found(let planned, let record):
        output.writeLine(
          "\(Self.count(progress)) \(line.label(of: planned))  \(line.outcome(of: record))  "
            + "trained by another run")
      case .started, .progressed, .dropped: break
      }
    }
  }

  /// `[ 12/48]`.
  private static func count(_ progress: SweepProgress) -> String {
    let total = String(progress.total)
    let done = String(progress.done)
    return "[" + String(repeating: " ", count: max(0, total.count + 1 - done.count)) + done
      + "/\(total)]"
  }

  package func note(_ message: String) { output.writeLine(message) }

  package func finish() {}
}

/// Announces a phase.
enum PhaseLine {
  static func text(_ progress: SweepProgress) -> String {
    let trials = progress.total == 1 ? "1 trial" : "\(progress.total) trials"
    let cached = progress.cached == 0 ? "" : ", \(progress.cached) already in the store"
    return "\(progress.phase.title): \(trials)\(cached)"
  }
}

extension SweepEvent {
  /// The worker that it happened on.
  var worker: Int? {
    switch self {
    case .began, .found: nil
    case .started(let worker, _), .progressed(let worker, _), .ended(let worker, _, _),
      .dropped(let worker, _):
      worker
    }
  }
}
