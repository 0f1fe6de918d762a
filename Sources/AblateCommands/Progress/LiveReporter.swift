internal import Foundation
internal import Records
package import Specification
internal import Selecting
package import Sweeping
internal import Guarding

/// Keeps a few lines at the bottom of a terminal up to date.
package final class LiveReporter: ProgressReporter {
  /// What workers change; they never wait for the terminal.
  private struct State {
    var progress: SweepProgress
    /// Messages to be shown above the display.
    var pending: [String] = []
  }

  /// What is on the screen; whoever holds it may write.
  private struct Screen {
    /// Lines that belong to the display.
    var drawn = 0
    var isFinished = false
  }

  private let output: Output
  private let line: TrialLine
  private let view: LiveView
  private let cancellation: Cancellation
  private let start = ContinuousClock.now
  private let state: Guarded<State>
  private let screen = Guarded(Screen())

  /// Time between two redraws; faster only flickers.
  private static let interval = 0.1

  package init(
    _ experiment: Experiment, workers: Int, console: Console, cancellation: Cancellation
  ) {
    output = console.errors
    self.cancellation = cancellation
    line = TrialLine(experiment)
    view = LiveView(
      name: experiment.name, line: line, usesBlocks: console.usesUnicode,
      usesColor: console.usesColor(on: console.errors))
    state = Guarded(State(progress: SweepProgress(workers: workers)))
    let thread = Thread { [self] in
      while draw() { Thread.sleep(forTimeInterval: Self.interval) }
    }
    thread.name = "display"
    thread.start()
  }

  package func observe(_ event: SweepEvent) {
    state.withLock { state in
      state.progress.record(event, at: ContinuousClock.now - start)
      guard case .ended(_, let planned, let record) = event else { return }
      switch record.state {
      case .finished: break
      case .diverged, .failed:
        state.pending.append("\(line.label(of: planned))  \(line.outcome(of: record))")
      }
    }
  }

  package func note(_ message: String) {
    state.withLock { $0.pending.append(message) }
  }

  package func finish() {
    screen.withLock { screen in
      guard !screen.isFinished else { return }
      screen.isFinished = true
      output.write(Self.erasing(screen.drawn) + takeMessages() + Control.showCursor)
    }
  }

  /// Draws the display anew.
  ///
  /// - Returns: Whether there will be more to draw.
  private func draw() -> Bool {
    screen.withLock { screen in
      guard !screen.isFinished else { return false }
      let messages = takeMessages()
      let lines = view.lines(
        state.withLock { $0.progress }, at: ContinuousClock.now - start,
        size: output.terminalSize ?? .usual, isStopping: cancellation.isRequested)
      output.write(
        Control.hideCursor + Self.erasing(screen.drawn) + messages
          + lines.joined(separator: "\n") + "\n")
      screen.drawn = lines.count
      return true
    }
  }

  private func takeMessages() -> String {
    state.withLock { state in
      defer { state.pending = [] }
      return state.pending.map { $0 + "\n" }.joined()
    }
  }

  /// Goes up a number of lines and clears everything below.
  private static func erasing(_ lines: Int) -> String {
    lines == 0 ? "\r" : "\r\u{1B}[\(lines)A" + Control.clearBelow
  }

  private enum Control {
    static let hideCursor = "\u{1B}[?25l"
    static let showCursor = "\u{1B}[?25h"
    static let clearBelow = "\u{1B}[J"
  }
}
