import Catalog
import Engine
import Testing

/// Whether an activation is dropped is a function of seed, layer, epoch, sample and place alone.
@Suite struct DropoutTests {
  private static let size = 16

  /// A network whose outputs are its inputs after dropout, named as given.
  private func network(_ name: String, batchSize: Int, rate: Double = 0.5) throws -> Network<Float>
  {
    var chain = Chain(input: .features(Self.size))
    try chain.append("first", Dense(Arguments(["units": .integer(Self.size)])))
    try chain.append(name, Dropout(Arguments(["rate": .number(rate)])))
    try chain.append("last", Dense(Arguments(["units": .integer(Self.size)])))
    let network = Network<Float>(
      nodes: chain.nodes, input: chain.input, batchSize: batchSize, loss: CrossEntropy(Arguments()),
      optimizer: SGD(Arguments()))
    let identity = (0..<Self.size * Self.size).map { Float($0 % (Self.size + 1) == 0 ? 1 : 0) }
    for layer in ["first", "last"] {
      network.setTensor("\(layer).weight", identity)
      network.setTensor("\(layer).bias", [Float](repeating: 0, count: Self.size))
    }
    return network
  }

  private let examples = ExampleValues(
    storage: .bytes([UInt8](repeating: 1, count: 300 * size)), size: size,
    scale: [Float](repeating: 1, count: size), shift: [Float](repeating: 0, count: size))
  private let labels = [UInt8](repeating: 0, count: 300)

  private func outputs(
    _ network: Network<Float>, _ order: [UInt32], epoch: Int = 1, seed: UInt64 = 1
  ) -> [UInt32: [Float]] {
    network.beginEpoch(epoch, seed: seed)
    _ = network.accumulateGradient(examples, labels: labels, order: order[...])
    network.applyUpdate(learningRate: 0)
    return Dictionary(uniqueKeysWithValues: zip(order, network.lastOutputs()))
  }

  @Test func theMaskDoesNotDependOnTheBatch() throws {
    let network = try network("dropout1", batchSize: 128)
    let all = outputs(network, (0..<128).map { $0 })
    let reversed = outputs(network, (0..<128).map { 127 - $0 })
    #expect(all == reversed)
    let few = outputs(network, [77, 3, 126])
    for (sample, values) in few { #expect(values == all[sample]) }
    let other = try self.network("dropout1", batchSize: 16)
    for (sample, values) in outputs(other, [5, 100]) { #expect(values == all[sample]) }
    #expect(Set(all.values).count > 120, "samples share a mask")
  }

  @Test func theMaskDependsOnSeedEpochAndLayer() throws {
    let order = (0..<64).map { UInt32($0) }
    let network = try network("dropout1", batchSize: 64)
    let first = outputs(network, order)
    #expect(first == outputs(network, order))
    #expect(first != outputs(network, order, epoch: 2))
    #expect(first != outputs(network, order, seed: 2))
    #expect(first != outputs(try self.network("dropout2", batchSize: 64), order))
  }

  @Test(arguments: [0.1, 0.5, 0.9]) func theRightShareIsDropped(_ rate: Double) throws {
    let network = try network("dropout1", batchSize: 300, rate: rate)
    let values = outputs(network, (0..<300).map { $0 }).values.flatMap { $0 }
    let kept = values.filter { $0 != 0 }
    let n = Double(values.count)
    #expect(abs(1 - Double(kept.count) / n - rate) < 5 * (rate * (1 - rate) / n).squareRoot())
    #expect(kept.allSatisfy { abs(Double($0) * (1 - rate) - 1) < 1e-6 })
  }

  @Test func inferenceDropsNothing() throws {
    let network = try network("dropout1", batchSize: 64)
    network.beginInference()
    _ = network.evaluate(examples, labels: labels, order: ((0..<64).map { UInt32($0) })[...])
    #expect(network.lastOutputs().joined().allSatisfy { $0 == 1 })
  }
}
