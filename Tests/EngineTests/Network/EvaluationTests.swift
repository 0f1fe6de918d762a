import Engine
import Testing

/// An example's outputs in inference do not depend on the batch it is measured in.
@Suite struct EvaluationTests {
  @Test(arguments: LeNet.variants) func outputsDoNotDependOnTheBatchSize(_ variant: LeNet) throws {
    var numbers = TestNumbers(seed: 8)
    let count = 150
    let examples = ExampleValues(
      storage: .bytes((0..<count * 784).map { _ in UInt8(numbers.integer(below: 256)) }), size: 784,
      scale: [Float](repeating: 1 / 255, count: 784), shift: [Float](repeating: 0, count: 784))
    let labels = (0..<count).map { _ in UInt8(numbers.integer(below: 10)) }
    let order = (0..<UInt32(count)).map { $0 }
    var expected: (outputs: [[Float]], right: [Bool], loss: Double)?
    for batchSize in [150, 1, 7, 64, 100, 128] {
      let network: Network<Float> = try variant.network(batchSize: batchSize)
      network.beginInference()
      var (outputs, right, loss) = ([[Float]](), [Bool](), 0.0)
      for start in stride(from: 0, to: count, by: batchSize) {
        let batch = order[start..<min(start + batchSize, count)]
        loss += network.evaluate(examples, labels: labels, order: batch) { right.append($2) }.loss
        outputs += network.lastOutputs()
      }
      guard let first = expected else {
        expected = (outputs, right, loss)
        continue
      }
      #expect(outputs == first.outputs, "outputs with batches of \(batchSize)")
      #expect(right == first.right, "predictions with batches of \(batchSize)")
      // Only the order of the sum differs.
      #expect(abs(loss - first.loss) <= 1e-12 * first.loss, "loss with batches of \(batchSize)")
    }
  }
}
