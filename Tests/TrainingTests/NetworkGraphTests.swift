import Diagnostics
import Specification
import TestSupport
import Testing
import Training

/// Networks that do not fit: place and wording.
@Suite struct NetworkGraphTests {
  private static let fitting = "[flatten, dense: 10]"

  @Test func aNetworkThatFitsSaysNothing() {
    TrialText(network: "[conv: {filters: 6, kernel: 5}, relu, flatten, dense: 10]").expect(.grey)
  }

  @Test func denseOnAPicture() {
    TrialText(network: "[conv: {filters: 6, kernel: 5}, ①dense: 10②]").expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "dense needs a vector, but gets a picture of 24×24×6",
        hint: "put 'flatten' before it: 24×24×6 becomes 3456"),
      notes: ["shapes so far: input 28×28×1 → conv1 24×24×6"])
  }

  @Test func aLayerOfAStackSaysWhichItem() {
    TrialText(
      network:
        "[stack: {over: [9, 13, 9], layers: [①conv: {filters: 2, kernel: $item}②]}, flatten, dense: 10]"
    ).expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "the 9×9 kernel is larger than its 8×8 input",
        hint: "the largest kernel that fits is 8"),
      notes: [
        "shapes so far: input 28×28×1 → conv1 20×20×2 → conv2 8×8×2",
        "conv1 makes 20×20×2 of 28×28×1", "for item 3 of the stack, 9",
      ])
  }

  @Test func kernelLargerThanItsInput() {
    TrialText(
      network: "[conv: {filters: 2, kernel: 25}, max_pool: 2, ①conv: {filters: 2, kernel: 5}②]"
    ).expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "the 5×5 kernel is larger than its 2×2 input",
        hint: "the largest kernel that fits is 2"),
      notes: [
        "shapes so far: input 28×28×1 → conv1 4×4×2 → max_pool1 2×2×2",
        "conv1 makes 4×4×2 of 28×28×1", "max_pool1 makes 2×2×2 of 4×4×2",
      ])
  }

  @Test func kernelLargerThanItsPaddedInput() {
    TrialText(network: "[①conv: {filters: 2, kernel: 9, padding: 1}②]").expect(
      .pictures(6, 8, 3, classes: 10),
      Expected(
        "①", "②", .shapeMismatch,
        "the 9×9 kernel is larger than its 8×10 input (padding included)",
        hint: "the largest kernel that fits is 8"), notes: ["shapes so far: input 6×8×3"])
  }

  @Test func samePaddingOfAnEvenKernel() {
    TrialText(network: "[①conv: {filters: 2, kernel: 4, padding: same}②]").expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch,
        "'padding: same' needs an odd kernel and stride 1, not kernel 4 and stride 1",
        hint: "give the padding as a number"))
  }

  @Test func convOnAVector() {
    TrialText(network: "[flatten, ①conv: {filters: 2, kernel: 3}②]").expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "conv needs a picture, but gets a vector of 784",
        hint: "put conv layers before 'flatten' and dense layers"))
  }

  @Test func poolingOnAVector() {
    TrialText(network: "[flatten, ①average_pool: 2②]").expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "average_pool needs a picture, but gets a vector of 784",
        hint: "put pooling layers before 'flatten' and dense layers"))
  }

  @Test func windowLargerThanItsInput() {
    TrialText(network: "[①max_pool: 29②]").expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "the 29×29 window is larger than its 28×28 input",
        hint: "the largest window that fits is 28"))
  }

  @Test func poolingPaddingBeyondHalfTheWindow() {
    TrialText(network: "[①max_pool: {size: 3, padding: 2}②]").expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "the padding 2 is more than half of the window's size 3",
        hint: "the largest padding is 1"))
  }

  @Test func outputsThatDoNotFitTheClasses() {
    TrialText(network: "[flatten, ①dense: 12②]").expect(
      .grey,
      Expected(
        "①", "②", .outputMismatch,
        "the network ends with 12 outputs, but cross_entropy needs 10 for 10 classes",
        hint: "let the last layer be 'dense: 10'"),
      notes: ["shapes so far: input 28×28×1 → flatten1 784 → dense1 12", "this has 10 classes"])
  }

  @Test func aPictureAtTheEnd() {
    TrialText(network: "[conv: {filters: 6, kernel: 5}, ①relu②]").expect(
      .grey,
      Expected(
        "①", "②", .outputMismatch,
        "the network ends with a picture of 24×24×6, but cross_entropy needs a vector",
        hint: "add 'flatten' and 'dense: 10'"))
  }

  @Test func layersThatFitAreJoined() {
    TrialText(
      network: """
        [conv: {filters: 6, kernel: 3, padding: 1}, relu, conv: {filters: 6, kernel: 3, padding: 1},
         add: {from: [conv2, relu1]}, concat: {from: [add1, input]}, global_average_pool, dense: 10]
        """
    ).expect(.grey)
  }

  @Test func sumOfUnequalShapes() {
    TrialText(
      network: """
        [conv: {filters: 6, kernel: 5}, conv: {filters: 8, kernel: 1}, ①add: {from: [conv1, conv2]}②,
         flatten, dense: 10]
        """
    ).expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "add needs layers of one shape, but gets 24×24×6 and 24×24×8",
        hint: "put 'conv: {filters: 6, kernel: 1}' behind the second one"),
      notes: [
        "shapes up to conv1: input 28×28×1 → conv1 24×24×6",
        "shapes up to conv2: input 28×28×1 → conv1 24×24×6 → conv2 24×24×8",
        "conv1 makes 24×24×6 of 28×28×1", "conv2 makes 24×24×8 of 24×24×6",
      ])
  }

  @Test func sumOfPicturesOfTwoSizes() {
    TrialText(
      network: "[conv: {filters: 1, kernel: 5}, ①add: {from: [conv1, input]}②, flatten, dense: 10]"
    ).expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "add needs layers of one shape, but gets 24×24×1 and 28×28×1",
        hint: "give the convolutions and pools of both the same strides, and paddings that keep "
          + "the size"),
      notes: [
        "shapes up to conv1: input 28×28×1 → conv1 24×24×1", "shapes up to input: input 28×28×1",
        "conv1 makes 24×24×1 of 28×28×1",
      ])
  }

  @Test func sumOfVectorsOfTwoLengths() {
    TrialText(
      network: "[flatten, dense: 6, dense: 5, ①add: {from: [dense1, dense2]}②, dense: 10]"
    ).expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "add needs layers of one shape, but gets 6 and 5",
        hint: "put 'dense: 6' behind the second one"))
  }

  @Test func pictureWithVector() {
    for kind in ["add", "concat"] {
      let message =
        kind == "add"
        ? "add needs layers of one shape, but gets 28×28×1 and 784"
        : "concat needs pictures or vectors, but gets both: 28×28×1 and 784"
      TrialText(network: "[flatten, ①\(kind): {from: [input, flatten1]}②, dense: 10]").expect(
        .grey,
        Expected("①", "②", .shapeMismatch, message, hint: "put 'flatten' behind the picture"))
    }
  }

  @Test func picturesOfTwoSizesBesideEachOther() {
    TrialText(
      network: "[max_pool: 2, ①concat: {from: [max_pool1, input]}②, flatten, dense: 10]"
    ).expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch,
        "concat needs pictures of one height and width, but gets 14×14×1 and 28×28×1",
        hint: "give the convolutions and pools of both the same strides, and paddings that keep "
          + "the size"))
  }

  @Test func aFlattenedPictureAndAVectorOfItsLengthAreAdded() {
    TrialText(network: "[flatten, dense: 784, add: {from: [flatten1, dense1]}, dense: 10]")
      .expect(.grey)
  }

  @Test func aJoiningLayerThatReadsOne() {
    TrialText(network: "[flatten, ①add②, dense: 10]").expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "add reads several layers, not 1",
        hint: "name them with 'from', as in 'add: {from: [one, another]}'"))
  }

  @Test func aLayerThatReadsTwo() {
    TrialText(network: "[flatten, ①dense: {units: 10, from: [input, flatten1]}②]").expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "dense reads one layer, not 2",
        hint: "join them with 'add' or 'concat' before it"))
  }

  @Test func layersThatNobodyReads() {
    TrialText(
      network: """
        [flatten, ①dense: 5②, {dense: {units: 7, from: flatten1}}, ③{relu: {name: lost}}④,
         dense: {units: 10, from: dense2}]
        """
    ).expect(
      .grey,
      Expected(
        "①", "②", .unknownLayerReference, "nothing reads the output of 'dense1'",
        hint: "name it in the 'from' of a later layer, or remove it"),
      Expected(
        "③", "④", .unknownLayerReference, "nothing reads the output of 'lost'",
        hint: "name it in the 'from' of a later layer, or remove it"))
  }

  @Test func globalAveragePoolingOfAVector() {
    TrialText(network: "[flatten, ①global_average_pool②, dense: 10]").expect(
      .grey,
      Expected(
        "①", "②", .shapeMismatch, "global_average_pool needs a picture, but gets a vector of 784",
        hint: "put it in the place of 'flatten'"))
  }

  /// 1,000 examples less 199 for validation are 801: 8 batches of 100 and one example.
  @Test func batchNormWithATailOfOne() {
    TrialText(
      data: "{dataset: glyphs, validation: 199}",
      network: "[flatten, ①batch_norm②, dense: 10]", batchSize: 100
    ).expect(
      .grey,
      Expected(
        "①", "②", .batchOfOne,
        "batch_norm meets a last batch of one example: 801 examples in batches of 100",
        hint: "set 'last_batch: drop' under 'training'"))
  }

  @Test func batchNormWithBatchesOfOne() {
    TrialText(network: "[flatten, ①batch_norm②, dense: 10]", batchSize: 1).expect(
      .grey,
      Expected(
        "①", "②", .batchOfOne, "batch_norm cannot normalise over batches of one example",
        hint: "raise 'training.batch_size'"))
  }

  @Test func batchNormWithTheTailDropped() {
    TrialText(
      data: "{dataset: glyphs, validation: 199}", network: "[flatten, batch_norm, dense: 10]",
      batchSize: 100, more: "  last_batch: drop"
    ).expect(.grey)
  }

  @Test(arguments: ["1000", "2000", "0.9999"])
  func nothingLeftToTrainOn(_ validation: String) {
    let count = validation == "0.9999" ? "1000" : validation
    TrialText(data: "{dataset: glyphs, validation: ①\(validation)②}", network: Self.fitting).expect(
      .grey,
      Expected(
        "①", "②", .outOfRange, "'validation' holds out \(count) of 1000 training examples",
        hint: "leave some to train on"))
  }

  @Test func aShareThatHoldsOutNothing() {
    TrialText(data: "{dataset: glyphs, validation: ①0.0001②}", network: Self.fitting).expect(
      .grey,
      Expected(
        "①", "②", .outOfRange, "'validation' holds out 0 of 1000 training examples",
        hint: "hold out at least one"))
  }

  @Test func aBatchThatIsNeverFullIsAWarning() throws {
    TrialText(network: Self.fitting, batchSize: 800).expect(.grey)
    let trial = try TrialText(network: Self.fitting, batchSize: 801).trial()
    var diagnostics = DiagnosticList()
    #expect(NetworkGraph.make(trial, data: .grey, into: &diagnostics) != nil)
    let warning = try #require(diagnostics.diagnostics.first)
    #expect(diagnostics.diagnostics.count == 1)
    #expect(warning.code == .suspiciousValue)
    #expect(warning.range == trial.training.batchSizePlace.range)
    #expect(
      warning.message
        == "'batch_size' is larger than the training part: there is one batch of 800 examples")
  }

  @Test func noFullBatchWhereOthersAreDropped() throws {
    TrialText(network: Self.fitting, batchSize: 800, more: "  last_batch: drop").expect(.grey)
    let trial = try TrialText(network: Self.fitting, batchSize: 801, more: "  last_batch: drop")
      .trial()
    var diagnostics = DiagnosticList()
    #expect(NetworkGraph.make(trial, data: .grey, into: &diagnostics) == nil)
    let mistake = try #require(diagnostics.sorted.first)
    #expect(mistake.code == .outOfRange)
    #expect(mistake.range == trial.training.batchSizePlace.range)
    #expect(
      mistake.message == "there is no batch of 801: 800 examples are trained on, and "
        + "'last_batch: drop' leaves out smaller batches")
  }
}
