/// Dense layers by themselves; the shapes are those of the timed networks.
enum DenseKernel: Benchmark {
  static let name = "dense"
  static let group = BenchmarkGroup.kernels
  static let summary = "dense layers of several shapes, forward and backward"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    [(400, 120), (784, 100), (784, 1000), (3136, 100)].flatMap { inputs, units in
      KernelProbe(
        name: "\(inputs) → \(units)", input: (1, 1, inputs), layers: ["dense: \(units)"]
      ).rows(name, settings)
    }
  }
}
