internal import Reporting
internal import Specification
internal import Selecting
package import Sweeping
internal import Training

/// What the live display shows, as lines of text.
package struct LiveView: Sendable {
  package var name: String
  package var line: TrialLine
  /// Whether the terminal can show block characters.
  package var usesBlocks: Bool
  package var usesColor: Bool

  package init(name: String, line: TrialLine, usesBlocks: Bool, usesColor: Bool) {
    self.name = name
    self.line = line
    self.usesBlocks = usesBlocks
    self.usesColor = usesColor
  }

  /// The lines for a moment, none wider than the terminal and not more than it has rows.
  package func lines(
    _ progress: SweepProgress, at now: Duration, size: TerminalSize, isStopping: Bool
  ) -> [String] {
    // The last column stays free: some terminals wrap when it is written to.
    let width = max(1, size.columns - 1)
    var lines = [headline(progress, at: now, width: width, isStopping: isStopping)]
    for worker in progress.activities.keys.sorted() {
      guard let activity = progress.activities[worker] else { continue }
      lines.append(workerLine(worker, activity, width: width))
    }
    return Array(lines.prefix(max(1, size.rows - 1)))
  }

  private func headline(
    _ progress: SweepProgress, at now: Duration, width: Int, isStopping: Bool
  ) -> String {
    var tail = " \(progress.done)/\(progress.total)  \(DurationText.clock(now))"
    if isStopping {
      tail += "  stopping …"
    } else if let remaining = progress.remaining(at: now) {
      tail += ", about \(DurationText.clock(remaining)) left"
    }
    if progress.failed > 0 { tail += "  \(progress.failed) failed" }
    if progress.diverged > 0 { tail += "  \(progress.diverged) diverged" }
    let phase = progress.phase == .search ? "" : " \(progress.phase.title)"
    let head = "\(name)\(phase) "
    let room = width - (head + tail).displayWidth
    guard room >= 6 else { return (head + String(tail.dropFirst())).cut(to: width) }
    return head + bar(progress.share, width: min(room, 40)) + tail
  }

  private func bar(_ share: Double, width: Int) -> String {
    let filled = Int((min(1, max(0, share)) * Double(width)).rounded(.down))
    let (full, empty) = usesBlocks ? ("━", "╌") : ("#", ".")
    let done = String(repeating: full, count: filled)
    let rest = String(repeating: empty, count: width - filled)
    return usesColor ? "\u{1B}[32m\(done)\u{1B}[0m\u{1B}[2m\(rest)\u{1B}[0m" : done + rest
  }

  private func workerLine(
    _ worker: Int, _ activity: SweepProgress.Activity, width: Int
  ) -> String {
    var state = ""
    if let progress = activity.progress {
      state = "  epoch \(min(progress.epoch, progress.epochs))/\(progress.epochs)"
      if let (metric, value) = progress.metrics.sorted(by: { $0.key < $1.key }).last {
        state += "  \(TrialLine.text(of: metric, value))"
      }
    }
    let label = "  \(worker + 1)  \(line.label(of: activity.planned))"
    let room = max(width / 3, width - state.displayWidth)
    return (label.cut(to: room) + state).cut(to: width)
  }
}
