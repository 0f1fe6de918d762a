import Catalog
import Engine
import Testing

/// LeNet-5 for pictures of 28×28, plain or with what regularizes it.
struct LeNet: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var hasBatchNorm = false
  var dropout: Double?

  static let plain = LeNet(testDescription: "plain")
  static let variants = [
    plain, LeNet(testDescription: "batch norm", hasBatchNorm: true),
    LeNet(testDescription: "dropout", dropout: 0.2),
    LeNet(testDescription: "batch norm and dropout", hasBatchNorm: true, dropout: 0.2),
  ]

  func chain() throws -> Chain {
    var chain = Chain(input: .picture(height: 28, width: 28, channels: 1))
    for (filters, padding) in [(6, 2), (16, 0)] {
      try chain.append(
        Conv.self,
        ["filters": .integer(filters), "kernel": .integer(5), "padding": .integer(padding)])
      if hasBatchNorm { try chain.append(BatchNorm.self) }
      try chain.append(ReLU.self)
      try chain.append(MaxPool.self, ["size": .integer(2)])
    }
    try chain.append(Flatten.self)
    for units in [120, 84] {
      try chain.append(Dense.self, ["units": .integer(units)])
      try chain.append(ReLU.self)
      if let dropout { try chain.append(Dropout.self, ["rate": .number(dropout)]) }
    }
    try chain.append(Dense.self, ["units": .integer(10)])
    return chain
  }

  /// The network with weights drawn by seed 1.
  func network<S: EngineScalar>(batchSize: Int, optimizer: String = "sgd") throws -> Network<S> {
    try chain().network(batchSize: batchSize, optimizer: optimizer)
  }
}

extension Chain {
  /// A network of these layers with weights drawn by seed 1.
  func network<S: EngineScalar>(
    batchSize: Int, loss: any LossDefinition = CrossEntropy(Arguments()), optimizer: String = "sgd"
  ) -> Network<S> {
    let network = Network<S>(
      nodes: nodes, input: input, batchSize: batchSize, loss: loss,
      optimizer: OptimizerRegistry.make(Call(optimizer)))
    network.initialize(seed: 1) { _, _ in nil }
    return network
  }
}
