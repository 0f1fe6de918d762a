/// Why a data set cannot be used; each is one clear message.
package enum DatasetError: Error, Sendable, Equatable {
  /// Nowhere found; the message lists what was looked for, where, and the command that gets it.
  case missing(String)
  /// Found, but not what it should be.
  case corrupt(path: String, reason: String)
}
