internal import Catalog
internal import Diagnostics
internal import YAMLReader

extension ExperimentReading {
  /// More settings than this are refused: resolving them would take long, training them for ever.
  static let maximumCandidates = 20_000

  /// After so many errors further settings are not resolved: they would hardly add others.
  static let maximumErrors = 200

  /// Nodes to be read for all settings together; an ordinary sweep needs a thousandth.
  static let maximumWork = 20_000_000

  /// Of a variant that comes after another so many combinations with the other's settings are
  /// resolved; of more only those in which one of the two is the first.
  private static let maximumPreviews = 1_000

  /// So many settings are resolved before the errors are counted.
  private static let roundLength = 2_048

  /// Resolves every setting of every variant.
  mutating func expand(_ drafts: [VariantDraft], seed: UInt64) -> [Variant] {
    guard let counts = settingCounts(drafts) else { return [] }
    var variants = [Variant?](repeating: nil, count: drafts.count)
    var uses: [AxisUse] = []
    let order = drafts.indices.sorted { (drafts[$0].depth, $0) < (drafts[$1].depth, $1) }
    for index in order {
      let refined = refinedAxis(of: index, drafts)
      let name = drafts[index].name
      let expander = VariantExpander(
        vocabulary: decoder.vocabulary, parameters: parameters, parametersRange: parametersRange,
        overrides: parameterOverrides, trialOverrides: trialOverrides, seed: seed,
        draft: drafts[index], refinement: refined,
        keepsSources: refined != nil || drafts.contains { $0.after == name })
      let before = drafts[index].after.flatMap { after in drafts.firstIndex { $0.name == after } }
      let tuned = tunedAxes(of: index, drafts).map(\.name)
      if let before {
        variants[index] = preview(expander, after: variants[before], tuned: tuned, &uses)
      } else {
        variants[index] = expand(expander, count: counts[index], tuned: tuned, &uses)
      }
    }
    warnOfIdleAxes(uses)
    return variants.compactMap(\.self)
  }

  /// The number of declared settings of each variant.
  ///
  /// - Returns: `nil` when they are too many to be resolved, which is reported.
  private mutating func settingCounts(_ drafts: [VariantDraft]) -> [Int]? {
    var total = 0
    var work = 0
    var counts: [Int] = []
    for draft in drafts {
      let declared = draft.groups.combinationCount
      let refined = draft.refine.map { $0.settings.rounds * $0.settings.count } ?? 0
      counts.append(declared)
      total = declared > Self.maximumCandidates ? declared : total + declared + refined
      guard total <= Self.maximumCandidates else {
        decoder.diagnostics.report(
          .tooManyTrials, at: draft.range,
          "up to variant '\(draft.name)' there are "
            + (total == .max ? "far too many" : "\(total)")
            + " settings; at most \(Self.maximumCandidates) are tried")
        return nil
      }
      let count = draft.after == nil ? declared : declared + Self.maximumPreviews
      work += count * self.work(of: draft)
      guard work <= Self.maximumWork else {
        decoder.diagnostics.report(
          .tooManyTrials, at: draft.range,
          "up to variant '\(draft.name)' there are too many settings of too large networks")
        return nil
      }
    }
    return counts
  }

  /// The nodes to be read for one setting; the layers of a stack count for each item.
  private func work(of draft: VariantDraft) -> Int {
    var values = parameters.compactMap(\.value) + draft.pins.map(\.value)
    values += draft.groups.axes.flatMap(\.values)
    let longest = values.reduce(1) { max($0, $1.sequence?.count ?? 1) }
    return draft.source.nodes.reduce(0) { $0 + $1.nodeCount(longestList: longest) }
  }

  /// Resolves a variant whose settings the file alone determines.
  private mutating func expand(
    _ expander: VariantExpander, count: Int, tuned: [String], _ uses: inout [AxisUse]
  ) -> Variant {
    let base = expander.base()
    var memo = TrialMemo(base)
    var expansion = Expansion(wrongRanges: checkEnds(expander, base, &memo))
    // In rounds, so that little is read in vain after too many errors.
    for first in stride(from: 0, to: count, by: Self.roundLength)
    where decoder.diagnostics.errorCount < Self.maximumErrors {
      let round = first..<min(count, first + Self.roundLength)
      for reading in expander.read(round, base) {
        guard decoder.diagnostics.errorCount < Self.maximumErrors else { break }
        add(reading, to: &expansion)
      }
    }
    uses += axisUses(in: expander.draft, used: expansion.used)
    var variant = variant(expander, expansion, tuned)
    variant.candidates = expansion.candidates
    previewRefinement(of: &variant, expander, from: expansion.candidates.first)
    return variant
  }

