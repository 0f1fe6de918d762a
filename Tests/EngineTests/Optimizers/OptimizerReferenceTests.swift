import Catalog
import Engine
import Testing

/// Every registered optimizer against ten steps of PyTorch's, weight by weight.
@Suite(.tags(.numerics)) struct OptimizerReferenceTests {
  private struct File: Decodable {
    var cases: [Case]
  }

  private struct Case: Decodable {
    var name: String
    var settings: [String: ReferenceValue]
    var learningRates: [Double]
    var initial: [Double]
    var gradients: [[Double]]
    var weights: [[Double]]
  }

  @Test(arguments: OptimizerRegistry.all.map { $0.name })
  func matchesPyTorchInDouble(_ kind: String) throws { try check(kind, Double.self) }

  @Test(arguments: OptimizerRegistry.all.map { $0.name })
  func matchesPyTorchInFloat(_ kind: String) throws { try check(kind, Float.self) }

  private func check<S: EngineScalar>(_ kind: String, _: S.Type) throws {
    let type = try #require(OptimizerRegistry.all.first { $0.name == kind })
    let file: File = try References.load("optimizers/\(kind)")
    #expect(!file.cases.isEmpty)
    for example in file.cases { try run(example, type, S.self) }
  }

  private func run<S: EngineScalar, D: OptimizerDefinition>(
    _ example: Case, _: D.Type, _: S.Type
  ) throws {
    let probe = OptimizerProbe<S>(
      try D.make(example.settings), weights: example.initial.map { S($0) })
    for (step, gradient) in example.gradients.enumerated() {
      probe.update(
        gradient: gradient.map { S($0) }, learningRate: example.learningRates[step])
      expectNear(
        probe.weights, example.weights[step], within: S.tolerance,
        "\(D.name) \(example.name): weights after step \(step + 1)")
      #expect(probe.isTidy, "\(D.name) \(example.name): padding or gradients after \(step + 1)")
    }
  }
}
