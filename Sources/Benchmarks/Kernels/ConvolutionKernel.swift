/// Convolutions by themselves; the shapes are those of the timed networks.
enum ConvolutionKernel: Benchmark {
  static let name = "convolution"
  static let group = BenchmarkGroup.kernels
  static let summary = "convolutions of several shapes, forward and backward"

  static func rows(_ settings: BenchmarkSettings) throws -> [Row] {
    let shapes = [
      // side of the picture, channels, filters, kernel
      (14, 6, 16, 5), (14, 32, 64, 5), (16, 32, 64, 3), (8, 64, 128, 3), (8, 128, 128, 3),
      (4, 256, 256, 3), (2, 256, 256, 3),
    ]
    return shapes.flatMap { side, channels, filters, kernel in
      KernelProbe(
        name: "\(side)×\(side)×\(channels) → \(filters), \(kernel)×\(kernel)",
        input: (side, side, channels),
        layers: ["conv: {filters: \(filters), kernel: \(kernel), padding: \(kernel / 2)}"]
      ).rows(name, settings)
    }
  }
}
