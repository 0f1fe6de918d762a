import Catalog
import Digests
import Engine
import Foundation
import Testing

/// Digests of the final weights of small trainings: a change of the engine's arithmetic cannot be
/// made without noticing it, and without raising `Numerics.version`.
///
/// Pinned bits depend on the kernel that OpenBLAS chose; where no digests were recorded for it, only
/// repeatability is checked. Exact bits are the same on every processor and in every build.
/// `ABLATE_RECORD_GOLDEN=1` records, which fails that run.
@Suite struct CanaryTests {
  private struct Golden: Codable {
    /// The version that the digests were recorded with.
    var numerics: Int
    /// By OpenBLAS's core name, or `exact`, then by training.
    var digests: [String: [String: String]]
  }

  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Golden/canaries.json")

  @Test(arguments: Canary.all) func trainingsRepeatTheirBits(_ canary: Canary) throws {
    #expect(try canary.digest(seed: 1) == canary.digest(seed: 1))
    #expect(try canary.digest(seed: 1) != canary.digest(seed: 2))
  }

  @Test func trainingsGiveTheRecordedBits() throws {
    try BLASLibrary.prepare()
    try compare(
      Dictionary(uniqueKeysWithValues: try Canary.all.map { ($0.name, try $0.digest(seed: 1)) }),
      withThoseOf: BLASLibrary.coreName)
  }

  /// The same digests for every processor, and for a program compiled for x86-64-v3.
  @Test func exactTrainingsGiveTheRecordedBits() throws {
    let actual = try (Canary.all + Canary.exact).map { canary in
      (canary.name, try canary.digest(seed: 1, tier: .exact))
    }
    try compare(Dictionary(uniqueKeysWithValues: actual), withThoseOf: "exact")
  }

  private func compare(_ actual: [String: String], withThoseOf core: String) throws {
    let decoded = (try? Data(contentsOf: Self.file)).flatMap {
      try? JSONDecoder().decode(Golden.self, from: $0)
    }
    if ProcessInfo.processInfo.environment["ABLATE_RECORD_GOLDEN"] == "1" {
      // Digests of another version say nothing about this one.
      var golden = Golden(numerics: Numerics.version, digests: [:])
      if let decoded, decoded.numerics == Numerics.version { golden.digests = decoded.digests }
      golden.digests[core] = actual
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      try (encoder.encode(golden) + Data("\n".utf8)).write(to: Self.file)
      Issue.record("recorded the digests of \(core); review them and run again")
      return
    }
    let golden = try #require(decoded, "there are no recorded digests")
    #expect(
      golden.numerics == Numerics.version,
      "record the digests of the new numerics version with ABLATE_RECORD_GOLDEN=1")
    guard let expected = golden.digests[core] else {
      #expect(core != "exact", "there are no recorded digests of exact trainings")
      print("no digests are recorded for the OpenBLAS core \(core): only repeatability is checked")
      return
    }
    #expect(
      actual == expected,
      "the arithmetic has changed: raise Numerics.version and record the new digests")
  }
}

/// A small training on pictures of bars.
struct Canary: Sendable, CustomTestStringConvertible {
  var name: String
  /// Height and width of the pictures.
  var side = 12
  var optimizer: Call
  var layers: [(any LayerDefinition.Type, [String: Value])]
  /// The layers that a layer reads, where it is not the one before.
  var from: [Int: [Int]] = [:]
  var loss: any LossDefinition = CrossEntropy(Arguments())

  var testDescription: String { name }

