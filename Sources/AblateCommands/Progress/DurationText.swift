internal import Reporting
internal import Sweeping

/// Writes durations for people.
package enum DurationText {
  /// `21.3 s` below a minute, then `2:05` and `1:02:03`.
  package static func text(_ duration: Duration) -> String {
    let seconds = max(0, duration.seconds)
    if seconds < 59.95 { return NumberText.fixed(seconds, 1) + " s" }
    return clock(duration)
  }

  /// `0:21`, `2:05` or `1:02:03`.
  package static func clock(_ duration: Duration) -> String {
    let total = Int(max(0, duration.seconds).rounded())
    let (hours, minutes, seconds) = (total / 3600, total / 60 % 60, total % 60)
    let tail = padded(seconds)
    return hours > 0 ? "\(hours):\(padded(minutes)):\(tail)" : "\(minutes):\(tail)"
  }

  private static func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
