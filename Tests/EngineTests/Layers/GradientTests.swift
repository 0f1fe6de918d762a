import Catalog
import Engine
import Testing

/// Analytic gradients of every registered layer against central differences, in Double.
@Suite(.tags(.numerics)) struct GradientTests {
  @Test(arguments: GradientCase.all, [1, 3, 64, 65, 70])
  func agreeWithCentralDifferences(_ example: GradientCase, _ count: Int) throws {
    guard count >= example.smallestBatch else { return }
    // A single layer has nothing to be fused with.
    for fusing in example.layers.layers.count > 1 ? [true, false] : [true] {
      let check = try example.check(count, fusing: fusing)
      let worst = check.worst
      #expect(worst.error < GradientCheck.tolerance, "\(worst.name)")
      let skipsLittle = check.skipsLittle
      #expect(skipsLittle, "\(check.skipped) coordinates cross a kink")
      let (zeros, all) = (check.zeros, check.coordinates.count)
      #expect(zeros <= all * 9 / 10, "\(zeros) derivatives are zero")
      #expect(check.corrupted.worst.error > GradientCheck.tolerance, "a wrong entry goes unnoticed")
    }
  }

  @Test func everyRegisteredLayerIsChecked() {
    let checked = Set(
      GradientCase.all.flatMap { $0.layers.layers.map { $0.0.name } })
    #expect(checked == Set(LayerRegistry.all.map { $0.name }))
  }

  /// A constant added in front of batch norm is taken away again.
  @Test(arguments: [3, 65]) func biasBeforeBatchNormHasNoGradient(_ count: Int) throws {
    let chain = FusionCase(
      name: "conv, batch_norm", input: .picture(height: 4, width: 4, channels: 1),
      layers: [
        (Conv.self, ["filters": .integer(3), "kernel": .integer(3)]), (BatchNorm.self, [:]),
      ])
    let example = GradientCase(chain, .smooth)
    let check = try example.check(count, fusing: true)
    let biases = check.coordinates.filter { $0.name.hasPrefix("conv1.bias") }
    #expect(biases.count == 3)
    for bias in biases {
      #expect(abs(bias.analytic) <= check.zero && abs(bias.numeric) <= check.zero)
    }
  }
}

/// A layer, or several, with settings under which its gradient is checked.
struct GradientCase: Sendable, CustomTestStringConvertible {
  var layers: FusionCase
  var smoothness: GradientCheck.Smoothness
  /// Inputs keep a distance from each other and from zero, so that no step crosses a kink.
  var hasDistinctInputs = false

  init(
    _ layers: FusionCase, _ smoothness: GradientCheck.Smoothness, hasDistinctInputs: Bool = false
  ) {
    self.layers = layers
    self.smoothness = smoothness
    self.hasDistinctInputs = hasDistinctInputs
  }

  var testDescription: String { layers.name }

  /// Batch norm of vectors needs more than two samples: with two, outputs are ±1 whatever goes in.
  var smallestBatch: Int {
    layers.layers.contains { $0.0 == BatchNorm.self } ? 3 : 1
  }

  /// The most coordinates of a tensor, or of the input, that are checked.
  private static let most = 24