  /// Resolves a variant whose settings start from one of another's, with those that the other has.
  private mutating func preview(
    _ expander: VariantExpander, after other: Variant?, tuned: [String], _ uses: inout [AxisUse]
  ) -> Variant {
    let starts = (other?.resolved ?? []).compactMap(\.source)
    let groups = expander.draft.groups
    let count = groups.combinationCount
    let phase = Phase.search(depth: expander.draft.depth)
    var expansion = Expansion()
    if let first = starts.first {
      let base = expander.base(from: first)
      var memo = TrialMemo(base)
      expansion.wrongRanges = checkEnds(expander, base, &memo)
    }
    let isSmall = starts.count * count <= Self.maximumPreviews
    for (number, start) in starts.enumerated() {
      let base = expander.base(from: start)
      var memo = TrialMemo(base)
      for index in 0..<(isSmall || number == 0 ? count : min(count, 1))
      where decoder.diagnostics.errorCount < Self.maximumErrors {
        add(expander.read(groups.combination(index), base, phase, &memo), to: &expansion)
      }
    }
    uses += axisUses(in: expander.draft, used: expansion.used)
    var variant = variant(expander, expansion, tuned)
    variant.previews = expansion.candidates
    previewRefinement(of: &variant, expander, from: expansion.candidates.first)
    return variant
  }

  /// What has been resolved of a variant.
  private struct Expansion {
    /// Random ranges that have a wrong end; values drawn from them need no mention.
    var wrongRanges: [SourceRange] = []
    var known: Set<Hashed<TrialSpecification>> = []
    var varied: Set<String> = []
    /// The parameters that some setting uses.
    var used: Set<String> = []
    var candidates: [Candidate] = []
  }

  private mutating func add(_ reading: VariantExpander.Reading, to expansion: inout Expansion) {
    var found = reading.diagnostics
    expansion.used.formUnion(reading.used)
    found.removeAll { expansion.wrongRanges.contains($0.range) }
    decoder.diagnostics.append(contentsOfSetting: found)
    guard let candidate = reading.candidate, let trial = reading.trial,
      expansion.known.insert(trial).inserted
    else { return }
    expansion.varied.formUnion(candidate.assignment.map(\.name))
    expansion.candidates.append(candidate)
  }

  private func variant(
    _ expander: VariantExpander, _ expansion: Expansion, _ tuned: [String]
  ) -> Variant {
    let draft = expander.draft
    var variant = Variant(
      name: draft.name, description: draft.description, candidates: [],
      axes: tuned.filter(expansion.varied.contains), range: draft.range)
    variant.after = draft.after
    variant.depth = draft.depth
    variant.refine = expander.refinement?.settings
    if variant.after != nil || variant.refine != nil { variant.expander = expander }
    return variant
  }

  /// Resolves what the first round may be, so that values between the declared ones are checked.
  private mutating func previewRefinement(
    of variant: inout Variant, _ expander: VariantExpander, from first: Candidate?
  ) {
    guard variant.refine != nil, let source = first?.source else { return }
    let phase = Phase.refine(1, depth: variant.depth)
    for reading in expander.read(round: 1, around: source, phase) {
      decoder.diagnostics.append(contentsOfSetting: reading.diagnostics)
      if let candidate = reading.candidate { variant.previews.append(candidate) }
    }
  }

  /// Resolves the variant at both ends of every random range, where values may be drawn as well.
  ///
  /// - Returns: The ranges that have a wrong end.
  private mutating func checkEnds(
    _ expander: VariantExpander, _ base: CandidateSource, _ memo: inout TrialMemo
  ) -> [SourceRange] {
    var wrong: [SourceRange] = []
    for axis in expander.draft.groups.axes {
      for end in axis.ends {
        let combination = expander.draft.groups.combination(0).map { other, value in
          (axis: other, value: other.name == axis.name ? end : value)
        }
        let reading = expander.read(combination, base, .search, &memo)
        decoder.diagnostics.append(contentsOfSetting: reading.diagnostics)
        if reading.diagnostics.diagnostics.contains(where: { $0.range == end.range }) {
          wrong += axis.values.prefix(1).map(\.range)
        }
      }
    }
    return wrong
  }
}

extension Decoder {
  /// A value as tables print it: numbers in their shortest form, collections in one line.
  ///
  /// Lists of parameters that stand for lists can grow without bound; the text is cut instead.
  func text(of node: YAMLNode) -> String {
    var copy = self
    var remaining = 200
    return copy.text(of: node, remaining: &remaining)
  }

  private mutating func text(of node: YAMLNode, remaining: inout Int) -> String {
    remaining -= 1
    guard remaining >= 0 else { return "…" }
    guard let node = resolve(Located(node))?.node else { return "" }
    switch node.content {
    case .scalar(let scalar):
      switch scalar.kind {
      case .integer(let integer): return String(integer)
      case .number(let number): return number.shortest
      case .boolean(let flag): return String(flag)
      case .null, .string: return scalar.text
      }
    case .sequence(let items):
      var texts: [String] = []
      for item in items where remaining >= 0 { texts.append(text(of: item, remaining: &remaining)) }
      return "[" + texts.joined(separator: ", ") + "]"
    case .mapping(let entries):
      var texts: [String] = []
      for entry in entries where remaining >= 0 {
        texts.append("\(entry.key): \(text(of: entry.value, remaining: &remaining))")
      }
      return "{" + texts.joined(separator: ", ") + "}"
    }
  }
}
