import Catalog
import Engine
import Foundation
import Testing

/// Three steps of whole networks against PyTorch.
///
/// Tensors are compared by ‖Δ‖/‖w‖: two correct float32 programs differ element by element.
@Suite(.tags(.numerics)) struct NetworkReferenceTests {
  static let names = ["lenet5", "lenet5-batch-norm", "lenet5-tanh", "residual"]

  @Test(arguments: names, [true, false])
  func trainsLikePyTorchInDouble(_ name: String, _ fusing: Bool) throws {
    // The tensors of the files are rounded to float32: 6e-8 of each value.
    try check(name, fusing: fusing, losses: 1e-10, tensors: 6e-8, norms: 1e-10, Double.self)
  }

  @Test(arguments: names, [true, false])
  func trainsLikePyTorchInFloat(_ name: String, _ fusing: Bool) throws {
    try check(name, fusing: fusing, losses: 1e-5, tensors: 1e-5, norms: 1e-5, Float.self)
  }

  /// The port of the formula gives the numbers that the generator printed.
  @Test(arguments: names) func formulaIsPorted(_ name: String) throws {
    let reference: NetworkReference = try References.load("networks/\(name)")
    for stream in reference.streams {
      let units = (0..<4).map { Splitmix.unit(stream: stream.stream, $0) }
      #expect(units == stream.firstUnits)
      #expect(Array(stream.values.prefix(4)) == stream.firstValues, "\(stream.tensor)")
    }
  }

  private func check<S: EngineScalar>(
    _ name: String, fusing: Bool, losses: Double, tensors: Double, norms: Double, _: S.Type
  ) throws {
    let reference: NetworkReference = try References.load("networks/\(name)")
    let chain = try reference.chain()
    let batch = reference.batch
    let network = Network<S>(
      nodes: chain.nodes, input: chain.input, batchSize: batch,
      loss: try #require(LossRegistry.all.first { $0.name == reference.loss }).init(Arguments()),
      optimizer: try reference.makeOptimizer(), fusing: fusing)
    var initial: [String: [Double]] = [:]
    for stream in reference.streams { initial[stream.tensor] = stream.values }
    let pictures = try #require(initial["pictures"])
    let labels = try #require(initial["labels"]).map { UInt8($0) }
    initial["pictures"] = nil
    initial["labels"] = nil
    for (name, values) in initial { network.setTensor(name, values.map { S($0) }) }
    let size = chain.input.count
    let examples = ExampleValues(
      storage: .floats(pictures.map { Float($0) }), size: size,
      scale: [Float](repeating: 1, count: size), shift: [Float](repeating: 0, count: size))
    let order = (0..<UInt32(labels.count)).map { $0 }
    guard case .number(let rate)? = reference.optimizer.settings["learning_rate"] else {
      Issue.record("\(name) has no learning rate")
      return
    }
    network.beginEpoch(1, seed: 1)
    for step in 0..<reference.steps {
      let result = network.accumulateGradient(
        examples, labels: labels, order: order[step * batch..<(step + 1) * batch])
      if step == 0 { try checkFirst(reference, network, within: norms) }
      network.applyUpdate(learningRate: rate)
      expectNear(
        [result.loss / Double(batch)], [reference.losses.float64[step]], within: losses,
        "\(name): loss of step \(step + 1)")
    }
    let file = References.folder.appending(path: "networks/\(name).safetensors")
    let after = name == "lenet5-tanh" ? nil : try SafeTensors(file).tensors
    for tensor in reference.tensors {
      let values = try #require(network.tensor(tensor.name)).map { Double($0) }
      let norm = self.norm(values)
      #expect(abs(norm - tensor.norm) <= norms * tensor.norm, "\(name): norm of \(tensor.name)")
      if let after {
        let expected = try #require(after[tensor.name]).map { Double($0) }
        let error = self.norm(zip(values, expected).map { $0 - $1 }) / tensor.norm
        #expect(error <= tensors, "\(name): \(tensor.name) is off by \(error)")
      }
      if let start = initial[tensor.name], let change = tensor.changeNorm, change > 1e-10 {
        let moved = self.norm(zip(values, start).map { $0 - $1 })
        // Rounding of the weights themselves limits how well their change is known.
        let slack = norms * change + (S.self == Float.self ? 1.2e-7 : 0) * tensor.norm
        #expect(abs(moved - change) <= slack, "\(name): change of \(tensor.name)")
      }
    }
    network.beginInference()
    let inference = network.evaluate(examples, labels: labels, order: order[0..<batch])
    expectNear(
      [inference.loss / Double(batch)], [reference.inferenceLossAfter.float64],
      within: losses, "\(name): loss in inference")
  }

  /// Logits and gradients of the first step.
  private func checkFirst<S: EngineScalar>(
    _ reference: NetworkReference, _ network: Network<S>, within tolerance: Double
  ) throws {
    expectNear(
      network.lastOutputs().prefix(2).flatMap { $0 }, reference.firstLogits.values,
      within: S.tolerance, "first logits")
    for tensor in reference.tensors {
      guard let expected = tensor.firstGradientNorm, expected > 1e-10 else { continue }
      let gradient = try #require(network.gradient(tensor.name)).map { Double($0) }
      #expect(
        abs(norm(gradient) - expected) <= 10 * tolerance * expected, "gradient of \(tensor.name)")
    }
  }

  private func norm(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
