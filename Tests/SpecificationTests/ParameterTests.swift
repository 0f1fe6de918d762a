import Catalog
import Diagnostics
import Specification
import TestSupport
import Testing

@Suite("Parameters")
struct ParameterTests {
  @Test func valuesFromParametersAreShownWhereTheyStand() throws {
    let sample = SampleFile(
      parameters: "{rate: 0.1}", network: "[flatten, dropout: $rate, dense: 10]",
      sweep: "{grid: {rate: [0.2, ①1.5②]}}")
    sample.expect(
      Expected(
        "①", "②", .outOfRange, "'rate' of 'dropout' must be at least 0 and below 1, not 1.5"))
    var diagnostics = DiagnosticList()
    let file = SourceFile(name: "test.yaml", text: MarkedText(sample.text).text)
    read(file, &diagnostics)
    let note = try #require(diagnostics.diagnostics.first?.notes.first)
    #expect(note.message == "parameter 'rate' is used here")
    #expect(note.range?.start == SourcePosition(line: 4, column: 29))
  }

  @Test func valuesOfVariantsAreShownWhereTheyStand() {
    SampleFile(
      parameters: "{rate: 0.1}", network: "[flatten, dropout: $rate, dense: 10]",
      sweep: "{variants: [{name: A}, {name: B, parameters: {rate: ①high②}}]}"
    ).expect(
      Expected(
        "①", "②", .wrongType,
        "'rate' of 'dropout' must be a number at least 0 and below 1, not the text 'high'"))
  }

  @Test func undefinedParameter() {
    SampleFile(
      parameters: "{width: 10}", network: "[flatten, dense: ①$widht②, dense: $width]"
    ).expect(
      Expected(
        "①", "②", .undefinedParameter, "undefined parameter 'widht'",
        hint: "did you mean '$width'?"))
    SampleFile(network: "[flatten, dense: ①$width②]").expect(
      Expected(
        "①", "②", .undefinedParameter, "undefined parameter 'width'",
        hint: "declare it under 'parameters'"))
  }

  @Test func unusedParameter() {
    SampleFile(parameters: "{①width②: 10}").expect(
      Expected(
        "①", "②", .unusedParameter, "parameter 'width' is not used in any variant",
        hint: "write '$width' where its value belongs"))
  }

  @Test(arguments: [
    ("training: ①3②", "'training' must be a mapping, not the number 3"),
    ("training:①②", "'training' must be a mapping, not an empty value"),
    ("data: ①[x]②", "'data' must be a mapping, not a list"),
    ("network: ①5②", "'network' must be a list of layers, not the number 5"),
  ])
  func parametersOfASectionThatCannotBeReadAreNotUnused(_ line: String, _ message: String) {
    let key = line.prefix { $0 != ":" }
    let lines = SampleFile(parameters: "{width: 10}").text.split(separator: "\n").map {
      $0.hasPrefix(key + ":") ? line : String($0)
    }
    expectDiagnostics(
      lines.joined(separator: "\n"), [Expected("①", "②", .wrongType, message)], from: read)
  }

  @Test func parametersAreNotUnusedWhereADefinitionCannotBeRead() {
    SampleFile.optimizer("①3②", parameters: "{rate: 0.1}").expect(
      Expected(
        "①", "②", .wrongType,
        "an optimizer must be a name or a name with settings, not the number 3"
      ))
    SampleFile(parameters: "{width: 10}", network: "[flatten, ①7②, dense: 10]").expect(
      Expected(
        "①", "②", .wrongType, "a layer must be a name or a name with settings, not the number 7"))
  }

  @Test func parametersOfReplacedKeysAreUsed() {
    SampleFile(
      parameters: "{rate: 0.1, b: 0.9}",
      sweep: "{variants: [{name: A}, {name: B, "
        + "training: {optimizer: {adam: {learning_rate: $rate, betas: [$b, 0.999]}}}}]}"
    ).expect()
  }

  @Test func parametersWithoutADefaultOrAName() {
    SampleFile(parameters: "{①width②: , ③2x④: 1}", network: "[flatten, dense: ⑤$width⑥]").expect(
      Expected("①", "②", .missingKey, "parameter 'width' needs a default"),
      Expected(
        "③", "④", .invalidName,
        "a parameter's name consists of letters, digits and '_', not '2x'"))
  }

