import Catalog
import Engine
import Testing

/// Cliffs, not percentages: what goes wrong by a factor must not go unnoticed.
///
/// Thread CPU time, best of several; still meaningful only when little else runs.
@Suite(.tags(.performance), .serialized) struct SpeedMeasuringTests {
  /// Without the instruction, `addProduct` becomes a library call of a hundredth of the speed.
  @Test func addProductIsAnInstruction() {
    let (vector, scalar) = (PeakMeasurement.vectorRate(), PeakMeasurement.scalarRate())
    #expect(vector > 8 * scalar, "\(vector * 1e-9) against \(scalar * 1e-9) scalar GFLOP/s")
  }

  @Test(arguments: [(LeNet.variants[0], 0.25), (LeNet.variants[1], 0.2)])
  func trainingReachesAShareOfThePeak(_ variant: LeNet, _ share: Double) throws {
    let batch = 128
    let network: Network<Float> = try variant.network(batchSize: batch)
    let examples = ExampleValues(
      storage: .bytes([UInt8](repeating: 100, count: batch * 784)), size: 784,
      scale: [Float](repeating: 1 / 255, count: 784), shift: [Float](repeating: 0, count: 784))
    let labels = (0..<batch).map { UInt8($0 % 10) }
    let order = (0..<UInt32(batch)).map { $0 }
    var peak = 0.0
    var best = Double.infinity
    network.beginEpoch(1, seed: 1)
    for _ in 0..<5 {
      // The clock rate may change: both are measured by turns.
      peak = max(peak, PeakMeasurement.vectorRate(rounds: 2))
      for _ in 0..<20 {
        let start = PeakMeasurement.threadSeconds
        _ = network.train(examples, labels: labels, order: order[...], learningRate: 1e-6)
        best = min(best, PeakMeasurement.threadSeconds - start)
      }
    }
    let rate = Double(operations(of: network) * batch) / best
    print(
      "LeNet-5, \(variant.testDescription): \(best * 1e3) ms a step, \(rate * 1e-9) of \(peak * 1e-9) GFLOP/s"
    )
    #expect(best * 48_000 / Double(batch) < 4, "an epoch of 48,000 pictures takes too long")
    #expect(rate > share * peak, "\(rate * 1e-9) of \(peak * 1e-9) GFLOP/s")
  }

  /// Operations of one sample's step in layers with weights: forward, ∂weights and, but for the
  /// first layer, ∂input.
  private func operations(of network: Network<Float>) -> Int {
    let counts = network.nodes.filter { $0.definition is Conv || $0.definition is Dense }
      .map { $0.definition.operationCount(for: $0.inputShapes) }
    return 3 * counts.reduce(0, +) - (counts.first ?? 0)
  }
}
