/// A command line that cannot be understood.
package struct UsageError: Error, Sendable, Equatable {
  /// What is wrong, in one clause without a full stop.
  package var message: String
  /// `did you mean '--jobs'?`.
  package var hint: String?

  package init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  package var text: String { hint.map { "\(message); \($0)" } ?? message }
}
