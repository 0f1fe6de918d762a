internal import Dispatch
internal import Foundation
package import Sweeping

/// Turns SIGINT and SIGTERM into a request to stop; a second one ends the process at once.
package final class InterruptHandler {
  private let sources: [any DispatchSourceSignal]

  /// The signals that ask to stop.
  private static let signals = [SIGINT, SIGTERM]

  /// Starts to listen.
  ///
  /// - Parameters:
  ///   - cancellation: Receives the first signal.
  ///   - leave: Called at the second one, just before the process ends.
  package init(_ cancellation: Cancellation, beforeLeaving leave: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "signals", qos: .userInteractive)
    sources = Self.signals.map { number in
      // Without this the signal's default action, to end the process, comes first.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if cancellation.request(signal: number) { return }
        leave()
        _exit(128 + number)
      }
      source.resume()
      return source
    }
  }

  /// Stops listening; the signals end the process again.
  package func stop() {
    for source in sources { source.cancel() }
    for number in Self.signals { signal(number, SIG_DFL) }
  }
}
