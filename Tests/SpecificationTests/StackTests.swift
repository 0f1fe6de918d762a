import Catalog
import Diagnostics
import Specification
import TestSupport
import Testing

@Suite("Stacks of layers")
struct StackTests {
  private static let deep =
    "[flatten, stack: {over: $hidden, layers: [dense: $item, relu]}, dense: 10]"

  private func layers(_ network: String, _ parameters: String) throws -> [[LayerSpecification]] {
    try SampleFile(parameters: parameters, network: network).experiment()
      .variants[0].candidates.map(\.trial.layers)
  }

  @Test func aStackIsWhatItsLayersWouldBeWrittenOut() throws {
    let stacked = try layers(Self.deep, "{hidden: [50, 30]}")
    let written = try SampleFile(network: "[flatten, dense: 50, relu, dense: 30, relu, dense: 10]")
      .experiment().variants[0].candidates.map(\.trial)
    #expect(stacked == written.map(\.layers))
    #expect(
      stacked[0].map(\.name) == ["flatten1", "dense1", "relu1", "dense2", "relu2", "dense3"])
    let trial = try SampleFile(parameters: "{hidden: [50, 30]}", network: Self.deep).experiment()
      .variants[0].candidates[0].trial
    #expect(trial.canonicalForm == written[0].canonicalForm)
  }

  @Test func listsAreValuesOfAnAxis() throws {
    let experiment = try SampleFile(
      parameters: "{hidden: []}", network: Self.deep,
      sweep: "{grid: {hidden: [[], [50], [50, 30, 20]]}}"
    ).experiment()
    let candidates = experiment.variants[0].candidates
    #expect(candidates.map(\.trial.layers.count) == [2, 4, 8])
    #expect(candidates.map { $0.assignment[0].value } == ["[]", "[50]", "[50, 30, 20]"])
  }

  @Test func itemsMayBeCalculatedWithAndBeParametersOrLists() throws {
    let widths = try layers(
      "[flatten, stack: {over: [$width, 4], layers: [dense: '${2 * item}']}, dense: 10]",
      "{width: 3}")
    #expect(
      widths[0].compactMap { $0.call.arguments.values["units"] } == [6, 8, 10].map { .integer($0) })
    let settings = try layers(
      "[flatten, stack: {over: $kinds, layers: [dense: $item]}, dense: 10]",
      "{kinds: [{units: 4, bias: false}, {units: 5}]}")
    #expect(
      settings[0].compactMap { $0.call.arguments.values["bias"] }
        == [false, true, true].map { .boolean($0) })
  }

  @Test func namesGetTheNumberOfTheItem() throws {
    let sample = SampleFile(
      network: """
        [flatten, {dense: {units: 9, name: first}}, {stack: {over: [8, 7], layers: [
          {dense: {units: $item, name: wide, from: [first]}}, {relu: {from: [wide]}}]}},
         {dense: {units: 10, from: [wide1]}}]
        """)
    var vocabulary = Vocabulary.fake
    vocabulary.features = [.layerInputs]
    var diagnostics = DiagnosticList()
    let experiment = ExperimentReader.read(
      SourceFile(name: "sample.yaml", text: sample.text), vocabulary: vocabulary,
      into: &diagnostics)
    let layers = try #require(experiment?.variants[0].candidates[0].trial.layers)
    #expect(
      layers.map(\.name) == ["flatten1", "first", "wide1", "relu1", "wide2", "relu2", "dense4"])
    #expect(
      layers.map(\.inputs) == [[], [], ["first"], ["wide1"], ["first"], ["wide2"], ["wide1"]])
  }

  @Test func aStackCanBeSwitchedOff() throws {
    let network =
      "[flatten, stack: {over: $hidden, layers: [dense: $item], if: $deep}, dense: 10]"
    let off = try layers(network, "{hidden: [5, 6], deep: false}")
    #expect(off[0].map(\.name) == ["flatten1", "dense3"])
    let on = try layers(network, "{hidden: [5, 6], deep: true}")
    #expect(on[0].map(\.name) == ["flatten1", "dense1", "dense2", "dense3"])
    let inner = try layers(
      "[flatten, stack: {over: [5, 6], layers: [dense: $item, relu: {if: $deep}]}, relu: ~, dense: 10]",
      "{deep: false}")
    #expect(inner[0].map(\.name) == ["flatten1", "dense1", "dense2", "relu3", "dense3"])
  }

  @Test func theItemIsKnownInsideOnly() {
    SampleFile(
      parameters: "{hidden: [5]}",
      network: "[flatten, stack: {over: $hidden, layers: [dense: $item]}, dense: ①$item②]"
    ).expect(
      Expected(
        "①", "②", .undefinedParameter, "undefined parameter 'item'",
        hint: "'$item' has a value only in the layers of a stack"))
    SampleFile(
      parameters: "{item: 3}",
      network: "[flatten, {①stack②: {over: [5], layers: [dense: $item]}}, dense: 10]"
    ).expect(
      Expected(
        "①", "②", .conflictingValues,
        "a parameter has the name 'item', which stands for an item in a stack",
        hint: "give the parameter another name"))
  }

  @Test func whatIsNoListIsNoStack() {
    SampleFile(
      parameters: "{hidden: 5}",
      network: "[flatten, stack: {over: $hidden, layers: [dense: $item]}, dense: 10]",
      sweep: "{grid: {hidden: [①50②, [50, 50]]}}"
    ).expect(
      Expected(
        "①", "②", .wrongType, "'over' of a stack must be a list, not the number 50",
        hint: "write '[50]'; the values of an axis of lists are lists themselves: [[50], …]"))
    SampleFile(network: "[flatten, stack: {over: [5], layers: ①[]②}, dense: 10]").expect(
      Expected("①", "②", .emptyNetwork, "the stack has no layers"))
    SampleFile(network: "[flatten, stack: {over: [5], layers: ①relu②}, dense: 10]").expect(
      Expected(
        "①", "②", .wrongType, "'layers' of a stack must be a list of layers, not the text 'relu'"))
    SampleFile(network: "[flatten, stack: ①{over: [5]}②, dense: 10]").expect(
      Expected("①", "②", .missingKey, "a stack needs 'layers'"))
    SampleFile(network: "[flatten, ①stak②: {over: [5], layers: [relu]}, dense: 10]").expect(
      Expected(
        "①", "②", .unknownName, "unknown layer 'stak'", hint: "did you mean 'stack'?"))
  }

  @Test func stacksDoNotNest() {
    SampleFile(
      network: """
        [flatten, stack: {over: [5, 6], layers: [{①stack②: {over: [1], layers: [relu]}}]}, dense: 10]
        """
    ).expect(
      Expected(
        "①", "②", .unsupportedKey, "a stack inside a stack is not supported",
        hint: "write one stack after the other, or the inner layers one by one"))
  }

  @Test func aHugeListIsRefused() {
    let list = Array(repeating: "1", count: 1_001).joined(separator: ",")
    SampleFile(network: "[flatten, stack: {over: ①[\(list)]②, layers: [relu]}, dense: 10]").expect(
      Expected(
        "①", "②", .limitExceeded, "a stack has at most 1000 items, not 1001"))
  }

  @Test func mistakesInAStackSayWhichItem() throws {
    var diagnostics = DiagnosticList()
    let marked = MarkedText(
      SampleFile(
        parameters: "{hidden: [5, ①-6②]}",
        network: """
          [flatten, stack: {over: $hidden, layers: [③dens④: 5, dense: {units: $item, bias: ⑤3⑥}]}, \
          dense: 10]
          """
      ).text)
    _ = ExperimentReader.read(
      SourceFile(name: "x.yaml", text: marked.text), vocabulary: .fake, into: &diagnostics)
    let found = diagnostics.sorted.map { $0.message }
    #expect(
      found == [
        "'units' of 'dense' must be at least 1, not -6", "unknown layer 'dens'",
        "'bias' of 'dense' must be true or false, not the number 3",
      ])
    let notes = diagnostics.sorted.map { $0.notes.map(\.message) }
    #expect(
      notes == [
        [
          "'$item' is used here", "parameter 'hidden' is used here",
          "for item 2 of the stack, -6",
        ], [], [],
      ])
  }
}
