internal import Sweeping
internal import Guarding

/// What a signal has to reach: the workers, and the display that must leave the terminal in order.
final class Interruption: Sendable {
  let cancellation = Cancellation()
  private let current = Guarded<(any ProgressReporter)?>(nil)

  /// The display that is on the terminal now.
  var reporter: (any ProgressReporter)? {
    get { current.withLock { $0 } }
    set { current.withLock { $0 = newValue } }
  }
}
