internal import Engine

/// What everything else is compared with.
enum FMAPeak: Benchmark {
  static let name = "fma-peak"
  static let group = BenchmarkGroup.kernels
  static let summary = "fused multiply-adds in registers: the core's peak"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let rates = (0..<settings.rounds).map { _ in PeakMeasurement.vectorRate() * 1e-9 }
    return [Row(name, .gigaflops, rates)]
  }
}
