import Catalog
import Datasets
import Foundation
import Records
import Specification
import TestSupport
import Testing
import Training

/// Trials of losses that take one output for two classes.
@Suite struct BinaryTrialTests {
  private static let losses = ["binary_cross_entropy", "hinge"]

  private func testAccuracy(_ text: TrialText) throws -> Double {
    let trial = try text.trial()
    let dataset = try DatasetRegistry.definition(of: trial.data.dataset).load(
      DatasetSelection(
        classes: trial.data.classes, trainingLimit: trial.data.limitTraining,
        testLimit: trial.data.limitTest), from: RealData.locator)
    let runner = TrialRunner(trial: trial, id: "test", policy: RunPolicy(), dataset: dataset)
    let result = try #require(runner.run(isCancelled: { false }, progress: { _ in }))
    #expect(result.record.state == .finished)
    let accuracy = try #require(result.sealed.last(Metric(.test, .accuracy)))
    let right = result.sealed.correct.reduce(0) { $0 + $1.nonzeroBitCount }
    #expect(Double(right) / Double(dataset.test.count) == accuracy)
    return accuracy
  }

  /// The best straight boundary has about 3/4 right, Φ(2 / (2 + 1)); the best curved one nearly all.
  @Test(arguments: losses) func aHiddenLayerHelpsWhereTheBoundaryIsCurved(_ loss: String) throws {
    let text = TrialText(
      data: "{dataset: {two_gaussians: {features: 20, train: 2000, test: 4000}}, scale: none}",
      network: "[dense: 1]", loss: loss, optimizer: "{adam: {learning_rate: 0.01}}", epochs: 10)
    let straight = try testAccuracy(text)
    #expect((0.68...0.82).contains(straight), "\(straight)")
    var curved = text
    curved.network = "[dense: 32, relu, dense: 1]"
    let hidden = try testAccuracy(curved)
    #expect(hidden > 0.9, "\(hidden)")
  }

  /// The first listed class is class 0: an accuracy above 1/2 shows that labels and signs agree.
  @Test(
    .enabled(if: RealData.hasFashionMNIST, "set ABLATE_DATA to a folder with mnist/"),
    arguments: losses, ["[3, 5]", "[5, 3]"])
  func twoDigitsAreToldApart(_ loss: String, _ classes: String) throws {
    let accuracy = try testAccuracy(
      TrialText(
        data: "{dataset: mnist, classes: \(classes), limit: {train: 4000}}",
        network: "[flatten, dense: 1]", loss: loss, optimizer: "{sgd: {learning_rate: 0.1}}",
        epochs: 3))
    #expect(accuracy > 0.93, "\(accuracy)")
  }

  /// The other losses for many classes, and smoothed labels, train too.
  @Test(arguments: ["multi_margin", "mean_squared_error", "cross_entropy"])
  func otherLossesLearnWhatIsEasy(_ loss: String) throws {
    let smoothing = loss == "cross_entropy" ? "  label_smoothing: 0.1" : ""
    let trial = try TrialText(
      network: "[flatten, dense: 3]", loss: loss, optimizer: "{sgd: {learning_rate: 0.1}}",
      batchSize: 16, epochs: 8, more: smoothing
    ).trial()
    let runner = TrialRunner(trial: trial, id: "test", policy: RunPolicy(), dataset: .bands())
    let result = try #require(runner.run(isCancelled: { false }, progress: { _ in }))
    #expect(try #require(result.sealed.last(Metric(.test, .accuracy))) > 0.95)
    if loss == "cross_entropy" {
      // The least that a smoothed loss can be is the entropy of its target.
      let (right, other) = (0.9 + 0.1 / 3, 0.1 / 3)
      let least = -right * log(right) - 2 * other * log(other)
      #expect(try #require(result.record.last(Metric(.train, .loss))) > least)
    }
  }
}