  /// SHA-256 over the names and bits of all tensors after 42 updates.
  ///
  /// In the exact tier also over the losses of all samples in inference mode.
  func digest(seed: UInt64, tier: Numerics.Tier = .pinned) throws -> String {
    let chain = try FusionCase(
      name: name, input: .picture(height: side, width: side, channels: 1), layers: layers,
      from: from
    ).chain()
    let network = Network<Float>(
      nodes: chain.nodes, input: chain.input, batchSize: 64, loss: loss,
      optimizer: OptimizerRegistry.make(optimizer), tier: tier)
    network.initialize(seed: seed) { _, _ in nil }
    var numbers = TestNumbers(seed: 20)
    let count = 150
    let labels = (0..<count).map { _ in UInt8(numbers.integer(below: 10)) }
    var bytes: [UInt8] = []
    for label in labels {
      for place in 0..<side * side {
        let isBar = place / side == Int(label) || place % side == Int(label) / 2
        bytes.append(UInt8((isBar ? 150 : 0) + numbers.integer(below: 100)))
      }
    }
    let examples = ExampleValues(
      storage: .bytes(bytes), size: side * side,
      scale: [Float](repeating: 1 / 255, count: side * side),
      shift: [Float](repeating: 0, count: side * side))
    // Two full batches and a small one, in another order each epoch.
    let rates = network.learningRate(over: TrainingSpan(updatesPerEpoch: 1, epochs: 14))
    for epoch in 1...14 {
      network.beginEpoch(epoch, seed: seed)
      let order = (0..<count).map { UInt32(($0 * 7 + epoch * 11) % count) }
      for start in stride(from: 0, to: count, by: 64) {
        let batch = order[start..<min(start + 64, count)]
        _ = network.train(
          examples, labels: labels, order: batch, learningRate: rates.rate(at: 0))
      }
    }
    let digest = SHA256()
    for name in network.tensorNames {
      digest.update(Array(name.utf8))
      for value in try #require(network.tensor(name)) {
        #expect(value.isFinite)
        let bits = value.bitPattern
        digest.update((0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) })
      }
    }
    if tier == .exact {
      network.beginInference()
      for start in stride(from: 0, to: count, by: 64) {
        let batch = (UInt32(start)..<UInt32(min(start + 64, count))).map { $0 }
        let loss = network.evaluate(examples, labels: labels, order: batch[...]).loss
        digest.update((0..<8).map { UInt8(truncatingIfNeeded: loss.bitPattern >> (8 * $0)) })
      }
    }
    return digest.finish()
  }

  static let all: [Canary] = [
    Canary(
      name: "dense with SGD",
      optimizer: Call("sgd", Arguments(["learning_rate": .number(0.05)])),
      layers: [
        (Flatten.self, [:]), (Dense.self, ["units": .integer(33)]), (ReLU.self, [:]),
        (Dense.self, ["units": .integer(10)]),
      ]),
    Canary(
      name: "conv, batch norm and dropout with momentum",
      optimizer: Call(
        "sgd", Arguments(["learning_rate": .number(0.05), "momentum": .number(0.9)])),
      layers: [
        (Conv.self, ["filters": .integer(6), "kernel": .integer(5), "padding": .integer(2)]),
        (BatchNorm.self, [:]), (ReLU.self, [:]), (MaxPool.self, ["size": .integer(2)]),
        (Conv.self, ["filters": .integer(16), "kernel": .integer(3)]), (ReLU.self, [:]),
        (MaxPool.self, ["size": .integer(2)]), (Flatten.self, [:]),
        (Dense.self, ["units": .integer(20)]), (ReLU.self, [:]),
        (Dropout.self, ["rate": .number(0.3)]), (Dense.self, ["units": .integer(10)]),
      ]),
    Canary(
      name: "tanh and sigmoid with Adam",
      optimizer: Call("adam", Arguments(["learning_rate": .number(0.003)])),
      layers: [
        (Conv.self, ["filters": .integer(5), "kernel": .integer(3), "stride": .integer(2)]),
        (Tanh.self, [:]), (AveragePool.self, ["size": .integer(2)]), (Flatten.self, [:]),
        (Dense.self, ["units": .integer(12)]), (Sigmoid.self, [:]),
        (Dense.self, ["units": .integer(10)]),
      ]),
  ]

  private static let smoothed =
    CrossEntropy(Arguments()).smoothed(by: 0.1) ?? CrossEntropy(Arguments())

  /// Trainings for the exact tier alone.
  ///
  /// Their bits are the same everywhere, also those of wide dense layers. A binary loss takes class 1
  /// for one side and all others for the other.
  static let exact: [Canary] = [
    Canary(
      name: "LeNet-5 with batch norm, dropout and tanh, with Adam", side: 28,
      optimizer: Call("adam", Arguments(["learning_rate": .number(0.002)])),
      layers: [
        (Conv.self, ["filters": .integer(6), "kernel": .integer(5), "padding": .integer(2)]),
        (BatchNorm.self, [:]), (Tanh.self, [:]), (AveragePool.self, ["size": .integer(2)]),
        (Conv.self, ["filters": .integer(16), "kernel": .integer(5)]), (BatchNorm.self, [:]),
        (Tanh.self, [:]), (AveragePool.self, ["size": .integer(2)]), (Flatten.self, [:]),
        (Dense.self, ["units": .integer(120)]), (Tanh.self, [:]),
        (Dropout.self, ["rate": .number(0.2)]), (Dense.self, ["units": .integer(84)]),
        (Tanh.self, [:]), (Dense.self, ["units": .integer(10)]),
      ]),
    Canary(
      name: "transformed convolutions with momentum",
      optimizer: Call(
        "sgd", Arguments(["learning_rate": .number(0.02), "momentum": .number(0.9)])),
      layers: [
        (Conv.self, ["filters": .integer(16), "kernel": .integer(3), "padding": .integer(1)]),
        (ReLU.self, [:]),
        (Conv.self, ["filters": .integer(24), "kernel": .integer(3), "padding": .integer(1)]),
        (BatchNorm.self, [:]), (ReLU.self, [:]),
        (Conv.self, ["filters": .integer(20), "kernel": .integer(5), "padding": .integer(2)]),
        (ReLU.self, [:]), (MaxPool.self, ["size": .integer(2)]), (Flatten.self, [:]),
        (Dense.self, ["units": .integer(10)]),
      ]),
    Canary(
      name: "wide dense layers with RMSProp", side: 20,
      optimizer: Call("rmsprop", Arguments(["learning_rate": .number(0.0005)])),
      layers: [
        (Flatten.self, [:]), (Dense.self, ["units": .integer(350)]), (ReLU.self, [:]),
        (Dense.self, ["units": .integer(387)]), (Sigmoid.self, [:]),
        (Dense.self, ["units": .integer(10)]),
      ]),
    Canary(
      name: "residual network with GELU, leaky rectifiers and smoothed labels",
      optimizer: Call("sgd", Arguments(["learning_rate": .number(0.05)])),
      layers: [
        (Conv.self, ["filters": .integer(6), "kernel": .integer(3), "padding": .integer(1)]),
        (BatchNorm.self, [:]), (GELU.self, [:]),
        (Conv.self, ["filters": .integer(6), "kernel": .integer(3), "padding": .integer(1)]),
        (LeakyReLU.self, [:]), (Add.self, [:]), (ReLU.self, [:]), (Concat.self, [:]),
        (GlobalAveragePool.self, [:]), (Dense.self, ["units": .integer(10)]),
      ], from: [5: [4, 2], 7: [6, 2]], loss: smoothed),
    Canary(
      name: "GELU by tanh and squared error",
      optimizer: Call("sgd", Arguments(["learning_rate": .number(0.2)])),
      layers: [
        (Flatten.self, [:]), (Dense.self, ["units": .integer(20)]),
        (GELU.self, ["approximate": .text("tanh")]), (Dense.self, ["units": .integer(10)]),
      ], loss: MeanSquaredError(Arguments())),
    Canary(
      name: "multi-class margins",
      optimizer: Call("sgd", Arguments(["learning_rate": .number(0.2)])),
      layers: [(Flatten.self, [:]), (Dense.self, ["units": .integer(10)])],
      loss: MultiMargin(Arguments())),
    Canary(
      name: "binary cross-entropy",
      optimizer: Call("sgd", Arguments(["learning_rate": .number(0.2)])),
      layers: [(Flatten.self, [:]), (Dense.self, ["units": .integer(1)])],
      loss: BinaryCrossEntropy(Arguments())),
    Canary(
      name: "hinge",
      optimizer: Call("sgd", Arguments(["learning_rate": .number(0.2)])),
      layers: [(Flatten.self, [:]), (Dense.self, ["units": .integer(1)])],
      loss: Hinge(Arguments())),
  ]
}
