internal import Synchronization

/// A request to stop that any thread may make and workers look at between updates.
package final class Cancellation: Sendable {
  private let number = Atomic<Int32>(0)

  package init() {}

  /// The signal that asked first, or `nil` as long as nobody did.
  package var signal: Int32? {
    let value = number.load(ordering: .relaxed)
    return value == 0 ? nil : value
  }

  package var isRequested: Bool { number.load(ordering: .relaxed) != 0 }

  /// Asks to stop; later requests do not replace the first.
  ///
  /// - Parameter signal: The signal that was received.
  /// - Precondition: `signal` is not 0.
  /// - Returns: Whether this was the first request.
  @discardableResult
  package func request(signal: Int32) -> Bool {
    precondition(signal != 0, "0 is not a signal")
    return number.compareExchange(expected: 0, desired: signal, ordering: .relaxed).exchanged
  }
}
