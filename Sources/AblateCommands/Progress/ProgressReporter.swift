package import Sweeping

/// Shows a sweep while it runs.
package protocol ProgressReporter: SweepObserver {
  /// Shows a message that stays, without a full stop or line break at its end.
  func note(_ message: String)

  /// Takes the display away and puts the terminal back as it was; may be called more than once.
  func finish()
}

/// Shows nothing but messages.
package struct QuietReporter: ProgressReporter {
  private let output: Output

  package init(output: Output) {
    self.output = output
  }

  package func observe(_ event: SweepEvent) {}

  package func note(_ message: String) { output.writeLine(message) }

  package func finish() {}
}
