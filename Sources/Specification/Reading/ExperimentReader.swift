internal import Catalog
package import Diagnostics
internal import YAMLReader

/// Turns an experiment file into a checked experiment.
package enum ExperimentReader {
  /// Reads and checks a file: every candidate of every variant is resolved, without reading data.
  ///
  /// `training.evaluate.train` defaults to `last`, but to `every_epoch` when a plot or the selection
  /// needs the training part by epoch.
  ///
  /// The file that `extends` names is looked for beside the experiment file; mistakes in it are
  /// shown in it.
  ///
  /// - Parameters:
  ///   - file: The experiment file.
  ///   - vocabulary: The names that it may use.
  ///   - overrides: Values from the command line, which are stronger than the file.
  ///   - additions: Values that axes have besides those in the file.
  ///   - diagnostics: Receives all mistakes and warnings.
  /// - Returns: `nil` when there was an error.
  package static func read(
    _ file: SourceFile, vocabulary: Vocabulary, overrides: [Override] = [],
    additions: [AxisAddition] = [], into diagnostics: inout DiagnosticList
  ) -> Experiment? {
    var found = DiagnosticList()
    let experiment = readAsFarAsPossible(
      file, vocabulary: vocabulary, overrides: overrides, additions: additions, into: &found)
    diagnostics.append(contentsOf: found)
    return found.hasErrors ? nil : experiment
  }

  /// Reads and checks a file, and goes on with what could be read of one that is wrong.
  ///
  /// - Parameters:
  ///   - file: The experiment file.
  ///   - vocabulary: The names that it may use.
  ///   - overrides: Values from the command line, which are stronger than the file.
  ///   - additions: Values that axes have besides those in the file.
  ///   - diagnostics: Receives all mistakes and warnings.
  /// - Returns: An experiment that is fit for further checks only, if there was an error.
  package static func readAsFarAsPossible(
    _ file: SourceFile, vocabulary: Vocabulary, overrides: [Override] = [],
    additions: [AxisAddition] = [], into diagnostics: inout DiagnosticList
  ) -> Experiment? {
    var found = DiagnosticList()
    defer { diagnostics.append(contentsOf: found) }
    var baseReader = BaseReader()
    let document = baseReader.document(file)
    found.append(contentsOf: baseReader.diagnostics)
    guard let root = document else { return nil }
    var reading = ExperimentReading(file: file, vocabulary: vocabulary, overrides: overrides)
    reading.additions = additions
    let experiment = reading.experiment(root)
    found.append(contentsOf: reading.decoder.diagnostics)
    found.removeConsequences()
    found.addMoves(in: root)
    return experiment
  }
}

/// The reading of one file.
struct ExperimentReading {
  let file: SourceFile

  /// Reads what is outside of trials.
  var decoder: Decoder

  let overrides: [Override]

  /// Values that axes have besides those in the file.
  var additions: [AxisAddition] = []

  var parameters: [Parameter] = []

  /// Where they are declared.
  var parametersRange: SourceRange?

  init(file: SourceFile, vocabulary: Vocabulary, overrides: [Override]) {
    self.file = file
    self.overrides = overrides
    decoder = Decoder(vocabulary: vocabulary)
  }

  /// Reads everything.
  ///
  /// - Returns: `nil` when too little could be read; even otherwise there may have been errors.
  mutating func experiment(_ root: YAMLNode) -> Experiment? {
    let root = applyingGeneralOverrides(to: root)
    guard let fields = decoder.fields(Located(root), .experiment) else { return nil }
    let name = name(in: fields)
    let title = decoder.value(ExperimentKeys.title, in: fields) ?? name ?? ""
    parameters = declaredParameters(fields["parameters"])
    parametersRange = fields["parameters"]?.value.range
    let sweepField = fields["sweep"]
    let sweep = sweepField.flatMap { decoder.fields($0.value, SweepKeys.section) }
    let base = trialSource(fields)
    let drafts = variantDrafts(sweep, base: base, title: title)
    checkUse(of: drafts)
    checkDefaults(drafts)
    let seeds = seeds(sweep)
    let variants = expand(drafts, seed: seeds.search.first ?? 1)
    let scope = ReportScope(
      variants: variants, parameters: parameters.map(\.name),
      axes: Set(drafts.flatMap { $0.groups.axes.map(\.name) }),
      isResolved: !variants.isEmpty && variants.allSatisfy { !$0.resolved.isEmpty },
      isValidationMistaken: decoder.diagnostics.diagnostics.contains {
        [.unknownKey, .misplacedKey].contains($0.code) && $0.subject == "validation"
      },
      variantsRange: sweep?["variants"]?.value.range, dataRange: base?.data.range)
    let select = selection(sweep, scope)
    let reportFields = fields["report"].flatMap { decoder.fields($0.value, ReportKeys.section) }
    let report = report(reportFields, scope, select)
    if !seeds.replicate.contains(where: seeds.search.contains) {
      checkReplicates(sweep?["replicate"], seeds.replicate.count, variants: drafts.count)
    }
    let expectations = expectations(fields["expect"], drafts.map(\.name), scope)
    let policy = policy(base, report, select)
    guard let name else { return nil }
    var experiment = Experiment(
      file: file, name: name, title: title, parameters: parameters.map(\.name),
      variants: variants, select: select, seeds: seeds.search, replicate: seeds.replicate,
      report: report, expectations: expectations, policy: policy)
    for axis in drafts.flatMap(\.groups.axes) where experiment.scales[axis.name] == nil {
      experiment.scales[axis.name] = axis.scale
    }
    return experiment
  }

