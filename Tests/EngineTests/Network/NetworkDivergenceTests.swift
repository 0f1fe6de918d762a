import Catalog
import Engine
import Testing

/// Where a value first stops being finite.
@Suite struct NetworkDivergenceTests {
  private static let order = (0..<UInt32(100)).map { $0 }

  private func step(_ network: Network<Float>) {
    var numbers = TestNumbers(seed: 1)
    let bytes = (0..<100 * 784).map { _ in UInt8(numbers.integer(below: 256)) }
    let examples = ExampleValues(
      storage: .bytes(bytes), size: 784, scale: [Float](repeating: 1 / 255, count: 784),
      shift: [Float](repeating: 0, count: 784))
    network.beginEpoch(1, seed: 1)
    _ = network.train(
      examples, labels: (0..<100).map { UInt8($0 % 10) }, order: Self.order[...],
      learningRate: 0.01)
  }

  @Test(arguments: LeNet.variants) func finiteTrainingNamesNoLayer(_ variant: LeNet) throws {
    let network: Network<Float> = try variant.network(batchSize: 100)
    step(network)
    #expect(network.firstNonFiniteOutput == nil)
    #expect(network.firstNonFiniteTensor == nil)
  }

  /// One bias that is not a number spoils every layer after it, and backward all weights.
  @Test(arguments: LeNet.variants) func theFirstLayerIsNamed(_ variant: LeNet) throws {
    for layer in ["conv1", "conv2", "dense1", "dense2", "dense3"] {
      let network: Network<Float> = try variant.network(batchSize: 100)
      var bias = try #require(network.tensor("\(layer).bias"))
      bias[bias.count - 1] = .nan
      network.setTensor("\(layer).bias", bias)
      #expect(network.firstNonFiniteTensor == layer)
      step(network)
      #expect(network.firstNonFiniteOutput == layer)
    }
  }

  @Test func normalizationAfterAConvolutionHasItsOwnName() throws {
    let network: Network<Float> = try LeNet(testDescription: "", hasBatchNorm: true)
      .network(batchSize: 100)
    network.setTensor("batch_norm2.weight", [Float](repeating: .infinity, count: 16))
    #expect(network.firstNonFiniteTensor == "batch_norm2")
    step(network)
    #expect(network.firstNonFiniteOutput == "batch_norm2")
  }
}
