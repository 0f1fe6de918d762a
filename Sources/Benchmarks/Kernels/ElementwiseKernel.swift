/// Layers without products on a picture of 14×14×16.
enum ElementwiseKernel: Benchmark {
  static let name = "elementwise"
  static let group = BenchmarkGroup.kernels
  static let summary = "activations, pooling, dropout and the loss"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let layers = ["relu", "tanh", "sigmoid", "dropout: 0.5", "max_pool: 2", "average_pool: 2"]
    let rows = layers.flatMap { layer in
      KernelProbe(name: layer, input: (14, 14, 16), layers: [layer]).rows(name, settings)
    }
    let last = KernelProbe(name: "", input: (1, 1, 84), layers: ["relu"]).measure(settings)
    return (rows + [.timed("\(name) cross_entropy of 10", .microseconds, last.loss)]).map { row in
      var row = row
      // Without operations to count, a peak says nothing.
      row.peak = nil
      return row
    }
  }
}
