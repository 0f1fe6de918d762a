import Catalog
import Engine
import Testing

/// Which convolutions are computed by transformed tiles, and that these agree with direct sums.
@Suite(.tags(.numerics)) struct TiledConvolutionTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var height: Int
    var width: Int
    var channels: Int
    var filters: Int
    var kernel: Int
    var stride = 1
    var padding: Int
    var isTiled: Bool

    var testDescription: String {
      "\(channels)→\(filters) of \(height)×\(width), kernel \(kernel), stride \(stride), "
        + "padding \(padding)"
    }

    func probe<S: EngineScalar>(_: S.Type, batch: Int) throws -> (LayerProbe<S>, Chain) {
      var chain = Chain(input: .picture(height: height, width: width, channels: channels))
      try chain.append(
        Conv.self,
        [
          "filters": .integer(filters), "kernel": .integer(kernel), "stride": .integer(stride),
          "padding": .integer(padding),
        ])
      return (LayerProbe<S>(chain.nodes, input: chain.input, batchSize: batch), chain)
    }
  }

  static let examples = [
    Example(height: 16, width: 16, channels: 32, filters: 64, kernel: 3, padding: 1, isTiled: true),
    Example(height: 4, width: 4, channels: 256, filters: 256, kernel: 3, padding: 1, isTiled: true),
    Example(height: 2, width: 2, channels: 16, filters: 16, kernel: 3, padding: 1, isTiled: true),
    Example(
      height: 14, width: 14, channels: 32, filters: 64, kernel: 5, padding: 2, isTiled: true),
    Example(height: 14, width: 14, channels: 6, filters: 16, kernel: 5, padding: 0, isTiled: true),
    Example(height: 11, width: 9, channels: 18, filters: 33, kernel: 3, padding: 0, isTiled: true),
    Example(
      height: 10, width: 12, channels: 16, filters: 18, kernel: 3, padding: 2, isTiled: true),
    Example(
      height: 11, width: 12, channels: 17, filters: 16, kernel: 5, padding: 2, isTiled: true),
    // Too few channels or filters, wasted tiles, strides and other kernels.
    Example(height: 32, width: 32, channels: 3, filters: 32, kernel: 3, padding: 1, isTiled: false),
    Example(height: 8, width: 8, channels: 32, filters: 8, kernel: 3, padding: 1, isTiled: false),
    Example(height: 8, width: 7, channels: 16, filters: 18, kernel: 3, padding: 2, isTiled: false),
    Example(height: 3, width: 3, channels: 16, filters: 16, kernel: 3, padding: 1, isTiled: false),
    Example(height: 2, width: 3, channels: 16, filters: 16, kernel: 3, padding: 1, isTiled: false),
    Example(
      height: 8, width: 8, channels: 16, filters: 16, kernel: 3, stride: 2, padding: 1,
      isTiled: false),
    Example(height: 8, width: 8, channels: 16, filters: 16, kernel: 4, padding: 1, isTiled: false),
  ]

  @Test(arguments: examples) func shapesChooseTheirKernel(_ example: Example) throws {
    #expect(try example.probe(Float.self, batch: 1).0.tiledOperations == (example.isTiled ? 1 : 0))
  }

  /// Output and both gradients against sums in Double, written down plainly.
  @Test(arguments: examples.filter(\.isTiled).filter { $0.channels < 256 }, [1, 65])
  func agreesWithSums(_ example: Example, _ count: Int) throws {
    try compare(example, count, Double.self, 1e-12)
    try compare(example, count, Float.self, 1e-5)
  }

  private func compare<S: EngineScalar>(
    _ example: Example, _ count: Int, _: S.Type, _ tolerance: Double
  ) throws {
    let (probe, chain) = try example.probe(S.self, batch: count)
    let name = "\(chain.nodes[0].name).weight"
    var numbers = TestNumbers(seed: 21)
    let fanIn = example.channels * example.kernel * example.kernel
    let bound = (3 / Double(fanIn)).squareRoot()
    let weights = numbers.numbers(fanIn * example.filters).map { Double(Float($0 * bound)) }
    let samples = numbers.samples(count, of: chain.input.count).map { $0.map { Double(Float($0)) } }
    let upstream = numbers.samples(count, of: chain.output.count).map {
      $0.map { Double(Float($0)) }
    }
    probe.setTensor(name, weights.map { S($0) })
    let output = probe.forward(samples.scalars(), phase: .training)
    let inputGradient = probe.backward(upstream.scalars())
    let weightGradient = try #require(probe.gradient(name)).map { Double($0) }
    // The first and the last sample show chunks; all samples count for the weights.
    var expectedWeights = [Double](repeating: 0, count: weights.count)
    for sample in 0..<count {
      var y = [Double](repeating: 0, count: chain.output.count)
      var dx = [Double](repeating: 0, count: chain.input.count)
      example.visit { weight, input, place in
        y[place] += weights[weight] * samples[sample][input]
        dx[input] += weights[weight] * upstream[sample][place]
        expectedWeights[weight] += samples[sample][input] * upstream[sample][place]
      }
      guard sample == 0 || sample == count - 1 else { continue }
      expectNear(output[sample], y, within: tolerance, "output")
      expectNear(inputGradient[sample], dx, within: tolerance, "input gradient")
    }
    let scale = expectedWeights.reduce(1) { max($0, abs($1)) }
    expectNear(weightGradient, expectedWeights, within: tolerance * scale, "weight gradient")
  }
}

extension TiledConvolutionTests.Example {
  /// Every triple of a weight, an input and an output that belong together, in PyTorch's order.
  func visit(_ body: (Int, Int, Int) -> Void) {
    let (lines, columns) = (height + 2 * padding - kernel + 1, width + 2 * padding - kernel + 1)
    for filter in 0..<filters {
      for channel in 0..<channels {
        for ky in 0..<kernel {
          for kx in 0..<kernel {
            let weight = ((filter * channels + channel) * kernel + ky) * kernel + kx
            for line in max(0, padding - ky)..<min(lines, height + padding - ky) {
              for column in max(0, padding - kx)..<min(columns, width + padding - kx) {
                let input = (channel * height + line + ky - padding) * width + column + kx - padding
                body(weight, input, (filter * lines + line) * columns + column)
              }
            }
          }
        }
      }
    }
  }
}
