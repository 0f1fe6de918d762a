import AllocationCounter
import Catalog
import Engine
import Testing

/// The training loop allocates nothing.
///
/// Allocations are counted thread by thread, so that tests beside this one do not count.
@Suite(
  .enabled(
    if: allocation_counter_works() != 0, "allocations can only be counted with glibc, unsanitized"))
struct AllocationMeasuringTests {
  /// A counter that never counts would let everything pass.
  @Test func countsWhatIsAllocated() {
    allocation_counter_start()
    let numbers = [Int](repeating: 1, count: Int(clamping: order.count))
    let count = allocation_counter_stop()
    #expect(numbers.count == order.count)
    #expect(count >= 1)
    allocation_counter_start()
    #expect(allocation_counter_stop() == 0)
  }

  @Test(arguments: LeNet.variants, OptimizerRegistry.all.map { $0.name })
  func trainingAllocatesNothing(_ variant: LeNet, _ optimizer: String) throws {
    expectNoAllocations(of: try variant.network(batchSize: 128, optimizer: optimizer))
  }

  @Test func residualNetworksAllocateNothing() throws {
    expectNoAllocations(of: try FusionCase.residual().chain().network(batchSize: 128))
  }

  /// Every way to join layers, with flattened pictures among them.
  @Test(arguments: LossRegistry.all.map { $0.name })
  func joinedLayersAllocateNothing(_ loss: String) throws {
    let definition = LossRegistry.make(Call(loss))
    let outputs = definition.outputCount(classes: 2)
    let layers = FusionCase(
      name: "joined", input: .picture(height: 28, width: 28, channels: 1),
      layers: [
        (MaxPool.self, ["size": .integer(7)]), (LeakyReLU.self, [:]), (GELU.self, [:]),
        (Concat.self, [:]), (Flatten.self, [:]), (Dense.self, ["units": .integer(32)]),
        (Add.self, [:]), (ReLU.self, [:]), (Concat.self, [:]),
        (Dense.self, ["units": .integer(outputs)]),
      ], from: [2: [0], 3: [1, 2], 6: [4, 5], 8: [7, 4, 7]])
    expectNoAllocations(
      of: try layers.chain().network(batchSize: 128, loss: definition), classes: 2)
  }

  private func expectNoAllocations(of network: Network<Float>, classes: Int = 10) {
    var numbers = TestNumbers(seed: 1)
    let bytes = (0..<order.count * 784).map { _ in UInt8(numbers.integer(below: 256)) }
    let examples = ExampleValues(
      storage: .bytes(bytes), size: 784, scale: [Float](repeating: 1 / 255, count: 784),
      shift: [Float](repeating: 0, count: 784))
    let labels = (0..<order.count).map { _ in UInt8(numbers.integer(below: classes)) }
    // The last batch of an epoch is smaller.
    let batches = [order[0..<128], order[128..<256], order[256..<300]]
    network.beginEpoch(1, seed: 1)
    let inTraining = allocations {
      for step in 0..<99 {
        _ = network.train(examples, labels: labels, order: batches[step % 3], learningRate: 0.01)
      }
    }
    #expect(inTraining == 0, "\(inTraining) allocations in 99 steps")
    network.beginInference()
    let inEvaluation = allocations {
      for batch in batches { _ = network.evaluate(examples, labels: labels, order: batch) }
    }
    #expect(inEvaluation == 0, "\(inEvaluation) allocations in 3 evaluations")
  }

  /// Allocations of a second run: in the first the runtime may make metadata, which it keeps.
  private func allocations(_ body: () -> Void) -> Int {
    body()
    allocation_counter_start()
    body()
    return allocation_counter_stop()
  }

  private let order = (0..<UInt32(300)).map { $0 }
}
