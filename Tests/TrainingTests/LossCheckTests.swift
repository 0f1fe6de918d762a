import Datasets
import Diagnostics
import Specification
import TestSupport
import Testing
import Training

/// Losses that do not fit the data or what is asked of them.
@Suite struct LossCheckTests {
  private static let two = DatasetDescription.pictures(28, 28, 1, classes: 2)

  @Test(arguments: ["binary_cross_entropy", "hinge"])
  func binaryLossesTakeOneOutput(_ loss: String) {
    TrialText(network: "[flatten, dense: 1]", loss: loss).expect(Self.two)
    TrialText(network: "[flatten, ①dense: 2②]", loss: loss).expect(
      Self.two,
      Expected(
        "①", "②", .outputMismatch,
        "the network ends with 2 outputs, but \(loss) needs 1 for 2 classes",
        hint: "let the last layer be 'dense: 1'"))
    TrialText(network: "[①relu②]", loss: loss).expect(
      Self.two,
      Expected(
        "①", "②", .outputMismatch,
        "the network ends with a picture of 28×28×1, but \(loss) needs a vector",
        hint: "add 'flatten' and 'dense: 1'"))
  }

  @Test(arguments: ["cross_entropy", "multi_margin", "mean_squared_error"])
  func otherLossesTakeOneOutputForEachClass(_ loss: String) {
    TrialText(network: "[flatten, dense: 10]", loss: loss).expect(.grey)
    TrialText(network: "[flatten, ①dense: 1②]", loss: loss).expect(
      Self.two,
      Expected(
        "①", "②", .outputMismatch,
        "the network ends with 1 output, but \(loss) needs 2 for 2 classes",
        hint: "let the last layer be 'dense: 2'"))
  }

  @Test(arguments: ["binary_cross_entropy", "hinge"], [1, 3, 10])
  func binaryLossesTakeTwoClasses(_ loss: String, _ classes: Int) {
    TrialText(network: "[flatten, dense: 1]", loss: "①\(loss)②").expect(
      .pictures(28, 28, 1, classes: classes),
      Expected(
        "①", "②", .conflictingValues,
        "\(loss) tells two classes apart, but the data has \(classes)",
        hint: classes == 1
          ? "use 'cross_entropy'"
          : "keep two with 'classes: [0, 1]' under 'data', or use 'cross_entropy'"))
  }

  @Test(arguments: ["binary_cross_entropy", "hinge", "multi_margin", "mean_squared_error"])
  func smoothingIsForCrossEntropyAlone(_ loss: String) {
    let outputs = loss.hasPrefix("m") ? 2 : 1
    TrialText(
      network: "[flatten, dense: \(outputs)]", loss: loss, more: "  label_smoothing: ①0.1②"
    ).expect(
      Self.two,
      Expected(
        "①", "②", .conflictingValues, "'label_smoothing' means nothing with \(loss)",
        hint: "remove it, or use 'loss: cross_entropy'"))
    TrialText(
      network: "[flatten, dense: \(outputs)]", loss: loss, more: "  label_smoothing: 0"
    ).expect(Self.two)
  }

  @Test func crossEntropyIsSmoothed() throws {
    let text = TrialText(network: "[flatten, dense: 10]", more: "  label_smoothing: 0.1")
    text.expect(.grey)
    let (plain, smoothed) = (
      try TrialText(network: "[flatten, dense: 10]").trial(), try text.trial()
    )
    #expect(smoothed.training.labelSmoothing == 0.1)
    #expect(!plain.canonicalForm.contains("smoothing"))
    #expect(smoothed.canonicalForm.contains("\"label_smoothing\":0.1"))
  }
}
