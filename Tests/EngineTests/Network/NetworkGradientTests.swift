import Catalog
import Engine
import Foundation
import Testing

/// Gradients of whole networks with their loss, through the steps that training takes.
@Suite(.tags(.numerics)) struct NetworkGradientTests {
  @Test(arguments: [3, 64, 65, 130], [true, false])
  func agreeWithCentralDifferences(_ count: Int, _ fusing: Bool) throws {
    let layers = FusionCase(
      name: "everything", input: .picture(height: 8, width: 8, channels: 1),
      layers: [
        (Conv.self, ["filters": .integer(3), "kernel": .integer(3), "padding": .integer(1)]),
        (BatchNorm.self, [:]), (ReLU.self, [:]), (MaxPool.self, ["size": .integer(2)]),
        (Conv.self, ["filters": .integer(4), "kernel": .integer(3)]), (ReLU.self, [:]),
        (MaxPool.self, ["size": .integer(2)]), (Flatten.self, [:]),
        (Dense.self, ["units": .integer(6)]), (ReLU.self, [:]),
        (Dropout.self, ["rate": .number(0.25)]), (Dense.self, ["units": .integer(3)]),
      ])
    let chain = try layers.chain()
    let network = Network<Double>(
      nodes: chain.nodes, input: chain.input, batchSize: count, loss: CrossEntropy(Arguments()),
      optimizer: SGD(Arguments()), fusing: fusing)
    network.initialize(seed: 5) { _, _ in nil }
    network.beginEpoch(1, seed: 5)
    var numbers = TestNumbers(seed: 6)
    let examples = ExampleValues(
      storage: .floats(numbers.numbers(count * 64).map { Float($0) }), size: 64,
      scale: [Float](repeating: 1, count: 64), shift: [Float](repeating: 0, count: 64))
    let labels = (0..<count).map { _ in UInt8(numbers.integer(below: 3)) }
    let order = (0..<UInt32(count)).map { $0 }
    // Sample by sample, so that differences are not rounded at the size of the sum.
    func losses() -> [Double] {
      _ = network.accumulateGradient(examples, labels: labels, order: order[...])
      return zip(network.lastOutputs(), labels).map { logits, label in
        let largest = logits.max() ?? 0
        let sum = logits.reduce(0) { $0 + exp($1 - largest) }
        return (log(sum) + largest - logits[Int(label)]) / Double(count)
      }
    }
    _ = losses()
    let names = network.tensorNames.filter { network.declaration($0)?.role.isTrained == true }
    let gradients = try names.map { ($0, try #require(network.gradient($0))) }
    let largest = gradients.flatMap { $1 }.reduce(0) { max($0, abs($1)) }
    // Losses are known to 1e-16, differences over 4e-6 therefore to some 1e-11.
    var check = GradientCheck(largest: largest, epsilon: 1e-4)
    for (name, gradient) in gradients {
      let values = try #require(network.tensor(name))
      for index in numbers.places(24, of: values.count) {
        check.add("\(name) \(index)", analytic: gradient[index], .kinked) { step in
          var moved = values
          moved[index] += step
          network.setTensor(name, moved)
          defer { network.applyUpdate(learningRate: 0) }
          return losses()
        }
      }
      network.setTensor(name, values)
    }
    let worst = check.worst
    #expect(worst.error < GradientCheck.tolerance, "\(worst.name)")
    let skipsLittle = check.skipsLittle
    #expect(skipsLittle, "\(check.skipped) coordinates cross a kink")
    #expect(check.corrupted.worst.error > GradientCheck.tolerance, "a wrong entry goes unnoticed")
    let conv1Bias = check.coordinates.filter { $0.name.hasPrefix("conv1.bias") }
    let (zeros, all) = (check.zeros, check.coordinates.count)
    #expect(zeros <= all / 2, "\(zeros) of \(all) derivatives are zero")
    for bias in conv1Bias { #expect(abs(bias.analytic) <= check.zero) }
  }
}
