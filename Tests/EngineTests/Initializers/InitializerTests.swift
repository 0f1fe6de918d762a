import Catalog
import Engine
import Randomness
import Testing

/// Every registered initializer against the moments that PyTorch's has.
@Suite(.tags(.numerics)) struct InitializerTests {
  private struct File: Decodable {
    var cases: [Case]
  }

  private struct Case: Decodable {
    var name: String
    var settings: [String: ReferenceValue]
    var layer: String
    var tensor: String
    var shape: [Int]
    var fanIn: Int
    var fanOut: Int
    var distribution: String
    var std: Double
    var bound: Double?
  }

  /// Zero needs no numbers of PyTorch's.
  @Test(arguments: InitializerRegistry.all.map { $0.name }.filter { $0 != Zero.name })
  func hasTheMomentsOfPyTorch(_ kind: String) throws {
    let type = try #require(InitializerRegistry.all.first { $0.name == kind })
    let file: File = try References.load("initializers/\(kind)")
    #expect(!file.cases.isEmpty)
    for example in file.cases { try check(example, type) }
  }

  @Test func zeroIsZero() {
    let rule = Zero(Arguments())
    let tensor = declaration("weight", [3, 4])
    let stream = RandomStream(seed: 1, .initialWeights, name: "dense1.weight")
    #expect((0..<12).allSatisfy { rule.value(at: $0, of: tensor, from: stream) == 0 })
    #expect(rule.standardDeviation(of: tensor) == 0)
  }

  private func declaration(_ name: String, _ shape: [Int]) -> ParameterDeclaration {
    ParameterDeclaration(
      name: name, shape: shape, role: name == "bias" ? .bias : .weight,
      layout: .vector(shape.reduce(1, *)), fanIn: shape.dropFirst().reduce(1, *),
      fanOut: shape[0])
  }

  private func check<D: InitializerDefinition>(_ example: Case, _: D.Type) throws {
    let rule = try D.make(example.settings)
    let tensor = try declaration(of: example)
    #expect(tensor.fanIn == example.fanIn && tensor.fanOut == example.fanOut, "\(example.name)")
    expectNear(
      [rule.standardDeviation(of: tensor) / example.std], [1], within: 1e-12,
      "\(example.name): standard deviation by formula")
    let stream = RandomStream(seed: 3, .initialWeights, name: "\(example.layer)1.\(tensor.name)")
    let count = 100_000
    let values = (0..<count).map { rule.value(at: $0, of: tensor, from: stream) }
    let n = Double(count)
    let mean = values.reduce(0, +) / n
    let variance = values.reduce(0) { $0 + $1 * $1 } / n
    // Five standard errors; the variance of x² is 2σ⁴ for a normal and 4/5·σ⁴ for a uniform one.
    #expect(abs(mean) < 5 * example.std / n.squareRoot(), "\(example.name): mean")
    let spread = example.distribution == "normal" ? 2.0 : 0.8
    #expect(
      abs(variance / (example.std * example.std) - 1) < 5 * (spread / n).squareRoot(),
      "\(example.name): variance")
    if let bound = example.bound {
      #expect(values.allSatisfy { abs($0) <= bound }, "\(example.name): bound")
      #expect(values.contains { $0 > 0.999 * bound } && values.contains { $0 < -0.999 * bound })
    } else {
      #expect(values.contains { abs($0) > 3.5 * example.std }, "\(example.name): tails")
    }
  }

  /// The declaration of the layer that a case describes.
  private func declaration(of example: Case) throws -> ParameterDeclaration {
    let layer: any LayerDefinition
    let input: Shape
    if example.layer == "dense" {
      layer = Dense(Arguments(["units": .integer(example.fanOut)]))
      input = .features(example.fanIn)
    } else {
      let weight = example.tensor == "weight" ? example.shape : nil
      let kernel = weight?[2] ?? kernel(example.fanIn, example.fanOut)
      let channels = example.fanIn / (kernel * kernel)
      layer = Conv(
        Arguments([
          "filters": .integer(example.fanOut / (kernel * kernel)), "kernel": .integer(kernel),
        ]))
      input = .picture(height: kernel, width: kernel, channels: channels)
    }
    return try #require(
      layer.parameters(for: [input]).first { $0.name == example.tensor }, "\(example.name)")
  }

  /// The kernel's size where only the fans of a bias are given.
  private func kernel(_ fanIn: Int, _ fanOut: Int) -> Int {
    [7, 5, 3, 2].first { fanIn.isMultiple(of: $0 * $0) && fanOut.isMultiple(of: $0 * $0) } ?? 1
  }

  // MARK: What first weights depend on

  private func network(_ names: [String], units: Int = 4) throws -> Network<Float> {
    var chain = Chain(input: .features(6))
    for name in names { try chain.append(name, Dense(Arguments(["units": .integer(units)]))) }
    return Network<Float>(
      nodes: chain.nodes, input: chain.input, batchSize: 1, loss: CrossEntropy(Arguments()),
      optimizer: SGD(Arguments()))
  }

  private func initialized(_ names: [String], seed: UInt64) throws -> Network<Float> {
    let network = try network(names)
    network.initialize(seed: seed) { _, role in role == .weight ? HeNormal(Arguments()) : nil }
    return network
  }

  /// A layer added elsewhere moves no weight of the others.
  @Test func firstWeightsDependOnSeedAndLayerNameOnly() throws {
    let plain = try initialized(["dense1", "dense2"], seed: 1)
    let longer = try initialized(["dense1", "extra", "between", "dense2"], seed: 1)
    for name in ["dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias"] {
      #expect(plain.tensor(name) == longer.tensor(name), "\(name)")
    }
    #expect(plain.tensor("dense2.weight") != longer.tensor("extra.weight"))
    let other = try initialized(["dense1", "dense2"], seed: 2)
    #expect(plain.tensor("dense1.weight") != other.tensor("dense1.weight"))
    #expect(plain.tensor("dense1.weight")?.prefix(4) != plain.tensor("dense1.bias")?.prefix(4))
  }
}
