/// What the values of a row are.
package enum MeasurementUnit: String, Sendable, CaseIterable {
  case samplesPerSecond = "samples/s"
  case trialsPerSecond = "trials/s"
  case megabytesPerSecond = "MB/s"
  case gigaflops = "GFLOP/s"
  case milliseconds = "ms"
  case microseconds = "µs"
  case megabytes = "MB"

  /// The value for an amount that took some seconds.
  func value(of amount: Double, in seconds: Double) -> Double {
    switch self {
    case .samplesPerSecond, .trialsPerSecond: amount / seconds
    case .megabytesPerSecond: amount * 1e-6 / seconds
    case .gigaflops: amount * 1e-9 / seconds
    case .milliseconds: seconds * 1e3 / amount
    case .microseconds: seconds * 1e6 / amount
    case .megabytes: preconditionFailure("megabytes are not paid by time")
    }
  }
}
