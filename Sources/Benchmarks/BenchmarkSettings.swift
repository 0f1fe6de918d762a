package import Datasets
internal import Engine
package import Foundation

/// How long and with what is measured.
package struct BenchmarkSettings: Sendable {
  /// How often each row is measured.
  package var rounds: Int
  /// About how long a round of a short piece of work lasts.
  package var seconds: Double
  /// Whether only the way is to be tried: small data, one round of next to no length.
  package var isQuick: Bool
  /// Whether training steps are shown operation by operation.
  package var showsOperations: Bool
  /// How many threads share a training step.
  package var threads: Int
  /// The `ablate` program, where there is one.
  package var tool: URL?
  package var locator: DatasetLocator

  package init(
    rounds: Int = 5, seconds: Double = 0.35, isQuick: Bool = false, showsOperations: Bool = false,
    threads: Int = 1, tool: URL? = nil, locator: DatasetLocator = DatasetLocator(folders: [])
  ) {
    self.rounds = isQuick ? 1 : rounds
    self.seconds = isQuick ? 0.005 : seconds
    self.isQuick = isQuick
    self.showsOperations = showsOperations
    self.threads = threads
    self.tool = tool
    self.locator = locator
  }
}

/// What time is read from.
enum BenchmarkClock {
  /// The processor time of the calling thread: others on the machine count little.
  case thread
  /// What passes on the wall: where several threads or processes or the disk take part.
  case wall

  private static let origin = ContinuousClock.now

  var seconds: Double {
    switch self {
    case .thread: return PeakMeasurement.threadSeconds
    case .wall:
      let elapsed = (ContinuousClock.now - Self.origin).components
      return Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    }
  }
}

/// The times of a piece of work.
struct Timing {
  /// Seconds of one call, one number a round.
  var seconds: [Double]
  /// The core's peak of fused multiply-adds as it was between the rounds, in operations a second.
  var peak: Double?
}

extension BenchmarkSettings {
  /// Times a piece of work in rounds of many calls.
  ///
  /// - Parameters:
  ///   - clock: What time is read from.
  ///   - comparesWithPeak: Whether the peak is measured between rounds: the clock rate may change.
  ///   - work: Called some times before it counts.
  /// - Returns: One number a round.
  /// - Throws: What the work throws.
  func time(
    _ clock: BenchmarkClock = .thread, comparesWithPeak: Bool = false, _ work: () throws -> Void
  ) rethrows -> Timing {
    try work()
    var start = clock.seconds
    try work()
    let estimate = max(1e-9, clock.seconds - start)
    let calls = max(1, Int(min(seconds / estimate, 1e7)))
    var timing = Timing(seconds: [], peak: nil)
    for _ in 0..<rounds {
      if comparesWithPeak {
        timing.peak = max(timing.peak ?? 0, PeakMeasurement.vectorRate(rounds: 3))
      }
      start = clock.seconds
      for _ in 0..<calls { try work() }
      timing.seconds.append((clock.seconds - start) / Double(calls))
    }
    return timing
  }
}
