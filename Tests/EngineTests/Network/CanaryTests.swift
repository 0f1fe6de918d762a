import Catalog
import Digests
import Engine
import Foundation
import Testing

/// Digests of the final weights of small trainings: a change of the engine's arithmetic cannot be
/// made without noticing it, and without raising `Numerics.version`.
///
/// Bits depend on the kernel that OpenBLAS chose; where no digests were recorded for it, only
/// repeatability is checked. `ABLATE_RECORD_GOLDEN=1` records, which fails that run.
@Suite struct CanaryTests {
  private struct Golden: Codable {
    /// The version that the digests were recorded with.
    var numerics: Int
    /// By OpenBLAS's core name, then by training.
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
    let core = BLASLibrary.coreName
    let actual = Dictionary(
      uniqueKeysWithValues: try Canary.all.map { ($0.name, try $0.digest(seed: 1)) })
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
  var optimizer: Call
  var layers: [(any LayerDefinition.Type, [String: Value])]

  var testDescription: String { name }

  /// SHA-256 over the names and bits of all tensors after 42 updates.
  func digest(seed: UInt64) throws -> String {
    let chain = try FusionCase(
      name: name, input: .picture(height: 12, width: 12, channels: 1), layers: layers
    ).chain()
    let network = Network<Float>(
      nodes: chain.nodes, input: chain.input, batchSize: 64, loss: CrossEntropy(Arguments()),
      optimizer: OptimizerRegistry.make(optimizer))
    network.initialize(seed: seed) { _, _ in nil }
    var numbers = TestNumbers(seed: 20)
    let count = 150
    let labels = (0..<count).map { _ in UInt8(numbers.integer(below: 10)) }
    var bytes: [UInt8] = []
    for label in labels {
      for place in 0..<144 {
        let isBar = place / 12 == Int(label) || place % 12 == Int(label) / 2
        bytes.append(UInt8((isBar ? 150 : 0) + numbers.integer(below: 100)))
      }
    }
    let examples = ExampleValues(
      storage: .bytes(bytes), size: 144, scale: [Float](repeating: 1 / 255, count: 144),
      shift: [Float](repeating: 0, count: 144))
    // Two full batches and a small one, in another order each epoch.
    for epoch in 1...14 {
      network.beginEpoch(epoch, seed: seed)
      let order = (0..<count).map { UInt32(($0 * 7 + epoch * 11) % count) }
      for start in stride(from: 0, to: count, by: 64) {
        let batch = order[start..<min(start + 64, count)]
        _ = network.train(
          examples, labels: labels, order: batch, learningRate: network.learningRate)
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
}
