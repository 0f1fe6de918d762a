import Catalog
import Engine
import Testing

/// What batch norm owes besides the reference numbers.
@Suite(.tags(.numerics)) struct BatchNormTests {
  /// The variance is taken around the running mean: once that has followed the data, values far
  /// from zero cost no more accuracy than PyTorch loses.
  @Test func becomesAccurateFarFromZeroAsTheRunningMeanFollows() throws {
    let file: LayerReference.File = try References.load("layers/batch_norm")
    let example = try #require(file.cases.first { $0.name == "mean_far_from_zero" })
    var chain = Chain(input: example.inputShape)
    try chain.append("layer", try BatchNorm.make(example.settings))
    let samples: [[Float]] = example.inputs[0].samples.scalars()
    let probe = LayerProbe<Float>(chain.nodes, input: chain.input, batchSize: samples.count)
    for (name, tensor) in example.weights {
      probe.setTensor("layer.\(name)", tensor.values.map { Float($0) })
    }
    var output: [[Float]] = []
    for _ in 0..<60 { output = probe.forward(samples, phase: .training) }
    expectNear(
      output.flatMap { $0 }, example.output.values, within: 1e-5, "output with a known mean")
  }

  /// Idle lanes of the last chunk hold copies of a sample, which must not count.
  @Test(arguments: [2, 3, 63, 64, 65, 70, 128, 129])
  func statisticsCoverTheWholeBatchAndNothingElse(_ count: Int) throws {
    var chain = Chain(input: .features(2))
    try chain.append(BatchNorm.self, ["momentum": .number(1)])
    var numbers = TestNumbers(seed: UInt64(count))
    let samples = numbers.samples(count, of: 2)
    let probe = LayerProbe<Double>(chain.nodes, input: chain.input, batchSize: 129)
    probe.setTensor("batch_norm1.weight", [1, 1])
    _ = probe.forward(samples, phase: .training)
    let means = try #require(probe.tensor("batch_norm1.running_mean"))
    let variances = try #require(probe.tensor("batch_norm1.running_var"))
    for feature in 0..<2 {
      let column = samples.map { $0[feature] }
      let mean = column.reduce(0, +) / Double(count)
      let squares = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      expectNear([means[feature]], [mean], within: 1e-13, "running mean")
      expectNear([variances[feature]], [squares / Double(count - 1)], within: 1e-13, "variance")
    }
  }
}
