internal import Engine

/// The buffers of compiled networks: what each further worker costs.
enum NetworkMemory: Benchmark {
  static let name = "network-memory"
  static let group = BenchmarkGroup.memory
  static let summary = "buffers of the timed networks for batches of 128"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    BenchmarkRegistry.networks.map { benchmark in
      let bytes = benchmark.network.compile().network.byteCount
      return Row("\(name) \(benchmark.name)", .megabytes, [Double(bytes) * 1e-6])
    }
  }
}
