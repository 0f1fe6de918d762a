import Catalog
import Diagnostics
import Specification
import TestSupport
import Testing

@Suite("Values from the command line")
struct OverrideTests {
  private let sample = SampleFile(
    parameters: "{rate: 0.1, width: 8}",
    network: "[flatten, dense: $width, dropout: $rate, dense: 10]",
    sweep: "{grid: {rate: [0.2, 0.3]}, variants: [{name: A}, {name: B, parameters: {width: 9}}]}")

  @Test func parametersAreStrongerThanTheFile() throws {
    let experiment = try sample.experiment(overrides: ["rate=0.4", "width=7"])
    #expect(experiment.variants.map(\.candidates.count) == [1, 1])
    #expect(experiment.variants.map(\.axes) == [[], []])
    for variant in experiment.variants {
      #expect(
        variant.candidates[0].parameters == [Assigned("rate", "0.4"), Assigned("width", "7")])
    }
  }

  @Test func keysOutsideOfTrialsCanBeSet() throws {
    let experiment = try sample.experiment(
      overrides: ["sweep.seeds=[4, 5]", "name=other", "training.evaluate.train=every_epoch"])
    #expect(experiment.seeds == [4, 5])
    #expect(experiment.name == "other")
    #expect(experiment.policy.evaluateTrain == .everyEpoch)
  }

  @Test(arguments: [
    ("①rate②", DiagnosticCode.syntax, "'rate' is not of the form KEY=VALUE"),
    ("①=3②", .syntax, "'=3' is not of the form KEY=VALUE"),
    ("①rate=②", .missingKey, "'rate' is given no value"),
    ("①rate= ~②", .missingKey, "'rate' is given no value"),
    ("rate=①*x②", .syntax, "no anchor '&x' is defined before this alias"),
    ("training=①3②", .wrongType, "'training' must be a mapping, not the number 3"),
    ("①rte②=3", .undefinedParameter, "'rte' is neither a parameter nor a key that can be set"),
    (
      "①batch_size②=3", .undefinedParameter,
      "'batch_size' is neither a parameter nor a key that can be set"
    ),
    ("rate=①1.5②", .outOfRange, "'rate' of 'dropout' must be at least 0 and below 1, not 1.5"),
    (
      "width=①wide②", .wrongType,
      "'units' of 'dense' must be an integer at least 1, not the text 'wide'"
    ),
    ("①training.batchsize②=3", .unknownKey, "unknown key 'batchsize' in 'training'"),
    (
      "training.batch_size=①0②", .outOfRange,
      "'batch_size' must be at least 1 and at most 1000000, not 0"
    ),
    (
      "training.epochs=①9223372036854775807②", .outOfRange,
      "'epochs' must be at least 1 and at most 1000000, not 9223372036854775807"
    ),
    (
      "①training.epochs.x②=0", .unknownAxis,
      "'training.epochs.x' leads through a value that is not a mapping"
    ),
    ("①network②=[]", .undefinedParameter, "'network' cannot be set on the command line"),
    ("①extends②=a.yaml", .undefinedParameter, "'extends' cannot be set on the command line"),
    (
      "①swep.seeds②=2", .undefinedParameter,
      "'swep.seeds' is neither a parameter nor a key that can be set"
    ),
    ("①sweep.sedes②=2", .unknownKey, "unknown key 'sedes' in 'sweep'"),
    ("sweep.seeds=①0②", .outOfRange, "'seeds' must be at least 1 and at most 10000, not 0"),
  ])
  func mistakesPointAtTheArgument(_ marked: String, _ code: DiagnosticCode, _ message: String) {
    expectDiagnostics(marked, [Expected("①", "②", code, message)], name: "--set") {
      argument, diagnostics in
      let override = Override.read(argument.text, into: &diagnostics)
      let file = SourceFile(name: "test.yaml", text: sample.text)
      _ = ExperimentReader.read(
        file, vocabulary: .fake, overrides: override.map { [$0] } ?? [], into: &diagnostics)
      #expect(diagnostics.diagnostics.allSatisfy { $0.range.file.name == "--set" })
    }
  }

  @Test(arguments: [
    ("network=[flatten, dense: 9]", "refer to a parameter in the network, and set that"),
    ("network.0=3", "refer to a parameter in the network, and set that"),
    ("extends=a.yaml", "write it in the file"),
    ("parameters={rate: 3}", "a parameter is set by its name: --set rate=3"),
    ("parameters.width=16", "a parameter is set by its name: --set width=16"),
    ("parameters={rate: [1, 2]}", "a parameter is set by its name: --set rate=VALUE"),
    ("parameters=3", "a parameter is set by its name: --set rate=VALUE"),
    ("batch_size=3", "did you mean 'training.batch_size'?"),
    ("sweeps=3", "give a parameter, or a key such as 'training.batch_size'"),
  ])
  func whatCanBeSetIsSaid(_ argument: String, _ hint: String) throws {
    var diagnostics = DiagnosticList()
    let override = try #require(Override.read(argument, into: &diagnostics))
    let file = SourceFile(name: "test.yaml", text: sample.text)
    _ = ExperimentReader.read(
      file, vocabulary: .fake, overrides: [override], into: &diagnostics)
    #expect(diagnostics.diagnostics.map(\.hint) == [hint])
  }

  @Test func mistakesInYAMLPointAtTheArgument() {
    var diagnostics = DiagnosticList()
    #expect(Override.read("rate=[1, 2", into: &diagnostics) == nil)
    let range = diagnostics.diagnostics.first?.range
    #expect(range?.file.text == "rate=[1, 2")
    #expect((range?.start.column ?? 0) > 5)
  }
}
