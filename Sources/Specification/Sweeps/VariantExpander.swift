internal import Catalog
internal import Diagnostics
internal import Guarding
internal import YAMLReader

/// Resolves the settings of a variant: those that the file determines while it is read, the others
/// when the records of earlier phases say where they start.
struct VariantExpander: Sendable {
  let vocabulary: Vocabulary
  let parameters: [Parameter]
  /// Where they are declared.
  let parametersRange: SourceRange?
  /// Values of the command line for parameters.
  let overrides: [Override]
  /// Values of the command line for keys of `data` and `training`.
  let trialOverrides: [(key: DottedKey, override: Override)]
  /// The first seed of the search.
  let seed: UInt64
  let draft: VariantDraft
  /// What is refined, with the axis resolved.
  var refinement: RefinedAxis?
  /// Whether other settings start from this variant's.
  var keepsSources: Bool

  /// What came of one setting.
  struct Reading: Sendable {
    var candidate: Candidate?
    /// Its trial; what compares thousands of them need not hash each again.
    var trial: Hashed<TrialSpecification>?
    /// Names of parameters that something in the trial uses.
    var used: Set<String>
    var diagnostics: DiagnosticList
  }

  private var names: [String] { parameters.map(\.name) }

  /// What all settings have in common.
  ///
  /// - Parameter start: The setting from which the variant starts, if it comes after another.
  /// - Returns: A setting without its axes.
  func base(from start: CandidateSource? = nil) -> CandidateSource {
    var values = start?.values ?? [:]
    if start == nil {
      for parameter in parameters { values[parameter.name] = parameter.value }
    }
    for pin in draft.pins { values[pin.key] = pin.value }
    for override in overrides { values[override.key] = override.value }
    guard var base = start else { return CandidateSource(values: values, trial: draft.source) }
    base.values = values
    base.trial = draft.replacements.applied(to: base.trial)
    for (key, override) in trialOverrides {
      // Where this is not possible it has been reported for the common sections.
      _ = base.trial.set(key, to: override.value, keyRange: override.keyRange)
    }
    let given = overrides.map(\.key) + trialOverrides.map(\.override.key)
    base.forget { axis in draft.fixes(axis) || given.contains(axis) }
    return base
  }

  /// Resolves one combination of the declared axes.
  ///
  /// - Parameters:
  ///   - combination: The values of all axes.
  ///   - base: What the settings have in common.
  ///   - phase: The phase that determines the setting.
  ///   - memo: Made for the same base.
  /// - Returns: The setting, with what was found wrong.
  func read(
    _ combination: [(axis: Axis, value: YAMLNode)], _ base: CandidateSource, _ phase: Phase,
    _ memo: inout TrialMemo
  ) -> Reading {
    var source = base
    var unreachable = DiagnosticList()
    for (axis, value) in combination {
      let choice = CandidateSource.Choice(
        axis: axis.name, axisRange: axis.nameRange, value: value)
      if !source.choose(choice, parameters: names) {
        unreachable.report(
          .unknownAxis, at: axis.nameRange,
          "'\(axis.name)' leads through a value that is not a mapping")
      }
    }
    var reading = read(source, phase, &memo)
    unreachable.append(contentsOf: reading.diagnostics)
    reading.diagnostics = unreachable
    return reading
  }

  /// Resolves some of the combinations of the declared axes, in their order, on several threads.
  ///
  /// - Parameters:
  ///   - range: The numbers of the combinations.
  ///   - base: What the settings have in common.
  /// - Returns: One reading for each combination.
  func read(_ range: Range<Int>, _ base: CandidateSource) -> [Reading] {
    let starts = Array(stride(from: range.lowerBound, to: range.upperBound, by: Self.partLength))
    return starts.concurrentMap(shortest: 2) { start in
      var memo = TrialMemo(base)
      return (start..<min(range.upperBound, start + Self.partLength)).map {
        read(draft.groups.combination($0), base, .search, &memo)
      }
    }.flatMap(\.self)
  }

  /// So many settings share what was read of their sections; fewer are not worth a thread.
  private static let partLength = 128

  /// Resolves a setting.
  private func read(
    _ source: CandidateSource, _ phase: Phase, _ memo: inout TrialMemo
  ) -> Reading {
    var decoder = Decoder(
      vocabulary: vocabulary,
      environment: Environment(
        values: source.values, names: names, declaration: parametersRange))
    let trial = decoder.trial(source, seed: seed, &memo)
    let used = decoder.used
    let diagnostics = decoder.diagnostics
    guard let trial else { return Reading(used: used, diagnostics: diagnostics) }
    var candidate = Candidate(
      assignment: source.choices.filter { used.contains($0.axis) || !names.contains($0.axis) }
        .map { Assigned($0.axis, decoder.text(of: $0.value)) },
      parameters: names.filter(used.contains).compactMap { name in
        source.values[name].map { Assigned(name, decoder.text(of: $0)) }
      },
      trial: trial)
    candidate.phase = phase
    if keepsSources { candidate.source = source }
    return Reading(
      candidate: candidate, trial: Hashed(trial), used: used, diagnostics: diagnostics)
  }

  /// The number of combinations of the declared axes.
  var declaredCount: Int { draft.groups.combinationCount }

  /// Resolves all combinations of the declared axes.
  ///
  /// - Parameters:
  ///   - start: The selected setting of the variant before.
  ///   - phase: The phase that determines the settings.
  /// - Returns: One reading for each combination.
  func read(from start: CandidateSource, _ phase: Phase) -> [Reading] {
    let base = base(from: start)
    var memo = TrialMemo(base)
    return (0..<declaredCount).map { read(draft.groups.combination($0), base, phase, &memo) }
  }

  /// Resolves a round of the refinement.
  ///
  /// - Parameters:
  ///   - round: From 1.
  ///   - best: The best setting so far.
  ///   - phase: The phase that determines the settings.
  /// - Returns: One for each value; none where the best setting has no number for the axis.
  func read(round: Int, around best: CandidateSource, _ phase: Phase) -> [Reading] {
    guard let refinement,
      let centre = best.choices.first(where: { $0.axis == refinement.settings.axis }),
      let number = centre.value.scalar?.rational
    else { return [] }
    var memo = TrialMemo(best)
    return refinement.values(around: number.double, round: round).map { value in
      let reading = read(best, centre, value, phase, &memo)
      // What takes whole numbers only gets the nearest.
      guard reading.candidate == nil, let whole = value.nearestInteger else { return reading }
      let second = read(best, centre, whole, phase, &memo)
      return second.candidate == nil ? reading : second
    }
  }

  private func read(
    _ best: CandidateSource, _ centre: CandidateSource.Choice, _ value: Rational, _ phase: Phase,
    _ memo: inout TrialMemo
  ) -> Reading {
    var source = best
    var choice = centre
    choice.value = YAMLNode(.scalar(YAMLScalar(value)), at: centre.value.range)
    _ = source.choose(choice, parameters: names)
    return read(source, phase, &memo)
  }
}
