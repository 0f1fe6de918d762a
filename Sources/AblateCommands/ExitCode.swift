/// How the tool ended, as its exit status.
package enum ExitCode: Hashable, Sendable {
  case success
  /// An expectation, `verify`, `gradcheck` or a gate says no.
  case gate
  /// Bad usage or an invalid file.
  case usage
  /// Data or environment: a missing data set, a full disk, a corrupt file.
  case environment
  /// Finished, but a trial failed.
  case trialFailed
  /// A phase or a time limit left trials undone.
  case incomplete
  /// Stopped by a signal; finished trials are kept.
  case interrupted(signal: Int32)

  package var status: Int32 {
    switch self {
    case .success: 0
    case .gate: 1
    case .usage: 2
    case .environment: 3
    case .trialFailed: 4
    case .incomplete: 5
    case .interrupted(let signal): 128 + signal
    }
  }

  /// The place in the order in which codes apply when there are several reasons; lower wins.
  private var precedence: Int {
    switch self {
    case .usage: 0
    case .environment: 1
    case .interrupted: 2
    case .trialFailed: 3
    case .incomplete: 4
    case .gate: 5
    case .success: 6
    }
  }

  /// The code for both reasons together: the one that comes first.
  package func combined(with other: ExitCode) -> ExitCode {
    other.precedence < precedence ? other : self
  }
}
