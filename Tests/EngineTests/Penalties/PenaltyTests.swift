import Catalog
import Engine
import Testing

/// Terms of the weights: what they add to the loss and to its gradient.
@Suite(.tags(.numerics)) struct PenaltyTests {
  /// A convolution, batch norm, two dense layers: every role of a tensor.
  private func network<S: EngineScalar>(
    _ penalties: [any PenaltyDefinition], batch: Int = 70, optimizer: SGD = SGD(Arguments()),
    clip: Double? = nil, _: S.Type
  ) throws -> Network<S> {
    var chain = Chain(input: .picture(height: 6, width: 6, channels: 2))
    try chain.append(Conv.self, ["filters": .integer(3), "kernel": .integer(3)])
    try chain.append(BatchNorm.self)
    try chain.append(Tanh.self)
    try chain.append(Flatten.self)
    try chain.append(Dense.self, ["units": .integer(37)])
    try chain.append(Tanh.self)
    try chain.append(Dense.self, ["units": .integer(3)])
    let network = Network<S>(
      nodes: chain.nodes, input: chain.input, batchSize: batch, loss: CrossEntropy(Arguments()),
      optimizer: optimizer, penalties: penalties, gradientClip: clip)
    network.initialize(seed: 3) { _, _ in nil }
    return network
  }

  private struct Batch {
    let examples: ExampleValues
    let labels: [UInt8]
    let order: [UInt32]

    init(count: Int) {
      var numbers = TestNumbers(seed: 8)
      examples = ExampleValues(
        storage: .floats(numbers.numbers(count * 72).map { Float($0) }), size: 72,
        scale: [Float](repeating: 1, count: 72), shift: [Float](repeating: 0, count: 72))
      labels = (0..<count).map { _ in UInt8(numbers.integer(below: 3)) }
      order = (0..<UInt32(count)).map { $0 }
    }

    func gradient<S: EngineScalar>(of network: Network<S>) -> Network<S>.BatchResult {
      network.accumulateGradient(examples, labels: labels, order: order[...])
    }

    func train<S: EngineScalar>(_ network: Network<S>, rate: Double = 0.1)
      -> Network<S>.BatchResult
    {
      network.train(examples, labels: labels, order: order[...], learningRate: rate)
    }
  }

  private static let factor = 0.01

  private func penalty(_ name: String, _ scope: String, factor: Double = factor)
    -> any PenaltyDefinition
  {
    PenaltyRegistry.make(
      Call(name, Arguments(["factor": .number(factor), "on": .text(scope)])))
  }

  @Test(arguments: PenaltyRegistry.all.map { $0.name }, ["weights", "all"])
  func addToLossAndGradient(_ name: String, _ scope: String) throws {
    let batch = Batch(count: 70)
    let plain = try network([], Double.self)
    let penalized = try network([penalty(name, scope)], Double.self)
    // A weight at zero, where the absolute value has a kink.
    for network in [plain, penalized] {
      var weights = try #require(network.tensor("dense5.weight"))
      weights[5] = 0
      network.setTensor("dense5.weight", weights)
    }
    let (bare, result) = (batch.gradient(of: plain), batch.gradient(of: penalized))
    #expect(bare.penalty == 0 && plain.penalty == 0)
    #expect(bare.loss == result.loss, "the data term is the same")
    var expected = 0.0
    for tensor in plain.tensorNames {
      let declaration = try #require(plain.declaration(tensor))
      guard declaration.role.isTrained else { continue }
      let counts = declaration.role == .weight || scope == "all"
      let values = try #require(plain.tensor(tensor))
      let before = try #require(plain.gradient(tensor))
      let after = try #require(penalized.gradient(tensor))
      for (index, w) in values.enumerated() {
        let slope = name == "l2" ? 2 * w : w > 0 ? 1 : w < 0 ? -1 : 0
        let wanted = before[index] + (counts ? Self.factor * slope : 0)
        #expect(abs(after[index] - wanted) < 1e-14, "\(tensor) \(index)")
        if counts { expected += name == "l2" ? w * w : abs(w) }
      }
    }
    #expect(abs(result.penalty - Self.factor * expected) < 1e-14)
    #expect(abs(penalized.penalty - Self.factor * expected) < 1e-14)
  }

  /// Gradients that are used at once, in memory of their own, have the penalty too.
  @Test(arguments: PenaltyRegistry.all.map { $0.name })
  func areInTheFusedUpdateToo(_ name: String) throws {
    let batch = Batch(count: 70)
    let (stepwise, fused) = (
      try network([penalty(name, "all")], Double.self),
      try network([penalty(name, "all")], Double.self)
    )
    let first = batch.gradient(of: stepwise)
    stepwise.applyUpdate(learningRate: 0.1)
    let second = batch.train(fused)
    #expect(first.penalty == second.penalty && first.penalty > 0)
    for tensor in fused.tensorNames { #expect(fused.tensor(tensor) == stepwise.tensor(tensor)) }
  }

  @Test func aFactorOfZeroChangesNoBit() throws {
    let batch = Batch(count: 70)
    let (plain, penalized) = (
      try network([], Float.self),
      try network([penalty("l2", "all", factor: 0), penalty("l1", "all", factor: 0)], Float.self)
    )
    for _ in 0..<3 { _ = (batch.train(plain), batch.train(penalized)) }
    for tensor in plain.tensorNames { #expect(plain.tensor(tensor) == penalized.tensor(tensor)) }
  }

  /// λ·Σw² over all tensors is a weight decay of 2λ.
  @Test func l2OfAllIsWeightDecay() throws {
    let batch = Batch(count: 70)
    let decay = SGD(Arguments(["weight_decay": .number(0.02), "momentum": .number(0.9)]))
    let (decayed, penalized) = (
      try network([], optimizer: decay, Double.self),
      try network(
        [penalty("l2", "all")], optimizer: SGD(Arguments(["momentum": .number(0.9)])), Double.self)
    )
    for _ in 0..<4 { _ = (batch.train(decayed), batch.train(penalized)) }
    for tensor in decayed.tensorNames {
      expectNear(
        try #require(penalized.tensor(tensor)), try #require(decayed.tensor(tensor)), within: 1e-13,
        tensor)
    }
  }

  /// Penalties and the norm of the gradient have the same bits for any number of threads.
  @Test func doNotDependOnThreads() throws {
    let batch = Batch(count: 300)
    func training(_ threads: Int) throws -> ([[Float]], [Double]) {
      let network = try network(
        [penalty("l2", "weights"), penalty("l1", "all")], batch: 300, clip: 0.05, Float.self)
      network.threads = threads
      let penalties = (0..<5).map { _ in batch.train(network).penalty }
      return (network.tensorNames.compactMap { network.tensor($0) }, penalties)
    }
    let alone = try training(1)
    for threads in 2...4 { #expect(try training(threads) == alone, "\(threads) threads") }
  }

  private struct ClippingFile: Decodable {
    struct Case: Decodable {
      var name: String
      var norm: Double
      var gradient: [Double]
      var total: Double
      var clipped: [Double]
    }
    var cases: [Case]
  }

  @Test func clippingMatchesPyTorch() throws {
    let file: ClippingFile = try References.load("clipping/norm")
    #expect(file.cases.count >= 4)
    for example in file.cases {
      let factor = GradientClipping(norm: example.norm)
        .factor(squaredNorm: example.gradient.reduce(0) { $0 + $1 * $1 })
      expectNear(
        example.gradient.map { $0 * (factor ?? 1) }, example.clipped, within: 1e-15, example.name)
    }
    #expect(GradientClipping(norm: 1).factor(squaredNorm: .nan)?.isNaN == true)
  }

  /// A step along the clipped gradient, by `train` and in two parts.
  @Test func theWholeGradientIsClipped() throws {
    let batch = Batch(count: 70)
    let plain = try network([penalty("l2", "all")], Double.self)
    _ = batch.gradient(of: plain)
    let names = plain.tensorNames.filter { plain.declaration($0)?.role.isTrained == true }
    let gradients = try names.map { try #require(plain.gradient($0)) }
    let norm = gradients.joined().reduce(0) { $0 + $1 * $1 }.squareRoot()
    for limit in [norm / 3, norm * 3] {
      let (fused, stepwise) = (
        try network([penalty("l2", "all")], clip: limit, Double.self),
        try network([penalty("l2", "all")], clip: limit, Double.self)
      )
      let before = try names.map { try #require(fused.tensor($0)) }
      _ = batch.train(fused, rate: 1)
      _ = batch.gradient(of: stepwise)
      stepwise.applyUpdate(learningRate: 1)
      let factor = limit < norm ? limit / (norm + 1e-6) : 1
      for (index, name) in names.enumerated() {
        let expected = zip(before[index], gradients[index]).map { $0 - factor * $1 }
        expectNear(try #require(fused.tensor(name)), expected, within: 1e-14, name)
        expectNear(try #require(stepwise.tensor(name)), expected, within: 1e-14, name)
      }
    }
  }

  @Test func aLargeLimitChangesNoBit() throws {
    let batch = Batch(count: 70)
    let (plain, clipped) = (try network([], Float.self), try network([], clip: 1e6, Float.self))
    for _ in 0..<3 { _ = (batch.train(plain), batch.train(clipped)) }
    for tensor in plain.tensorNames { #expect(plain.tensor(tensor) == clipped.tensor(tensor)) }
  }
}
