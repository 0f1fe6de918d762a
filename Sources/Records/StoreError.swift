/// Something outside the program that keeps the store from working: a full disk, a missing right.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence without its full stop.
  package var message: String

  package init(_ message: String) {
    self.message = message
  }

  package var description: String { message }
}