  @Test func onlyWhatATrialUsesIsPartOfIt() throws {
    let experiment = try SampleFile(
      parameters: "{deep: false, width: 10, rate: 0.5}",
      network: "[flatten, dense: {if: $deep, units: $width}, dropout: $rate, dense: 10]",
      sweep: "{grid: {deep: [false, true], width: [10, 20]}}"
    ).experiment()
    let variant = experiment.variants[0]
    // Without the layer both widths are the same trial.
    #expect(
      variant.candidates.map { $0.parameters.map { "\($0.name)=\($0.value)" } } == [
        ["deep=false", "rate=0.5"], ["deep=true", "width=10", "rate=0.5"],
        ["deep=true", "width=20", "rate=0.5"],
      ])
    #expect(
      variant.candidates.map { $0.assignment.map(\.value) } == [
        ["false"], ["true", "10"], ["true", "20"],
      ])
    #expect(variant.axes == ["deep", "width"])
  }

  @Test func absentLayersMayHoldValuesThatWouldNotDo() {
    SampleFile(
      parameters: "{deep: false, width: 0}",
      network: "[flatten, dense: {if: $deep, units: $width}, dense: 10]"
    ).expect()
    // What is written in place is wrong all the same.
    SampleFile(
      parameters: "{deep: false}",
      network: "[flatten, dense: {if: $deep, units: ①0②}, dense: 10]"
    ).expect(Expected("①", "②", .outOfRange, "'units' of 'dense' must be at least 1, not 0"))
  }

  @Test func listsAndExpressions() throws {
    let experiment = try SampleFile(
      parameters: "{width: 5, betas: [0.8, 0.9], wide: \"${4 * width}\"}",
      network: "[flatten, dense: \"${2 * (width + 1) − 1}\", dense: $wide]",
      training:
        "{loss: cross_entropy, optimizer: {adam: {betas: $betas, learning_rate: \"${0.1 × 3}\"}}, "
        + "batch_size: \"${$width * 2 ÷ 5}\", epochs: 1}"
    ).experiment()
    let candidate = experiment.variants[0].candidates[0]
    #expect(candidate.trial.layers[1].call.arguments.values["units"] == .integer(11))
    #expect(candidate.trial.layers[2].call.arguments.values["units"] == .integer(20))
    #expect(candidate.trial.training.batchSize == 2)
    let optimizer = candidate.trial.training.optimizer.arguments.values
    #expect(optimizer["betas"] == .list([.number(0.8), .number(0.9)]))
    #expect(optimizer["learning_rate"] == .number(0.3))
    #expect(
      candidate.parameters == [
        Assigned("width", "5"), Assigned("betas", "[0.8, 0.9]"), Assigned("wide", "20"),
      ])
  }

  @Test(arguments: [
    ("${4 *}", "'${4 *}' cannot be read: a number, a parameter or '(' is missing at its end"),
    ("${4 width}", "'${4 width}' cannot be read: 'w' is not expected here"),
    ("${(4}", "'${(4}' cannot be read: ')' is missing"),
    ("${1 / 0}", "'${1 / 0}' divides by zero"),
    ("${1e30 * 1e30}", "'${1e30 * 1e30}' is too large to be exact"),
    ("$4", "'$4' is neither '$name' nor '${expression}'"),
    ("$", "'$' is neither '$name' nor '${expression}'"),
  ])
  func invalidExpressions(_ text: String, _ message: String) {
    SampleFile(
      parameters: "{width: 5}", network: "[flatten, dense: ①\"\(text)\"②, dense: $width]"
    ).expect(Expected("①", "②", .invalidExpression, message))
  }

  @Test func expressionsNeedNumbers() {
    SampleFile(
      parameters: "{width: ①wide②}", network: "[flatten, dense: \"${2 * width}\"]"
    ).expect(
      Expected(
        "①", "②", .wrongType,
        "parameter 'width' must be a number to be calculated with, not the text 'wide'"))
  }

  @Test func longChainsOfParametersAreRefused() {
    let names = (0..<40).map { "p\($0): $p\($0 + 1)" }.joined(separator: ", ")
    let chain = names.replacing("p29: $p30", with: "p29: ①$p30②")
    SampleFile(parameters: "{\(chain), p40: 5}", network: "[flatten, dense: $p0]").expect(
      Expected(
        "①", "②", .limitExceeded, "more than 30 parameters refer to each other in a row"))
  }

  @Test func listsOfListsDoNotExplode() throws {
    let lists = (0..<20).map { level in
      "p\(level): [" + Array(repeating: "$p\(level + 1)", count: 10).joined(separator: ", ") + "]"
    }
    var diagnostics = DiagnosticList()
    let sample = SampleFile(
      parameters: "{\(lists.joined(separator: ", ")), p20: 5}", network: "[flatten, dense: $p0]",
      sweep: "{grid: {p0: [[$p1], [$p2]]}}")
    read(SourceFile(name: "test.yaml", text: sample.text), &diagnostics)
    #expect(
      diagnostics.sorted.map(\.message) == [
        "'units' of 'dense' must be an integer at least 1, not a list",
        "'units' of 'dense' must be an integer at least 1, not a list",
      ])
  }

  @Test func valuesThatHoldThemselvesAreRefused() {
    SampleFile.optimizer(
      "{sgd: {learning_rate: $rate}}",
      parameters: "{rate: {step: {initial: 1, every: 1, after: ①$rate②}}}"
    ).expect(
      Expected(
        "①", "②", .limitExceeded, "more than 30 parameters refer to each other in a row"))
  }

  @Test func parametersThatDependOnThemselves() {
    SampleFile(parameters: "{a: $b, b: ①$a②}", network: "[flatten, dense: $a]").expect(
      Expected("①", "②", .invalidExpression, "the value of parameter 'a' depends on itself"))
  }

  @Test func resultsOfExpressionsAreCheckedAtThePlaceOfUse() throws {
    SampleFile(
      parameters: "{width: 5}", network: "[flatten, dense: ①\"${width / 2}\"②]"
    ).expect(
      Expected(
        "①", "②", .wrongType, "'units' of 'dense' must be an integer at least 1, not the number 2.5"
      ))
  }

  @Test func parametersHaveNoPlaceElsewhere() {
    SampleFile(
      parameters: "{width: 5}", network: "[flatten, dense: $width]", sweep: "{seeds: ①$width②}"
    ).expect(
      Expected(
        "①", "②", .wrongType,
        "'seeds' must be an integer at least 1 and at most 10000, not the text '$width'",
        hint: "parameters have no place here, only where trials can differ"))
  }
}
