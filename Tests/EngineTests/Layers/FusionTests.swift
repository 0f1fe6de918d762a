import Catalog
import Engine
import Testing

/// Layers computed together give what they give one by one.
@Suite(.tags(.numerics)) struct FusionTests {
  static let batches = [1, 3, 64, 65, 70]

  @Test(arguments: FusionCase.all + FusionCase.graphs, batches)
  func fusedLayersAgreeInDouble(_ example: FusionCase, _ count: Int) throws {
    try example.check(count, Double.self, within: 1e-11)
  }

  @Test(arguments: FusionCase.all + FusionCase.graphs, batches)
  func fusedLayersAgreeInFloat(_ example: FusionCase, _ count: Int) throws {
    try example.check(count, Float.self, within: 2e-5)
  }

  @Test(arguments: FusionCase.all + FusionCase.graphs)
  func fusedLayersAgreeInInference(_ example: FusionCase) throws {
    let chain = try example.chain()
    let (fused, plain) = (
      try example.probe(chain, 70, Double.self, fusing: true),
      try example.probe(chain, 70, Double.self, fusing: false)
    )
    let samples = example.samples(70)
    expectNear(
      fused.forward(samples, phase: .inference).flatMap { $0 },
      plain.forward(samples, phase: .inference).flatMap { $0 }, within: 1e-11, "output")
  }
}

/// A chain of layers that an engine may fuse, with the settings that make its kernels differ.
struct FusionCase: Sendable, CustomTestStringConvertible {
  var name: String
  var input: Shape
  var layers: [(any LayerDefinition.Type, [String: Value])]
  /// The layers that a layer reads, −1 for the input, where it is not the one before.
  var from: [Int: [Int]] = [:]

  var testDescription: String { name }

  func chain() throws -> Chain {
    var chain = Chain(input: input)
    for (index, layer) in layers.enumerated() {
      try append(layer.0, layer.1, from: from[index], to: &chain)
    }
    return chain
  }

  private func append<D: LayerDefinition>(
    _: D.Type, _ settings: [String: Value], from: [Int]?, to chain: inout Chain
  ) throws { try chain.append(D.self, settings, from: from) }

  func samples(_ count: Int) -> [[Double]] {
    var numbers = TestNumbers(seed: 3)
    return numbers.samples(count, of: input.count)
  }

  /// A probe whose tensors hold numbers of this case.
  func probe<S: EngineScalar>(
    _ chain: Chain, _ count: Int, _: S.Type, fusing: Bool
  ) throws -> LayerProbe<S> {
    let probe = LayerProbe<S>(chain.nodes, input: chain.input, batchSize: count, fusing: fusing)
    var numbers = TestNumbers(seed: 4)
    for node in chain.nodes {
      for tensor in node.definition.parameters(for: node.inputShapes) {
        let values = numbers.numbers(tensor.layout.count)
        // A variance is positive; a scale is best away from zero.
        let isPositive = tensor.name == "running_var" || tensor.role == .scale
        probe.setTensor(
          "\(node.name).\(tensor.name)", values.map { S(isPositive ? 1 + 0.5 * $0 : $0) })
      }
    }
    probe.beginEpoch(1, seed: 1)
    return probe
  }

