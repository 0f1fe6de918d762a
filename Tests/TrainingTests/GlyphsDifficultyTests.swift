import Datasets
import Foundation
import Records
import Specification
import Testing
import Training

/// The drawn data set is hard enough to tell networks apart.
@Suite struct GlyphsDifficultyTests {
  private func testAccuracy(_ network: String) throws -> Double {
    let text = TrialText(
      data: "{dataset: glyphs, validation: 0.1, limit: {train: 4000, test: 2000}}",
      network: network, optimizer: "{sgd: {learning_rate: 0.02, momentum: 0.9}}", batchSize: 64,
      epochs: 8)
    let trial = try text.trial()
    let locator = DatasetLocator(folders: [])
    let dataset = try DatasetRegistry.definition(of: trial.data.dataset).load(
      DatasetSelection(trainingLimit: 4000, testLimit: 2000), from: locator)
    let runner = TrialRunner(trial: trial, id: "test", policy: RunPolicy(), dataset: dataset)
    let result = try #require(runner.run(isCancelled: { false }, progress: { _ in }))
    return try #require(result.sealed.last(Metric(.test, .accuracy)))
  }

  @Test func aLinearModelStaysClearlyBelowASmallCNN() throws {
    let linear = try testAccuracy("[flatten, dense: 10]")
    let convolutional = try testAccuracy(
      """
      [conv: {filters: 6, kernel: 5, padding: 2}, relu, max_pool: 2,
       conv: {filters: 16, kernel: 5}, relu, max_pool: 2, flatten, dense: 64, relu, dense: 10]
      """)
    #expect((0.5...0.85).contains(linear), "\(linear)")
    #expect(convolutional > linear + 0.08, "\(convolutional) against \(linear)")
    #expect(convolutional < 0.99, "\(convolutional)")
  }
}
