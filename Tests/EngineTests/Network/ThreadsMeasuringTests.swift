import Catalog
import Engine
import Foundation
import Testing

/// What a second core is worth; meaningful only when it is idle.
@Suite(
  .tags(.performance), .serialized,
  .enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1, "there is one core"))
struct ThreadsMeasuringTests {
  /// An idle core gives 1.8 and more; without hand-over or with waiting it would be 1.
  @Test func aSecondCoreSpeedsUpATrial() throws {
    let batch = 128
    let network: Network<Float> = try LeNet.plain.network(batchSize: batch)
    let examples = ExampleValues(
      storage: .bytes([UInt8](repeating: 100, count: batch * 784)), size: 784,
      scale: [Float](repeating: 1 / 255, count: 784), shift: [Float](repeating: 0, count: 784))
    let labels = (0..<batch).map { UInt8($0 % 10) }
    let order = (0..<UInt32(batch)).map { $0 }
    network.beginEpoch(1, seed: 1)
    var best = [1: Duration.seconds(1000), 2: .seconds(1000)]
    for round in 0..<300 {
      // By turns: the clock rate may change.
      let threads = 1 + round / 10 % 2
      network.threads = threads
      let time = ContinuousClock().measure {
        _ = network.train(examples, labels: labels, order: order[...], learningRate: 1e-6)
      }
      best[threads] = min(best[threads] ?? time, time)
    }
    let gain = try #require(best[1]) / #require(best[2])
    print("a second core makes a step of LeNet-5 \(gain) times as fast")
    #expect(gain > 1.3, "a second core gives a factor of \(gain)")
  }
}