  func check<S: EngineScalar>(_ count: Int, _: S.Type, within tolerance: Double) throws {
    let hasBatchNorm = layers.contains { $0.0 == BatchNorm.self }
    if hasBatchNorm, count == 1, !input.isPicture { return }
    let chain = try chain()
    let fused = try probe(chain, count, S.self, fusing: true)
    let plain = try probe(chain, count, S.self, fusing: false)
    let samples: [[S]] = samples(count).scalars()
    expectNear(
      fused.forward(samples, phase: .training).flatMap { $0 },
      plain.forward(samples, phase: .training).flatMap { $0.map { Double($0) } },
      within: tolerance, "output")
    var numbers = TestNumbers(seed: 5)
    let upstream: [[S]] = numbers.samples(count, of: chain.output.count).scalars()
    let expected = plain.backward(upstream).flatMap { $0.map { Double($0) } }
    expectNear(
      fused.backward(upstream).flatMap { $0 }, expected, within: tolerance, "input gradient")
    #expect(expected.contains { $0 != 0 })
    for (index, node) in chain.nodes.enumerated() {
      let readers = chain.nodes.filter { $0.inputs.contains(index) }
      let isNormalized = readers.count == 1 && readers[0].definition is BatchNorm
      for tensor in node.definition.parameters(for: node.inputShapes) {
        let name = "\(node.name).\(tensor.name)"
        if node.definition is Conv, tensor.role == .bias, isNormalized {
          // Batch norm subtracts it again: what the plain layers find is rounding alone.
          let zeros = [Double](repeating: 0, count: tensor.layout.count)
          expectNear(try #require(fused.gradient(name)), zeros, within: 0, "gradient of \(name)")
          expectNear(
            try #require(plain.gradient(name)), zeros, within: 10 * tolerance,
            "plain gradient of \(name)")
        } else if tensor.role.isTrained {
          let expected = try #require(plain.gradient(name)).map { Double($0) }
          // Sums over the batch round in proportion to their terms, which may cancel.
          let scale = S.self == Float.self ? max(1, expected.map(abs).max() ?? 1) : 1
          expectNear(
            try #require(fused.gradient(name)), expected, within: tolerance * scale,
            "gradient of \(name)")
        } else {
          let expected = try #require(plain.tensor(name)).map { Double($0) }
          expectNear(try #require(fused.tensor(name)), expected, within: tolerance, name)
        }
      }
    }
  }

  private static func picture(_ height: Int, _ width: Int, _ channels: Int) -> Shape {
    .picture(height: height, width: width, channels: channels)
  }

  private static func conv(
    _ filters: Int, _ kernel: Int, stride: Int = 1, padding: Int = 0, bias: Bool = true
  ) -> (any LayerDefinition.Type, [String: Value]) {
    (
      Conv.self,
      [
        "filters": .integer(filters), "kernel": .integer(kernel), "stride": .integer(stride),
        "padding": .integer(padding), "bias": .boolean(bias),
      ]
    )
  }

  private static func averagePool(
    _ size: Int, stride: Int? = nil
  ) -> (any LayerDefinition.Type, [String: Value]) {
    (AveragePool.self, ["size": .integer(size), "stride": .integer(stride ?? size)])
  }

  private static func pool(
    _ size: Int, stride: Int? = nil, padding: Int = 0
  ) -> (any LayerDefinition.Type, [String: Value]) {
    (
      MaxPool.self,
      [
        "size": .integer(size), "stride": .integer(stride ?? size), "padding": .integer(padding),
      ]
    )
  }

  private static let relu: (any LayerDefinition.Type, [String: Value]) = (ReLU.self, [:])
  private static let tanh: (any LayerDefinition.Type, [String: Value]) = (Tanh.self, [:])
  private static let sigmoid: (any LayerDefinition.Type, [String: Value]) = (Sigmoid.self, [:])
  private static let dropout: (any LayerDefinition.Type, [String: Value]) = (
    Dropout.self, ["rate": .number(0.3)]
  )
  private static let norm: (any LayerDefinition.Type, [String: Value]) = (BatchNorm.self, [:])
  private static let flatten: (any LayerDefinition.Type, [String: Value]) = (Flatten.self, [:])

  private static func dense(
    _ units: Int, bias: Bool = true
  ) -> (any LayerDefinition.Type, [String: Value]) {
    (Dense.self, ["units": .integer(units), "bias": .boolean(bias)])
  }

  static let all: [FusionCase] = [
    FusionCase(name: "dense, relu", input: .features(7), layers: [dense(5), relu]),
    FusionCase(
      name: "dense without bias, relu, dense", input: .features(33),
      layers: [dense(20, bias: false), relu, dense(3)]),
    FusionCase(name: "conv, relu", input: picture(7, 6, 2), layers: [conv(5, 3), relu]),
    FusionCase(
      name: "strided conv without bias, relu", input: picture(9, 8, 3),
      layers: [conv(6, 3, stride: 2, padding: 1, bias: false), relu]),
    FusionCase(
      name: "conv, relu, max_pool", input: picture(8, 8, 1),
      layers: [conv(6, 5, padding: 2), relu, pool(2)]),
    FusionCase(
      name: "conv, relu, max_pool with a line left over", input: picture(9, 7, 2),
      layers: [conv(4, 3), relu, pool(2)]),
    FusionCase(
      name: "conv of 20 filters, relu, max_pool", input: picture(6, 6, 6),
      layers: [conv(20, 3), relu, pool(2)]),
    FusionCase(
      name: "conv, relu, overlapping max_pool", input: picture(8, 9, 2),
      layers: [conv(3, 3, padding: 1), relu, pool(3, stride: 2, padding: 1)]),
    FusionCase(
      name: "conv, max_pool", input: picture(8, 8, 2), layers: [conv(5, 3), pool(2)]),
    FusionCase(
      name: "conv, relu, max_pool, conv, relu, max_pool", input: picture(14, 14, 1),
      layers: [conv(6, 5, padding: 2), relu, pool(2), conv(16, 3, padding: 1), relu, pool(2)]),
    FusionCase(
      name: "conv, tanh, average_pool", input: picture(8, 8, 1),
      layers: [conv(6, 5, padding: 2), tanh, averagePool(2)]),
    FusionCase(
      name: "conv without bias, sigmoid, average_pool", input: picture(6, 8, 3),
      layers: [conv(14, 3, bias: false), sigmoid, averagePool(2)]),
    FusionCase(
      name: "conv, tanh, average_pool with a line left over", input: picture(9, 7, 2),
      layers: [conv(4, 3), tanh, averagePool(2)]),
    FusionCase(
      name: "conv, tanh, overlapping average_pool", input: picture(8, 8, 2),
      layers: [conv(4, 3), tanh, averagePool(2, stride: 1)]),
    FusionCase(
      name: "conv, tanh, average_pool, conv of 33 filters, sigmoid, average_pool",
      input: picture(12, 12, 1),
      layers: [
        conv(6, 5, padding: 2), tanh, averagePool(2), conv(33, 3, padding: 1), sigmoid,
        averagePool(2),
      ]),
    FusionCase(
      name: "strided conv of 28 filters, batch_norm, conv", input: picture(7, 9, 7),
      layers: [conv(28, 3, stride: 2, padding: 1), norm, conv(3, 2)]),
    FusionCase(
      name: "dense, relu, dropout, dense", input: .features(9),
      layers: [dense(21), relu, dropout, dense(5)]),
    FusionCase(
      name: "dense, relu, dropout, relu", input: .features(9),
      layers: [dense(6), relu, dropout, relu]),
    FusionCase(name: "dense, dropout", input: .features(9), layers: [dense(6), dropout]),
    FusionCase(name: "batch_norm, relu", input: picture(5, 4, 3), layers: [norm, relu]),
    FusionCase(
      name: "dense, batch_norm, relu", input: .features(9), layers: [dense(6), norm, relu]),
    FusionCase(
      name: "conv, batch_norm, relu, max_pool", input: picture(8, 8, 2),
      layers: [conv(6, 3, padding: 1), norm, relu, pool(2)]),
    FusionCase(
      name: "conv, batch_norm, relu, max_pool with a line left over", input: picture(9, 7, 2),
      layers: [conv(4, 3), norm, relu, pool(2)]),
    FusionCase(
      name: "conv, batch_norm, max_pool", input: picture(6, 6, 2),
      layers: [conv(4, 3, padding: 1), norm, pool(2)]),
    FusionCase(
      name: "conv, batch_norm, relu, conv", input: picture(7, 7, 2),
      layers: [conv(4, 3), norm, relu, conv(3, 3, padding: 1)]),
    FusionCase(
      name: "conv by tiles of 4 × 4, relu, max_pool", input: picture(10, 8, 16),
      layers: [conv(17, 3, padding: 1), relu, pool(2)]),
    FusionCase(
      name: "conv by tiles of 2 × 2, batch_norm, relu, max_pool", input: picture(10, 9, 6),
      layers: [conv(16, 5), norm, relu, pool(2)]),
    FusionCase(
      name: "conv by tiles of 2 × 2, relu, conv of pictures of 2 × 2", input: picture(6, 6, 16),
      layers: [conv(18, 5), relu, conv(16, 3, padding: 1), norm, relu]),
    FusionCase(
      name: "LeNet with batch norm", input: picture(16, 16, 1),
      layers: [
        conv(6, 5, padding: 2), norm, relu, pool(2), conv(16, 5), norm, relu, pool(2), flatten,
        dense(12), relu, dense(10),
      ]),
  ]
}
