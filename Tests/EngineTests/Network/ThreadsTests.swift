import Catalog
import Engine
import Testing

/// A trial's bits do not depend on how many threads work on it.
@Suite(.tags(.numerics)) struct ThreadsTests {
  @Test(arguments: LeNet.variants, ["sgd", "adam"])
  func lenetHasTheSameBits(_ variant: LeNet, _ optimizer: String) throws {
    try expectSameBits(batch: 256) { try variant.network(batchSize: 256, optimizer: optimizer) }
  }

  /// Convolutions that are computed by transformed tiles, with batch norm and without.
  @Test func transformedConvolutionsHaveTheSameBits() throws {
    var chain = Chain(input: .picture(height: 28, width: 28, channels: 1))
    try chain.append(Conv.self, ["filters": .integer(32), "kernel": .integer(3)])
    try chain.append(ReLU.self)
    try chain.append(MaxPool.self, ["size": .integer(2)])
    for hasBatchNorm in [true, false] {
      try chain.append(
        Conv.self, ["filters": .integer(32), "kernel": .integer(3), "padding": .integer(1)])
      if hasBatchNorm { try chain.append(BatchNorm.self) }
      try chain.append(ReLU.self)
    }
    try chain.append(Flatten.self)
    try chain.append(Dense.self, ["units": .integer(10)])
    try expectSameBits(batch: 192) {
      let network = Network<Float>(
        nodes: chain.nodes, input: chain.input, batchSize: 192, loss: CrossEntropy(Arguments()),
        optimizer: Adam(Arguments()))
      network.initialize(seed: 1) { _, _ in nil }
      return network
    }
  }

  /// Shortcuts, whose gradients meet where chunks of the batch do not.
  @Test func residualNetworksHaveTheSameBits() throws {
    let chain = try FusionCase.residual().chain()
    try expectSameBits(batch: 320) { chain.network(batchSize: 320) }
  }

  /// Weights that do not fit into a core's cache.
  @Test func wideDenseLayersHaveTheSameBits() throws {
    var chain = Chain(input: .picture(height: 28, width: 28, channels: 1))
    try chain.append(Flatten.self)
    for units in [701, 333] {
      try chain.append(Dense.self, ["units": .integer(units)])
      try chain.append(BatchNorm.self)
      try chain.append(ReLU.self)
    }
    try chain.append(Dense.self, ["units": .integer(10)])
    try expectSameBits(batch: 320) {
      let network = Network<Float>(
        nodes: chain.nodes, input: chain.input, batchSize: 320, loss: CrossEntropy(Arguments()),
        optimizer: SGD(Arguments(["momentum": .number(0.9)])))
      network.initialize(seed: 1) { _, _ in nil }
      return network
    }
  }

  /// Helpers come and go between steps.
  @Test func threadsMayChangeWhileTraining() throws {
    let plain = try training(threads: [1], batch: 256) { try LeNet.plain.network(batchSize: 256) }
    let changing = try training(threads: [3, 1, 4, 2], batch: 256) {
      try LeNet.plain.network(batchSize: 256)
    }
    #expect(plain == changing)
  }

  @Test func threadsAreAtMostTheParts() throws {
    let network: Network<Float> = try LeNet.plain.network(batchSize: 130)
    network.threads = 100
    #expect(network.threads == 3)
    network.threads = 0
    #expect(network.threads == 1)
  }

  private struct Outcome: Equatable {
    var losses: [UInt64] = []
    var correct: [Int] = []
    var weights: [[UInt32]] = []
  }

  private func expectSameBits(
    batch: Int, sourceLocation: SourceLocation = #_sourceLocation,
    _ make: () throws -> Network<Float>
  ) throws {
    let reference = try training(threads: [1], batch: batch, make)
    #expect(Set(reference.losses).count > 6, "it trains nothing", sourceLocation: sourceLocation)
    for threads in 2...4 {
      let other = try training(threads: [threads], batch: batch, make)
      #expect(other == reference, "\(threads) threads", sourceLocation: sourceLocation)
    }
  }

  /// Trains two epochs with a small batch at the end of each, and evaluates.
  private func training(
    threads: [Int], batch: Int, _ make: () throws -> Network<Float>
  ) throws -> Outcome {
    let network = try make()
    var numbers = TestNumbers(seed: 3)
    let count = 2 * batch + 100
    let examples = ExampleValues(
      storage: .bytes((0..<count * 784).map { _ in UInt8(numbers.integer(below: 256)) }), size: 784,
      scale: [Float](repeating: 1 / 255, count: 784), shift: [Float](repeating: 0, count: 784))
    let labels = (0..<count).map { _ in UInt8(numbers.integer(below: 10)) }
    let order = (0..<UInt32(count)).map { $0 }
    var outcome = Outcome()
    var step = 0
    for epoch in 1...2 {
      network.beginEpoch(epoch, seed: 1)
      for start in stride(from: 0, to: count, by: batch) {
        network.threads = threads[step % threads.count]
        step += 1
        let result = network.train(
          examples, labels: labels, order: order[start..<min(start + batch, count)],
          learningRate: 0.01)
        outcome.losses.append(result.loss.bitPattern)
        outcome.correct.append(result.correct)
      }
      network.beginInference()
      for start in stride(from: 0, to: count, by: batch) {
        let result = network.evaluate(
          examples, labels: labels, order: order[start..<min(start + batch, count)])
        outcome.losses.append(result.loss.bitPattern)
        outcome.correct.append(result.correct)
      }
    }
    outcome.weights = try network.tensorNames.map { name in
      try #require(network.tensor(name)).map(\.bitPattern)
    }
    return outcome
  }
}
