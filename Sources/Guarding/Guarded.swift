internal import Foundation

/// A value that one thread at a time may look at or change.
///
/// Built on the system's mutex and not on the `Mutex` of the standard library: on Linux the kernel
/// hands that one over between waiting threads, which the thread sanitizer cannot see and takes for
/// a race.
///
/// Unchecked, because `lock` is held wherever `value` is used.
package final class Guarded<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  package init(_ value: sending Value) {
    self.value = value
  }

  /// Calls `body` with the value while no other thread has it.
  ///
  /// - Precondition: Not called from within another such call for the same value.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
  package func withLock<Result>(
    _ body: (inout sending Value) throws -> sending Result
  ) rethrows -> sending Result {
    lock.lock()
    defer { lock.unlock() }
    return try body(&value)
  }
}
