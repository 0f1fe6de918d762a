/// Convolutions with what follows them, which the engine may compute in one pass.
enum ConvolutionBlockKernel: Benchmark {
  static let name = "convolution-block"
  static let group = BenchmarkGroup.kernels
  static let summary = "convolutions with activation and pooling, LeNet-5's second"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let blocks = [
      ("relu, max_pool", ["relu", "max_pool: 2"]),
      ("batch_norm, relu, max_pool", ["batch_norm", "relu", "max_pool: 2"]),
      ("tanh, average_pool", ["tanh", "average_pool: 2"]),
    ]
    return blocks.flatMap { title, layers in
      KernelProbe(
        name: title, input: (14, 14, 6), layers: ["conv: {filters: 16, kernel: 5}"] + layers
      ).rows(name, settings)
    }
  }
}
