/// Why a data set cannot be used; each is one clear message.
package enum DatasetError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Nowhere found; the message lists what was looked for, where, and the command that gets it.
  case missing(String)
  /// Found, but not what it should be.
  case corrupt(path: String, reason: String)
  /// Found, but the system does not let it be read.
  case unreadable(path: String, reason: String)
  /// In order, but not what the experiment asks of it: too few examples, no such class.
  case unsuitable(DatasetSelection.Part, String)

  /// The whole message.
  package var description: String {
    switch self {
    case .missing(let message): message
    case .corrupt(let path, let reason): "\(path): \(reason)"
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
    case .unsuitable(_, let message): message
    }
  }
}
