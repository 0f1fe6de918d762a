import Specification
import Diagnostics
import Catalog
import TestSupport
import Testing

@Suite("Diagnostics about keys")
struct KeyDiagnosticsTests {
  @Test func unknownKeyIsAnErrorWithTheNearestName() {
    SampleFile(more: "①reports②: {}").expect(
      Expected(
        "①", "②", .unknownKey, "unknown key 'reports' in an experiment file",
        hint: "did you mean 'report'?"))
  }

  @Test func keyOfAnotherSectionIsSentThere() {
    SampleFile(more: "①keep②: none").expect(
      Expected(
        "①", "②", .misplacedKey, "'keep' has no place in an experiment file",
        hint: "it belongs under 'training'"))
  }

  @Test func keyThatIsInItsPlaceAsWellIsShownThere() {
    let sample = SampleFile(more: "epochs: 3")
    SampleFile(more: "①epochs②: 3").expect(
      Expected(
        "①", "②", .misplacedKey, "'epochs' has no place in an experiment file",
        hint: "'training.epochs' exists already: keep one of the two"))
    var diagnostics = DiagnosticList()
    read(SourceFile(name: "test.yaml", text: sample.text), &diagnostics)
    let mistake = diagnostics.diagnostics.first
    #expect(mistake?.notes.map(\.message) == ["'training.epochs' is here"])
    #expect(mistake?.notes.first?.range?.text == "epochs")
    #expect(mistake?.notes.first?.range?.start.line == 4)
    #expect(mistake?.fix == nil)
  }

  @Test func layersOfOtherProgramsAreNotTakenForTheirNeighbours() {
    for (written, isMended) in [("elu", false), ("ELU", false), ("rlu", true), ("RELU", true)] {
      var diagnostics = DiagnosticList()
      let sample = SampleFile(network: "[flatten, \(written), dense: 10]")
      read(SourceFile(name: "test.yaml", text: sample.text), &diagnostics)
      #expect(diagnostics.diagnostics.map(\.hint) == ["did you mean 'relu'?"], "\(written)")
      #expect((diagnostics.diagnostics.first?.fix != nil) == isMended, "\(written)")
    }
  }

  @Test func settingOfADefinitionIsSentThere() {
    SampleFile.optimizer("{sgd: {learning_rate: 0.1}}, ①nesterov②: true").expect(
      Expected(
        "①", "②", .misplacedKey, "'nesterov' has no place in 'training'",
        hint: "it is a setting of the optimizer 'sgd'"))
  }

  @Test func unknownKeyWithoutNeighbourListsWhatIsKnown() {
    SampleFile(data: "{dataset: mnist, validation: 1000, limit: {①xyz②: 3}}").expect(
      Expected(
        "①", "②", .unknownKey, "unknown key 'xyz' in 'data.limit'",
        hint: "known here: 'train', 'test'"))
  }

  @Test func unknownSettingOfALayer() {
    SampleFile(network: "[flatten, dense: {units: 10, ①bais②: true}]").expect(
      Expected(
        "①", "②", .unknownKey, "unknown key 'bais' in 'dense'", hint: "did you mean 'bias'?"))
  }

  @Test func misspelledKeysAreNotMissingAsWell() {
    SampleFile(
      network: "[conv: {①filtres②: 6, kernel: 5}, flatten, dense: 10]",
      training: "{loss: cross_entropy, optimizer: adam, ③batchsize④: 10, epochs: 2}"
    ).expect(
      Expected("①", "②", .unknownKey, "unknown key 'filtres' in 'conv'"),
      Expected("③", "④", .unknownKey, "unknown key 'batchsize' in 'training'"))
  }

  @Test func missingKeys() {
    SampleFile(training: "①{loss: cross_entropy, epochs: 2}②").expect(
      Expected("①", "②", .missingKey, "'training' needs 'optimizer'"),
      Expected("①", "②", .missingKey, "'training' needs 'batch_size'"))
  }