  private mutating func name(in fields: Fields) -> String? {
    guard let name = decoder.value(ExperimentKeys.name, in: fields),
      let field = fields[ExperimentKeys.name.name]
    else { return nil }
    guard ExperimentName.isValid(name) else {
      decoder.diagnostics.report(
        .invalidName, at: field.value.range,
        "an experiment's name consists of lower-case letters, digits and hyphens, not '\(name)'",
        hint: ExperimentName.nearest(to: name).map { "write '\($0)'" })
      return nil
    }
    return name
  }

  /// The sections of which trials are made; `nil` when one is missing, which has been reported.
  private mutating func trialSource(_ fields: Fields) -> TrialSource? {
    guard let data = fields["data"], let network = fields["network"],
      let training = fields["training"]
    else { return nil }
    return TrialSource(
      data: data.value.node, network: network.value.node, training: training.value.node)
  }

  /// Warns of replicates from which no test could conclude anything.
  ///
  /// An exact test of n pairs that differ all in one direction gives a p-value of 2/2ⁿ.
  private mutating func checkReplicates(_ field: Field?, _ count: Int, variants: Int) {
    guard let field, variants > 1, (2...5).contains(count) else { return }
    let least = 2 / Double(1 << count)
    decoder.diagnostics.report(
      .tooFewSeeds, at: field.value.range,
      "with \(count) replicate seeds an exact test of the difference between variants cannot reach "
        + "0.05: its p-value is at least \(least.shortest)",
      hint: "take 6 seeds or more")
  }

  /// Reads `seeds` and `replicate`.
  private mutating func seeds(_ sweep: Fields?) -> (search: [UInt64], replicate: [UInt64]) {
    guard let sweep else { return ([1], []) }
    let search = sweep["seeds"].flatMap { decoder.seeds($0, from: 1, minimum: 1) } ?? [1]
    let next = (search.max() ?? 0) + 1
    let replicate = sweep["replicate"].flatMap { decoder.seeds($0, from: next, minimum: 0) } ?? []
    if let field = sweep["replicate"], replicate.contains(where: search.contains) {
      reportShared(field, search, at: sweep["seeds"]?.value.range)
    }
    return (search, replicate)
  }

  /// Says which seeds of the replicates the search has used.
  private mutating func reportShared(_ field: Field, _ search: [UInt64], at place: SourceRange?) {
    let notes = place.map { [Diagnostic.Note("the search's seeds", at: $0)] } ?? []
    for item in field.value.node.sequence ?? [] {
      guard let number = item.scalar?.rational?.integer, let seed = UInt64(exactly: number),
        search.contains(seed)
      else { continue }
      decoder.diagnostics.report(
        .conflictingValues, at: item.range,
        "seed \(seed) has been used for the search; a replicate with it would be biased",
        notes: notes)
    }
  }
}

extension Decoder {
  /// Reads a list of seeds, or their number.
  fileprivate mutating func seeds(_ field: Field, from first: UInt64, minimum: Int) -> [UInt64]? {
    let range = IntegerRange(lower: minimum, upper: 10_000)
    guard let items = field.value.node.sequence else {
      let number = value(field.value, as: .integer(range), of: "'\(field.key)'")
      guard let number, let count = Int(number) else { return nil }
      return (0..<UInt64(count)).map { first + $0 }
    }
    if items.count < minimum {
      diagnostics.report(.outOfRange, at: field.value.range, "'\(field.key)' has no seeds")
      return nil
    }
    // One below the largest integer, so that the seed after the largest exists.
    let kind = SettingKind.integer(IntegerRange(lower: 0, upper: .max - 1))
    var seeds: [UInt64] = []
    for item in items {
      let number = value(Located(item), as: kind, of: "a seed")
      guard let number, let seed = Int(number).map({ UInt64($0) }) else { continue }
      if seeds.contains(seed) {
        diagnostics.report(
          .conflictingValues, at: item.range, "seed \(seed) is there twice")
      } else {
        seeds.append(seed)
      }
    }
    return seeds
  }
}
