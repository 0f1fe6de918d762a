import Specification
import Diagnostics
import Catalog
import TestSupport
import Testing

@Suite("Diagnostics about values")
struct ValueDiagnosticsTests {
  @Test(arguments: [
    ("{dropout: ①1②}", "'rate' of 'dropout' must be at least 0 and below 1, not 1"),
    ("{dropout: {rate: ①-0.1②}}", "'rate' of 'dropout' must be at least 0 and below 1, not -0.1"),
    ("{dropout: ①.inf②}", "'rate' of 'dropout' must be a finite number, not .inf"),
    ("{dense: ①0②}", "'units' of 'dense' must be at least 1, not 0"),
    (
      "{dense: ①99999999999999999999②}",
      "'units' of 'dense' must be at least 1 and at most 9223372036854775807, "
        + "not 99999999999999999999"
    ),
  ])
  func outOfRange(_ layer: String, _ message: String) {
    SampleFile(network: "[flatten, \(layer), dense: 10]").expect(
      Expected("①", "②", .outOfRange, message))
  }

  @Test(arguments: [
    (
      "{dropout: ①high②}",
      "'rate' of 'dropout' must be a number at least 0 and below 1, not the text 'high'"
    ),
    ("{dense: ①1.5②}", "'units' of 'dense' must be an integer at least 1, not the number 1.5"),
    ("{dense: {units: ①[1]②}}", "'units' of 'dense' must be an integer at least 1, not a list"),
    (
      "{dense: {units: 3, bias: ①no②}}",
      "'bias' of 'dense' must be true or false, not the text 'no'"
    ),
    ("{relu: ①3②}", "'relu' has no settings"),
    ("①3②", "a layer must be a name or a name with settings, not the number 3"),
    ("①[relu]②", "a layer must be a name or a name with settings, not a list"),
    ("①{}②", "a layer must be a name or a name with settings, not a mapping"),
    ("{dense: 3, ①if②: true}", "a layer has one name with its settings; 'if' is a second one"),
    (
      "{conv: {filters: 1, kernel: 1, padding: ①1.5②}}",
      "'padding' of 'conv' must be an integer at least 0 or 'same', not the number 1.5"
    ),
  ])
  func wrongType(_ layer: String, _ message: String) {
    SampleFile(network: "[flatten, \(layer), dense: 10]").expect(
      Expected("①", "②", .wrongType, message))
  }

  @Test func misspelledWord() {
    SampleFile(
      network: "[{conv: {filters: 1, kernel: 1, padding: ①sane②}}, flatten, dense: 10]"
    ).expect(
      Expected(
        "①", "②", .unknownName,
        "'padding' of 'conv' must be an integer at least 0 or 'same', not 'sane'",
        hint: "did you mean 'same'?"))
    SampleFile(data: "{dataset: mnist, validation: 0.2, scale: ①units②}").expect(
      Expected(
        "①", "②", .unknownName, "'scale' must be 'unit', 'standardize' or 'none', not 'units'",
        hint: "did you mean 'unit'?"))
  }

  @Test func textThatIsNeitherANumberNorASchedule() {
    SampleFile.optimizer("{sgd: {learning_rate: ①abc②}}").expect(
      Expected(
        "①", "②", .unknownName,
        "'learning_rate' of 'sgd' must be a number above 0 or a schedule, not 'abc'",
        hint: "known: 'step'"))
  }

  @Test func layersThatAreNoneForAReason() {
    SampleFile(network: "[flatten, ①'dense:16'②, dense: 10, ③Softmax④]").expect(
      Expected(
        "①", "②", .unknownName, "unknown layer 'dense:16'",
        hint: "a space is missing behind ':': write 'dense: 16'"),
      Expected(
        "③", "④", .unknownName, "unknown layer 'Softmax'",
        hint: "the loss 'cross_entropy' applies a softmax itself: remove the layer"))
  }

  @Test func unknownDefinitions() {
    SampleFile(
      data: "{dataset: ①mnst②, validation: 0.2}", network: "[③flaten⑧, dense: 10]",
      training:
        "{loss: ④hinge⑤, optimizer: {⑥addam⑦: {}}, batch_size: 1, epochs: 1}"
    ).expect(
      Expected("①", "②", .unknownName, "unknown dataset 'mnst'", hint: "did you mean 'mnist'?"),
      Expected("③", "⑧", .unknownName, "unknown layer 'flaten'", hint: "did you mean 'flatten'?"),
      Expected(
        "④", "⑤", .unknownName, "unknown loss 'hinge'", hint: "known: 'cross_entropy'"),
      Expected(
        "⑥", "⑦", .unknownName, "unknown optimizer 'addam'", hint: "did you mean 'adam'?"))
  }

  @Test(arguments: [
    ("①1.5②", "'validation' must be a share below 1 or a count, not 1.5"),
    ("①-1②", "'validation' must be a share below 1 or a count, not -1"),
    ("①.nan②", "'validation' must be a share below 1 or a count, not .nan"),
  ])
  func validation(_ value: String, _ message: String) {
    SampleFile(data: "{dataset: mnist, validation: \(value)}").expect(
      Expected("①", "②", .outOfRange, message))
  }

  @Test func listsOfNumbers() {
    SampleFile.optimizer("{adam: {betas: ①[0.9]②}}").expect(
      Expected(
        "①", "②", .wrongType,
        "'betas' of 'adam' must be a list of 2 numbers at least 0 and below 1, not of 1 item"))
    SampleFile.optimizer("{adam: {betas: [0.9, ①1②]}}").expect(
      Expected(
        "①", "②", .outOfRange,
        "an item of 'betas' of 'adam' must be at least 0 and below 1, not 1"))
  }

  @Test func learningRateMayBeASchedule() throws {
    let experiment = try SampleFile.optimizer(
      "{sgd: {learning_rate: {step: {initial: 0.1, every: 3}}}}"
    ).experiment()
    let rate = experiment.variants[0].candidates[0].trial.training.optimizer.arguments
      .values["learning_rate"]
    #expect(rate == .call(.init("step", .init(["initial": .number(0.1), "every": .integer(3)]))))
    SampleFile.optimizer("{sgd: {learning_rate: {①stp②: {initial: 0.1}}}}").expect(
      Expected("①", "②", .unknownName, "unknown schedule 'stp'", hint: "did you mean 'step'?"))
    SampleFile.optimizer("{sgd: {learning_rate: ①[1]②}}").expect(
      Expected(
        "①", "②", .wrongType,
        "'learning_rate' of 'sgd' must be a number above 0 or a schedule, not a list"))
  }

  @Test func initializers() throws {
    let experiment = try SampleFile(
      network: "[flatten, dense: {units: 10, initialize: {bias: zero}}]",
      training:
        "{loss: cross_entropy, optimizer: adam, batch_size: 1, epochs: 1, "
        + "initialize: {weights: {normal: 0.1}}}"
    ).experiment()
    let trial = experiment.variants[0].candidates[0].trial
    #expect(trial.layers[1].initialize == ["bias": .init("zero")])
    #expect(
      trial.training.initialize
        == ["weights": .init("normal", .init(["standard_deviation": .number(0.1)]))])
  }

  @Test(arguments: ["1.5", "-0.2"])
  func unusualMomentumIsAWarning(_ momentum: String) {
    SampleFile.optimizer("{sgd: {learning_rate: 0.1, momentum: ①\(momentum)②}}").expect(
      Expected(
        "①", "②", .suspiciousValue,
        "'momentum' of 'sgd' is \(momentum), usually it is at least 0 and below 1"))
  }
}
