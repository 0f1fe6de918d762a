import Catalog
import Engine
import Testing

/// Copies of what training makes of a network.
@Suite struct NetworkStateTests {
  private static let order = (0..<UInt32(300)).map { $0 }

  private let examples: ExampleValues
  private let labels: [UInt8]

  init() {
    var numbers = TestNumbers(seed: 1)
    let bytes = (0..<300 * 784).map { _ in UInt8(numbers.integer(below: 256)) }
    examples = ExampleValues(
      storage: .bytes(bytes), size: 784, scale: [Float](repeating: 1 / 255, count: 784),
      shift: [Float](repeating: 0, count: 784))
    labels = (0..<300).map { _ in UInt8(numbers.integer(below: 10)) }
  }

  private func train<S>(_ network: Network<S>, epochs: ClosedRange<Int>) -> [Double] {
    epochs.flatMap { epoch -> [Double] in
      network.beginEpoch(epoch, seed: 1)
      return [0..<128, 128..<256, 256..<300].map { batch in
        network.train(
          examples, labels: labels, order: Self.order[batch], learningRate: 0.01
        ).loss
      }
    }
  }

  /// A new network that takes over the state trains on with the same bits.
  @Test(arguments: LeNet.variants, OptimizerRegistry.all.map { $0.name })
  func trainingGoesOnWithTheSameBits(_ variant: LeNet, _ optimizer: String) throws {
    let network: Network<Float> = try variant.network(batchSize: 128, optimizer: optimizer)
    _ = train(network, epochs: 1...2)
    let state = network.state
    let other: Network<Float> = try variant.network(batchSize: 128, optimizer: optimizer)
    // What is left in its buffers must not matter.
    _ = train(other, epochs: 5...5)
    #expect(other.restore(state))
    #expect(other.state == state)
    #expect(train(network, epochs: 3...4) == train(other, epochs: 3...4))
    #expect(network.state == other.state)
    #expect(network.state != state)
  }

  @Test func aStateThatDoesNotFitChangesNothing() throws {
    let network: Network<Double> = try LeNet.plain.network(batchSize: 128, optimizer: "adam")
    _ = train(network, epochs: 1...1)
    let state = network.state
    var misfits = (0..<5).map { _ in state }
    misfits[0].tensors[0].name = "conv9.weight"
    misfits[1].tensors[1].shape = [7]
    misfits[2].tensors[2].moments.removeLast()
    misfits[3].tensors[2].values.removeLast()
    misfits[4].tensors.removeLast()
    let plain: Network<Double> = try LeNet.plain.network(batchSize: 128)
    for misfit in misfits + [plain.state] {
      #expect(!network.restore(misfit))
      #expect(network.state == state)
    }
  }

  /// Values are exchanged in PyTorch's order, whatever the order in memory.
  @Test func valuesAreInPyTorchsOrder() throws {
    let network: Network<Float> = try LeNet.plain.network(batchSize: 64)
    for tensor in network.state.tensors {
      #expect(network.tensor(tensor.name) == tensor.values)
      #expect(tensor.shape.reduce(1, *) == tensor.values.count)
    }
    #expect(network.state.tensors.first?.shape == [6, 1, 5, 5])
  }
}
