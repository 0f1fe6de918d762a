import Foundation

/// How fast this machine starts programs, against the one for which limits on time were set.
enum MachinePace {
  /// Processor time of all children so far, in seconds: waiting for a processor does not count.
  static var childSeconds: Double {
    var usage = rusage()
    #if canImport(Glibc)
      let children = __rusage_who_t(RUSAGE_CHILDREN.rawValue)
    #else
      let children = RUSAGE_CHILDREN
    #endif
    unsafe getrusage(children, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// The least processor time of one start of the program among 15, in seconds.
  static let start: Double = {
    var least = Double.infinity
    for _ in 0..<15 {
      let before = childSeconds
      guard
        let outcome = try? ToolProcess.run("version", in: FileManager.default.temporaryDirectory),
        outcome.status == 0
      else { continue }
      least = min(least, childSeconds - before)
    }
    return least
  }()

  /// What a start takes where `check` may take 30 ms and a sweep of 10,000 trials 2 s.
  static let nominalStart = 0.0113

  /// By how much limits are wider here; at least 1.
  static var slowness: Double { max(1, start / nominalStart) }
}