  @Test func missingSections() {
    expectDiagnostics(
      "①name: lonely②\n",
      [
        Expected("①", "②", .missingKey, "an experiment file needs 'data'"),
        Expected("①", "②", .missingKey, "an experiment file needs 'network'"),
        Expected("①", "②", .missingKey, "an experiment file needs 'training'"),
      ], from: read)
  }

  @Test func missingSettingOfALayer() {
    SampleFile(network: "[①conv②: {kernel: 5}, flatten, dense: 10]").expect(
      Expected(
        "①", "②", .missingKey, "'conv' needs 'filters'", hint: "The number of output channels."))
  }

  @Test(arguments: [
    ("{x: 1}", "a mapping"), ("[]", "a list"), ("3", "the number 3"),
    ("false", "the boolean false"),
  ])
  func nameMustBeText(_ value: String, _ found: String) {
    expectDiagnostics(
      SampleFile().text.replacing("name: sample", with: "name: ①\(value)②"),
      [Expected("①", "②", .wrongType, "'name' must be a text, not \(found)")], from: read)
  }

  @Test(arguments: [
    ("Sample", "write 'sample'"), ("-x", "write 'x'"), ("a b", "write 'a-b'"), ("ä", nil),
    ("\"\"", nil),
  ])
  func nameMustFitAFolder(_ name: String, _ hint: String?) {
    let shown = name == "\"\"" ? "" : name
    expectDiagnostics(
      SampleFile().text.replacing("name: sample", with: "name: ①\(name)②"),
      [
        Expected(
          "①", "②", .invalidName,
          "an experiment's name consists of lower-case letters, digits and hyphens, not '\(shown)'",
          hint: hint)
      ], from: read)
  }

  @Test(arguments: ["3", "text", "[a]"])
  func fileMustBeAMapping(_ text: String) {
    expectDiagnostics(
      "①\(text)②",
      [Expected("①", "②", .wrongType, "an experiment file must be a mapping, not \(found(text))")],
      from: read)
  }

  private func found(_ text: String) -> String {
    switch text {
    case "3": "the number 3"
    case "text": "the text 'text'"
    default: "a list"
    }
  }

  @Test(arguments: [
    ("①penalty②: [{l2: 0.1}]", "penalty"),
    ("①gradient_clip②: {norm: 1}", "gradient_clip"), ("①label_smoothing②: 0.1", "label_smoothing"),
    ("①numerics②: exact", "numerics"),
  ])
  func trainingKeysOfLaterVersionsAreRefused(_ text: String, _ key: String) {
    SampleFile.optimizer("adam, \(text)").expect(
      Expected("①", "②", .unsupportedKey, "'\(key)' is not supported in this version"))
  }

  @Test func otherKeysOfLaterVersionsAreRefused() {
    SampleFile(
      data: "{dataset: mnist, validation: 0.2, ①augment②: [{flip: horizontal}]}",
      network: "[{flatten: {③from④: [x]}}, dense: 10]",
      report: "{⑤predictions⑥: true}"
    ).expect(
      Expected("①", "②", .unsupportedKey, "'augment' is not supported in this version"),
      Expected("③", "④", .unsupportedKey, "'from' is not supported in this version"),
      Expected("⑤", "⑥", .unsupportedKey, "'predictions' is not supported in this version"))
  }

  @Test func weightsThatNobodyWritesAreRefused() throws {
    SampleFile.optimizer("adam, ①keep②: all").expect(
      Expected("①", "②", .unsupportedKey, "'keep' is not supported in this version"))
    SampleFile.optimizer("adam, keep: none").expect()
  }

  @Test func whatTheEngineDoesIsAccepted() throws {
    SampleFile.optimizer(
      "adam, gradient_clip: {norm: 2}, label_smoothing: 0.1, numerics: exact, keep: all"
    ).expect(features: [.gradientClip, .labelSmoothing, .exactNumerics, .keptWeights])
  }
}
