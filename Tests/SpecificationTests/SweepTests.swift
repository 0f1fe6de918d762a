import Catalog
import Diagnostics
import Specification
import TestSupport
import Testing

@Suite("Sweeps")
struct SweepTests {
  /// A sample whose optimizer has two parameters.
  private func sample(_ sweep: String) -> SampleFile {
    .optimizer(
      "{sgd: {learning_rate: $rate, momentum: $momentum}}",
      parameters: "{rate: 0.1, momentum: 0}", sweep: sweep)
  }

  private func assignments(_ sweep: String, overrides: [String] = []) throws -> [[String]] {
    let experiment = try sample(sweep).experiment(overrides: overrides)
    return experiment.variants.flatMap(\.candidates).map { $0.assignment.map(\.value) }
  }

  @Test func withoutASweepThereIsOneCandidate() throws {
    let experiment = try SampleFile(more: "title: A sample").experiment()
    #expect(experiment.variants.map(\.name) == ["A sample"])
    #expect(experiment.variants[0].candidates.count == 1)
    #expect(experiment.variants[0].axes == [])
    #expect(experiment.seeds == [1])
    #expect(experiment.replicate == [])
  }

  @Test(arguments: [
    ("{linear: [0.1, 0.3], count: 3}", ["0.1", "0.2", "0.3"]),
    ("{linear: [0, 1], count: 4}", ["0", "0.3333333333333333", "0.6666666666666666", "1"]),
    ("{linear: [3, 1], count: 3}", ["3", "2", "1"]),
    ("{log: [1e-4, 1e-1], count: 4}", ["0.0001", "0.001", "0.01", "0.1"]),
    ("{log: [0.001, 0.1], count: 4}", ["0.001", "0.00464159", "0.0215443", "0.1"]),
  ])
  func rangesAreCalculatedInDecimal(_ range: String, _ values: [String]) throws {
    #expect(
      try SampleFile.optimizer(
        "{sgd: {learning_rate: 1, momentum: $m}}", parameters: "{m: 0}",
        sweep: "{grid: {m: \(range)}}"
      ).experiment().variants[0].candidates.map { $0.assignment[0].value } == values)
  }

  @Test func integersOfRangesAreIntegers() throws {
    let experiment = try SampleFile(
      parameters: "{width: 1}", network: "[flatten, dense: $width, dense: 10]",
      sweep: "{grid: {width: {log: [16, 128], count: 4}}}"
    ).experiment()
    #expect(
      experiment.variants[0].candidates.map { $0.trial.layers[1].call.arguments.values["units"] }
        == [.integer(16), .integer(32), .integer(64), .integer(128)])
  }

  @Test func zippedAxesMoveTogether() throws {
    #expect(
      try assignments("{zip: {rate: [0.1, 0.2], momentum: [0.5, 0.6]}}") == [
        ["0.1", "0.5"], ["0.2", "0.6"],
      ])
  }

  @Test func axesOfVariantsReplaceAndFollow() throws {
    #expect(
      try assignments(
        """
        {grid: {rate: [1, 2], momentum: [0.1, 0.2]}, variants: [
          {name: A, grid: {rate: [3, 4, 5]}, parameters: {momentum: 0.3}},
          {name: B, parameters: {rate: 6}, grid: {momentum: [0.4]}}]}
        """) == [["3"], ["4"], ["5"], ["0.4"]])
  }

  @Test func axesMayBeDottedKeys() throws {
    let experiment = try sample(
      """
      {grid: {rate: [1, 2], training.batch_size: [32, 64], data.limit.train: [100, 200]},
       variants: [{name: A, training: {batch_size: 8}}, {name: B}]}
      """
    ).experiment(overrides: ["data.limit.train=50", "momentum=0.5"])
    #expect(experiment.variants.map(\.axes) == [["rate"], ["rate", "training.batch_size"]])
    #expect(
      experiment.variants.map { $0.candidates.map(\.trial.training.batchSize) } == [
        [8, 8], [32, 64, 32, 64],
      ])
    let trials = experiment.variants.flatMap(\.candidates).map(\.trial)
    #expect(trials.allSatisfy { $0.data.limitTraining == 50 })
    #expect(
      trials.allSatisfy { $0.training.optimizer.arguments.values["momentum"] == .number(0.5) })
  }

  @Test func variantsReplaceWholeKeysAndNetworks() throws {
    let experiment = try SampleFile(
      sweep: """
        {variants: [{name: A}, {name: B, data: {validation: 100}, training: {optimizer: adam},
          network: [flatten, dense: 20, dense: 10]}]}
        """
    ).experiment()
    let trial = experiment.variants[1].candidates[0].trial
    #expect(trial.data.validation == .count(100))
    #expect(trial.data.dataset.name == "mnist")
    #expect(trial.training.optimizer.name == "adam")
    #expect(trial.training.batchSize == 10)
    #expect(trial.layers.map(\.name) == ["flatten1", "dense1", "dense2"])
    #expect(experiment.variants[0].candidates[0].trial.layers.count == 2)
  }

  @Test(arguments: [
    ("{seeds: 3}", [1, 2, 3], []), ("{seeds: [5, 7], replicate: 2}", [5, 7], [8, 9]),
    ("{replicate: [4, 2]}", [1], [4, 2]), ("{replicate: 0}", [1], []),
  ])
  func seeds(_ sweep: String, _ seeds: [UInt64], _ replicate: [UInt64]) throws {
    let experiment = try SampleFile(sweep: sweep).experiment()
    #expect(experiment.seeds == seeds)
    #expect(experiment.replicate == replicate)
    #expect(experiment.variants[0].candidates[0].trial.seed == seeds[0])
  }

  @Test(arguments: [
    ("{seeds: ①[]②}", DiagnosticCode.outOfRange, "'seeds' has no seeds"),
    (
      "{seeds: [1, ①-1②]}", .outOfRange,
      "a seed must be at least 0 and at most \(Int.max - 1), not -1"
    ),
    ("{seeds: [1, ①1②]}", .conflictingValues, "seed 1 is there twice"),
    (
      "{seeds: [1, 2], replicate: [①2②, 3]}", .conflictingValues,
      "seed 2 has been used for the search; a replicate with it would be biased"
    ),
    (
      "{seeds: ①0②}", .outOfRange, "'seeds' must be at least 1 and at most 10000, not 0"
    ),
    ("{grid: {rate: ①[]②}}", .emptyAxis, "axis 'rate' has no values"),
    (
      "{grid: {rate: ①0.1②}}", .wrongType,
      "axis 'rate' must be a list of values or a range, not the number 0.1"
    ),
    ("{grid: {rate: [1, ①~②]}}", .wrongType, "a value of axis 'rate' must not be empty"),
    (
      "{grid: ①[rate]②}", .wrongType, "'grid' must be a mapping of axes to their values, not a list"
    ),
    ("{grid: {①rat②: [1, 2]}}", .undefinedParameter, "undefined parameter 'rat'"),
    ("{grid: {①batch_size②: [1, 2]}}", .undefinedParameter, "undefined parameter 'batch_size'"),
    ("{grid: {①sweep.seeds②: [1, 2]}}", .unknownAxis, "'sweep.seeds' cannot be varied"),
    (
      "{grid: {①training.keep②: [none, all]}}", .unknownAxis,
      "'training.keep' is the same for all trials and cannot be varied"
    ),
    (
      "{grid: {①training.batchsize②: [1, 2]}}", .unknownKey, "unknown key 'batchsize' in 'training'"
    ),
    (
      "{grid: {①training.epochs.x②: [1, 2]}}", .unknownAxis,
      "'training.epochs.x' leads through a value that is not a mapping"
    ),
    ("{grid: {rate: ①{count: 3}②}}", .missingKey, "axis 'rate' needs 'linear' or 'log'"),
    (
      "{grid: {rate: {linear: [1, 2], ①log②: [1, 2], count: 3}}}", .conflictingValues,
      "axis 'rate' is either linear or logarithmic"
    ),
    ("{grid: {rate: ①{linear: [1, 2]}②}}", .missingKey, "a range of values needs 'count'"),
    (
      "{grid: {rate: {log: [①0②, 2], count: 3}}}", .outOfRange,
      "an item of 'log' must be above 0, not 0"
    ),
    (
      "{grid: {rate: {log: ①[2, 2]②, count: 3}}}", .emptyAxis,
      "axis 'rate' starts and ends with the same value"
    ),
    (
      "{zip: {rate: [1, 2], ①momentum②: [0.1]}}", .conflictingValues,
      "axes that move together need as many values: 'momentum' has 1, 'rate' has 2"
    ),
    (
      "{grid: {rate: [1, 2]}, zip: {①rate②: [0.1, 0.2]}}", .conflictingValues,
      "there are two axes 'rate'"
    ),
    (
      "{random: {samples: 3, over: {rate: ①{}②}}}", .missingKey,
      "axis 'rate' needs 'uniform', 'log_uniform' or 'choice'"
    ),
    (
      "{random: {samples: 3, over: ①[rate]②}}", .wrongType,
      "'over' must be a mapping of axes to what is drawn, not a list"
    ),
    ("{random: ①{samples: 3}②}", .missingKey, "'random' needs 'over'"),
    (
      "{random: {samples: ①0②, over: {rate: {uniform: [1, 2]}}}}", .outOfRange,
      "'samples' must be at least 1 and at most 10000, not 0"
    ),
    (
      "{random: {samples: 1, over: {rate: {uniform: ①[2, 1]②}}}}", .outOfRange,
      "the range of axis 'rate' must go from the least to the largest value"
    ),
    (
      "{random: {samples: 1, over: {rate: {uniform: [1, 2], ①choice②: [1]}}}}", .conflictingValues,
      "axis 'rate' is drawn either from 'uniform' or from 'choice'"
    ),
    (
      "{random: {samples: 1, over: {rate: {choice: ①[]②}}}}", .emptyAxis,
      "axis 'rate' has no values"
    ),
    (
      "{random: {samples: 1, over: {①rates②: {uniform: [1, 2]}}}}", .undefinedParameter,
      "undefined parameter 'rates'"
    ),
    (
      "{random: {samples: 1, over: {rate: {uniform: [①-1②, 2]}}}}", .outOfRange,
      "'learning_rate' of 'sgd' must be above 0, not -1"
    ),
    ("{variants: ①[]②}", .wrongType, "'variants' is empty"),
    ("{variants: [①{description: x}②]}", .missingKey, "a variant needs 'name'"),
    ("{variants: [{name: ①' '②}]}", .invalidName, "a variant's name must not be empty"),
    (
      "{variants: [{name: A}, {name: ①A②}]}", .duplicateVariant,
      "there are two variants named 'A'"
    ),
    (
      "{variants: [{name: A, parameters: {①rte②: 1}}]}", .undefinedParameter,
      "undefined parameter 'rte'"
    ),
    (
      "{variants: [{name: A, parameters: {①rate②: 1}, grid: {rate: [1, 2]}}]}", .conflictingValues,
      "parameter 'rate' has one value and is an axis of the same variant"
    ),
    (
      "{variants: [{name: A, training: {①keep②: all}}]}", .misplacedKey,
      "'keep' is the same for all variants"
    ),
    (
      "{variants: [{name: A, grids②①: {}}]}", .unknownKey, "unknown key 'grids' in a variant"
    ),
    (
      "{select: {metric: ①test_accuracy②}}", .invalidSelection,
      "settings cannot be selected by 'test_accuracy': the test set would then prove nothing"
    ),
  ])
  func mistakes(_ sweep: String, _ code: DiagnosticCode, _ message: String) {
    // The markers of this one are swapped to stand for an empty place before the key.
    let sweep = sweep.replacing("grids②①", with: "①grids②")
    var text = sample(sweep)
    text.sweep = sweep
    expectErrors(text, [Expected("①", "②", code, message)])
  }

  /// Checks the errors of a sample alone; warnings are left out.
  private func expectErrors(
    _ sample: SampleFile, _ expected: [Expected],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expectDiagnostics(sample.text, expected, sourceLocation: sourceLocation) { file, diagnostics in
      var all = DiagnosticList()
      read(file, &all)
      for diagnostic in all.diagnostics where diagnostic.severity == .error {
        diagnostics.append(diagnostic)
      }
    }
  }

  @Test func hintsForAxes() {
    sample("{grid: {①batch_size②: [1, 2]}}").expect(
      Expected(
        "①", "②", .undefinedParameter, "undefined parameter 'batch_size'",
        hint: "did you mean 'training.batch_size'?"))
  }

  @Test func repeatedValuesAndWrongGoalsAreWarnings() throws {
    let text =
      "{grid: {rate: [0.1, 0.2, ①0.1②]}, select: {metric: validation_loss, goal: ③maximize④}}"
    sample(text).expect(
      Expected(
        "①", "②", .suspiciousValue, "axis 'rate' has the value 0.1 twice; it is tried once"),
      Expected(
        "③", "④", .suspiciousValue,
        "the setting with the worst 'validation_loss' would be selected"))
  }

  @Test func randomSettingsAreOneJointSample() throws {
    let axes = "{rate: {log_uniform: [1e-4, 1e-1]}, momentum: {choice: [0, 0.5, 0.9]}}"
    let few = try assignments("{random: {samples: 5, over: \(axes)}}")
    let more = try assignments("{random: {samples: 50, seed: 0, over: \(axes)}}")
    #expect(few.count == 5)
    #expect(more.count == 50)
    #expect(Array(more.prefix(5)) == few)
    #expect(try assignments("{random: {samples: 5, seed: 1, over: \(axes)}}") != few)
    let rates = more.compactMap { Double($0[0]) }
    #expect(rates.allSatisfy { (1e-4...1e-1).contains($0) })
    // About a third in each decade.
    #expect((8...26).contains(rates.count { $0 < 1e-3 }))
    #expect(Set(more.map { $0[1] }) == ["0", "0.5", "0.9"])
    #expect(more.allSatisfy { $0[0].filter(\.isNumber).count <= 12 })
    // An axis does not depend on the others.
    let alone = try assignments("{random: {samples: 5, over: {rate: {log_uniform: [1e-4, 1e-1]}}}}")
    #expect(alone.map { $0[0] } == few.map { $0[0] })
  }

  @Test func axisWithOneValueIsAWarning() {
    sample("{grid: {rate: ①[0.1]②}}").expect(
      Expected("①", "②", .singleValueAxis, "axis 'rate' has one value"))
  }

  @Test(arguments: [
    "{name: B, network: [flatten, dense: 10], grid: {①width②: [4, 8]}}",
    "{name: B, parameters: {deep: false}, grid: {①width②: [4, 8]}}",
    "{name: B, parameters: {deep: false}, zip: {①width②: [4, 8], rate: [0.1, 0.2]}}",
    "{name: B, after: A, parameters: {deep: false}, grid: {①width②: [4, 8]}}",
  ])
  func anAxisThatItsVariantDoesNotUseIsAWarning(_ variant: String) {
    variants("{name: A}, " + variant).expect(
      Expected(
        "①", "②", .singleValueAxis, "'width' does nothing in variant 'B'",
        hint: "write '$width' where its value belongs, or delete the axis"))
  }

  @Test(arguments: [
    "{name: B, grid: {width: [4, 8]}}",
    "{name: B, network: [flatten, dense: 10], grid: {training.epochs: [1, 2]}}",
    "{name: B, network: [flatten, dense: 10], training: {batch_size: $width}, "
      + "grid: {width: [4, 8]}}",
    "{name: B, grid: {deep: [true, false]}}",
    "{name: B, grid: {deep: [false, true], width: [4, 8]}}",
    "{name: B, network: [flatten, {dense: {units: '${2 * width}'}}, dense: 10], "
      + "grid: {width: [4, 8]}}",
    "{name: B, network: [flatten, dense: 10], training: {optimizer: "
      + "{adam: {learning_rate: $rate}}}, grid: {rate: [0.1, 0.2]}}",
  ])
  func anAxisThatReachesTheTrialIsNone(_ variant: String) {
    variants("{name: A}, " + variant).expect()
  }

  @Test func aCommonAxisMayMeanNothingToSomeVariants() {
    var file = variants("{name: A}, {name: B, parameters: {deep: false}}")
    file.sweep = file.sweep?.replacing("{variants", with: "{grid: {width: [4, 8]}, variants")
    file.expect()
    file.sweep = "{grid: {①width②: [4, 8]}, variants: [{name: B, parameters: {deep: false}}]}"
    file.expect(Expected("①", "②", .singleValueAxis, "'width' does nothing in variant 'B'"))
  }

  /// A file with variants of a network whose width counts only where it is deep.
  private func variants(_ variants: String) -> SampleFile {
    var file = SampleFile.optimizer(
      "{sgd: {learning_rate: $rate}}", parameters: "{rate: 0.1, width: 8, deep: true}",
      sweep: "{variants: [\(variants)]}")
    file.network = "[flatten, {dense: {units: $width, if: $deep}}, dense: 10]"
    return file
  }

  @Test func selectionByValidationNeedsAValidationPart() {
    var file = sample("{grid: {rate: [0.1, 0.2]}, select: {metric: ①validation_loss②}}")
    file.data = "{dataset: mnist}"
    file.expect(
      Expected(
        "①", "②", .invalidSelection,
        "variant 'sample' has no validation part to select by 'validation_loss'",
        hint: "add 'validation: 0.2' under 'data'"))
  }

  @Test func withoutAValidationPartTrainingAccuracySelects() throws {
    var file = sample("{grid: {rate: [0.1, 0.2]}}")
    file.data = "{dataset: mnist}"
    #expect(
      try file.experiment().select == Selection(metric: Metric(.train, .accuracy), goal: .maximize))
    file.data = "{dataset: mnist, validation: 5000}"
    #expect(
      try file.experiment().select
        == Selection(metric: Metric(.validation, .accuracy), goal: .maximize))
    file.sweep = "{select: {metric: validation_loss, at: best}}"
    #expect(
      try file.experiment().select
        == Selection(metric: Metric(.validation, .loss), goal: .minimize, at: .best))
  }

  @Test func tooManySettings() {
    var file = sample(
      "{grid: {rate: {linear: [1, 2], count: 1000}, momentum: {linear: [0, 0.5], count: 1000}}}")
    file.more = "title: All"
    var diagnostics = DiagnosticList()
    read(SourceFile(name: "test.yaml", text: file.text), &diagnostics)
    #expect(
      diagnostics.diagnostics.map(\.message) == [
        "up to variant 'All' there are 1000000 settings; at most 20000 are tried"
      ])
  }
}