  func check(_ count: Int, fusing: Bool) throws -> GradientCheck {
    let chain = try layers.chain()
    let probe = try layers.probe(chain, count, Double.self, fusing: fusing)
    var numbers = TestNumbers(seed: 11)
    var samples =
      hasDistinctInputs
      ? stride(from: 0, to: count, by: 1).map { _ in numbers.distinct(layers.input.count) }
      : numbers.samples(count, of: layers.input.count)
    let upstream = numbers.samples(count, of: chain.output.count)
    let tensors = chain.nodes.flatMap { node in
      node.definition.parameters(for: node.inputShapes).map { ("\(node.name).\($0.name)", $0) }
    }
    let states = try tensors.filter { !$0.1.role.isTrained }.map {
      ($0.0, try #require(probe.tensor($0.0)))
    }
    func outputs() -> [Double] {
      // Running statistics move with every pass and must not change the function.
      for (name, values) in states { probe.setTensor(name, values) }
      let results = probe.forward(samples, phase: .training)
      return zip(results, upstream).flatMap { zip($0, $1).map { $0 * $1 } }
    }
    _ = outputs()
    let inputGradient = probe.backward(upstream)
    let trained = try tensors.filter(\.1.role.isTrained).map {
      ($0.0, try #require(probe.tensor($0.0)), try #require(probe.gradient($0.0)))
    }
    let largest = (inputGradient + trained.map(\.2)).joined().reduce(0) { max($0, abs($1)) }
    var check = GradientCheck(largest: largest)
    for place in numbers.places(Self.most, of: count * layers.input.count) {
      let (sample, index) = place.quotientAndRemainder(dividingBy: layers.input.count)
      let value = samples[sample][index]
      check.add(
        "input \(sample), \(index)", analytic: inputGradient[sample][index], smoothness
      ) { step in
        samples[sample][index] = value + step
        defer { samples[sample][index] = value }
        return outputs()
      }
    }
    for (name, values, gradient) in trained {
      for index in numbers.places(Self.most, of: values.count) {
        var moved = values
        check.add("\(name) \(index)", analytic: gradient[index], smoothness) { step in
          moved[index] = values[index] + step
          probe.setTensor(name, moved)
          return outputs()
        }
      }
      probe.setTensor(name, values)
    }
    return check
  }

  static let all: [GradientCase] = {
    func picture(_ height: Int, _ width: Int, _ channels: Int) -> Shape {
      .picture(height: height, width: width, channels: channels)
    }
    func conv(_ filters: Int, _ kernel: Int, _ stride: Int, _ padding: Int, bias: Bool = true)
      -> (any LayerDefinition.Type, [String: Value])
    {
      (
        Conv.self,
        [
          "filters": .integer(filters), "kernel": .integer(kernel), "stride": .integer(stride),
          "padding": .integer(padding), "bias": .boolean(bias),
        ]
      )
    }
    func pool(_ kind: any LayerDefinition.Type, _ size: Int, _ stride: Int, _ padding: Int)
      -> (any LayerDefinition.Type, [String: Value])
    {
      (
        kind,
        ["size": .integer(size), "stride": .integer(stride), "padding": .integer(padding)]
      )
    }
    func dense(_ units: Int, bias: Bool = true) -> (any LayerDefinition.Type, [String: Value]) {
      (Dense.self, ["units": .integer(units), "bias": .boolean(bias)])
    }
    func single(
      _ name: String, _ input: Shape, _ layer: (any LayerDefinition.Type, [String: Value])
    ) -> FusionCase { FusionCase(name: name, input: input, layers: [layer]) }
    let linear = [
      single("conv", picture(5, 4, 2), conv(3, 3, 1, 0)),
      single("conv with padding", picture(4, 5, 1), conv(2, 5, 1, 2)),
      single("conv with stride 2 and a line left over", picture(6, 7, 2), conv(3, 3, 2, 1)),
      single("conv with stride 3, no bias", picture(7, 7, 1), conv(17, 3, 3, 2, bias: false)),
      single("conv 1×1", picture(3, 3, 5), conv(4, 1, 1, 0)),
      single("conv by tiles of 4 × 4", picture(6, 4, 16), conv(17, 3, 1, 1)),
      single("conv by tiles of 2 × 2", picture(7, 6, 17), conv(16, 5, 1, 0)),
      single("conv of pictures of 2 × 2 by tiles", picture(2, 2, 16), conv(16, 3, 1, 1)),
      single("dense", .features(7), dense(5)),
      single("dense without bias", .features(18), dense(17, bias: false)),
      single("average_pool", picture(4, 6, 2), pool(AveragePool.self, 2, 2, 0)),
      single("average_pool, overlapping", picture(5, 7, 1), pool(AveragePool.self, 3, 2, 1)),
      single("flatten", picture(2, 3, 2), (Flatten.self, [:])),
      single("global_average_pool", picture(3, 4, 5), (GlobalAveragePool.self, [:])),
      single("dropout", .features(6), (Dropout.self, ["rate": .number(0.3)])),
      single("dropout of pictures", picture(3, 3, 2), (Dropout.self, ["rate": .number(0.5)])),
    ]
    let curved = [
      single("tanh", .features(5), (Tanh.self, [:])),
      single("sigmoid", picture(2, 3, 2), (Sigmoid.self, [:])),
      single("gelu", .features(5), (GELU.self, [:])),
      single("gelu by tanh", picture(2, 3, 2), (GELU.self, ["approximate": .text("tanh")])),
      single("batch_norm", .features(4), (BatchNorm.self, [:])),
      single("batch_norm of pictures", picture(3, 2, 3), (BatchNorm.self, [:])),
      FusionCase(
        name: "conv, flatten, dense", input: picture(5, 5, 2),
        layers: [conv(4, 3, 1, 1), (Flatten.self, [:]), dense(6)]),
      FusionCase(
        name: "conv by tiles, batch_norm", input: picture(4, 4, 16),
        layers: [conv(16, 3, 1, 1), (BatchNorm.self, [:])]),
      FusionCase(
        name: "flatten, batch_norm, dense", input: picture(3, 3, 2),
        layers: [(Flatten.self, [:]), (BatchNorm.self, [:]), dense(3)]),
    ]
    let apart = [
      single("relu", .features(6), (ReLU.self, [:])),
      single("leaky_relu", .features(6), (LeakyReLU.self, ["negative_slope": .number(0.2)])),
      single("max_pool", picture(4, 6, 2), pool(MaxPool.self, 2, 2, 0)),
      single("max_pool, overlapping", picture(5, 7, 1), pool(MaxPool.self, 3, 2, 1)),
    ]
    let chains = [
      FusionCase(
        name: "conv, relu, max_pool", input: picture(6, 6, 2),
        layers: [conv(4, 3, 1, 1), (ReLU.self, [:]), pool(MaxPool.self, 2, 2, 0)]),
      FusionCase(
        name: "conv, relu, max_pool with a line left over", input: picture(7, 5, 1),
        layers: [conv(3, 3, 1, 1), (ReLU.self, [:]), pool(MaxPool.self, 2, 2, 0)]),
      FusionCase(
        name: "conv, batch_norm, relu, max_pool", input: picture(4, 4, 2),
        layers: [
          conv(4, 3, 1, 1), (BatchNorm.self, [:]), (ReLU.self, [:]), pool(MaxPool.self, 2, 2, 0),
        ]),
      FusionCase(
        name: "conv by tiles, relu, max_pool", input: picture(6, 4, 16),
        layers: [conv(16, 3, 1, 1), (ReLU.self, [:]), pool(MaxPool.self, 2, 2, 0)]),
      FusionCase(
        name: "conv of six channels by tiles, relu, max_pool", input: picture(6, 6, 6),
        layers: [conv(16, 5, 1, 0), (ReLU.self, [:]), pool(MaxPool.self, 2, 2, 0)]),
      FusionCase(
        name: "dense, relu, dense", input: .features(6),
        layers: [dense(9), (ReLU.self, [:]), dense(4)]),
      FusionCase(
        name: "dense, batch_norm, relu, dropout, dense", input: .features(6),
        layers: [
          dense(8), (BatchNorm.self, [:]), (ReLU.self, [:]), (Dropout.self, ["rate": .number(0.4)]),
          dense(3),
        ]),
    ]
    return (linear + curved).map { GradientCase($0, .smooth) }
      + apart.map { GradientCase($0, .smooth, hasDistinctInputs: true) }
      + chains.map { GradientCase($0, .kinked) }
      + FusionCase.graphs.map { GradientCase($0.smooth, .smooth) }
  }()
}
