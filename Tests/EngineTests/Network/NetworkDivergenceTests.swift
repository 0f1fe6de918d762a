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
    let plain: Network<Float> = try variant.network(batchSize: 100)
    let layers = plain.tensorNames.filter { $0.hasSuffix(".bias") }
      .map { String($0.dropLast(".bias".count)) }.filter { !$0.hasPrefix("batch_norm") }
    #expect(layers.count == 5)
    for layer in layers {
      let network: Network<Float> = try variant.network(batchSize: 100)
      var bias = try #require(network.tensor("\(layer).bias"))
      bias[bias.count - 1] = .nan
      network.setTensor("\(layer).bias", bias)
      #expect(network.firstNonFiniteTensor == layer)
      step(network)
      #expect(network.firstNonFiniteOutput == layer)
    }
  }

  /// Layers that are computed together are named by the first, their tensors by their own.
  @Test func aNormalizationIsPartOfItsConvolution() throws {
    let network: Network<Float> = try LeNet(testDescription: "", hasBatchNorm: true)
      .network(batchSize: 100)
    let name = try #require(
      network.tensorNames.last { $0.hasPrefix("batch_norm") && $0.hasSuffix(".weight") })
    network.setTensor(name, [Float](repeating: .infinity, count: 16))
    #expect(network.firstNonFiniteTensor == String(name.dropLast(".weight".count)))
    step(network)
    let convolution = network.tensorNames.last { $0.hasPrefix("conv") && $0.hasSuffix(".bias") }
    #expect(network.firstNonFiniteOutput == convolution.map { String($0.dropLast(".bias".count)) })
  }
}
