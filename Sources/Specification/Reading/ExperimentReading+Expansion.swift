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

  /// Resolves every setting of every variant.
  mutating func expand(_ drafts: [VariantDraft], seed: UInt64) -> [Variant] {
    var total = 0
    var work = 0
    var variants: [Variant] = []
    for draft in drafts {
      let count = draft.groups.combinationCount
      total = count > Self.maximumCandidates ? count : total + count
      guard total <= Self.maximumCandidates else {
        decoder.diagnostics.report(
          .tooManyTrials, at: draft.range,
          "up to variant '\(draft.name)' there are "
            + (total == .max ? "far too many" : "\(total)")
            + " settings; at most \(Self.maximumCandidates) are tried")
        return variants
      }
      work += count * self.work(of: draft)
      guard work <= Self.maximumWork else {
        decoder.diagnostics.report(
          .tooManyTrials, at: draft.range,
          "up to variant '\(draft.name)' there are too many settings of too large networks")
        return variants
      }
      variants.append(expand(draft, count: count, seed: seed))
    }
    return variants
  }

  /// The nodes to be read for one setting; the layers of a stack count for each item.
  private func work(of draft: VariantDraft) -> Int {
    var values = parameters.compactMap(\.value) + draft.pins.map(\.value)
    values += draft.groups.axes.flatMap(\.values)
    let longest = values.reduce(1) { max($0, $1.sequence?.count ?? 1) }
    return draft.source.nodes.reduce(0) { $0 + $1.nodeCount(longestList: longest) }
  }

  private mutating func expand(_ draft: VariantDraft, count: Int, seed: UInt64) -> Variant {
    let names = parameters.map(\.name)
    var values: [String: YAMLNode] = [:]
    for parameter in parameters { values[parameter.name] = parameter.value }
    for pin in draft.pins { values[pin.key] = pin.value }
    for override in parameterOverrides { values[override.key] = override.value }
    let wrongRanges = checkEnds(
      of: draft, Environment(values: values, names: names, declaration: parametersRange))
    var known: Set<TrialSpecification> = []
    var varied: Set<String> = []
    var candidates: [Candidate] = []
    for index in 0..<count where decoder.diagnostics.errorCount < Self.maximumErrors {
      var environment = Environment(
        values: values, names: names, declaration: parametersRange)
      var source = draft.source
      let combination = draft.groups.combination(index)
      for (axis, value) in combination where names.contains(axis.name) {
        environment.values[axis.name] = value
      }
      for (axis, value) in combination { set(axis, to: value, in: &source) }
      var trialDecoder = Decoder(vocabulary: decoder.vocabulary, environment: environment)
      let trial = trialDecoder.trial(source, seed: seed)
      let used = trialDecoder.used
      var found = trialDecoder.diagnostics
      found.removeAll { wrongRanges.contains($0.range) }
      decoder.diagnostics.append(contentsOfSetting: found)
      guard let trial, known.insert(trial).inserted else { continue }
      let assignment = combination.filter {
        used.contains($0.axis.name) || !names.contains($0.axis.name)
      }
      .map { Assigned($0.axis.name, trialDecoder.text(of: $0.value)) }
      varied.formUnion(assignment.map(\.name))
      candidates.append(
        Candidate(
          assignment: assignment,
          parameters: names.filter(used.contains).compactMap { name in
            environment.values[name].map { Assigned(name, trialDecoder.text(of: $0)) }
          },
          trial: trial))
    }
    return Variant(
      name: draft.name, description: draft.description, candidates: candidates,
      axes: draft.groups.axes.map(\.name).filter(varied.contains), range: draft.range)
  }

  /// Resolves the variant at both ends of every random range, where values may be drawn as well.
  ///
  /// - Returns: The ranges that have a wrong end; values drawn from them need no mention.
  private mutating func checkEnds(of draft: VariantDraft, _ environment: Environment)
    -> [SourceRange]
  {
    var wrong: [SourceRange] = []
    for axis in draft.groups.axes {
      for end in axis.ends {
        var trialDecoder = Decoder(vocabulary: decoder.vocabulary, environment: environment)
        var source = draft.source
        for (other, value) in draft.groups.combination(0) {
          let value = other.name == axis.name ? end : value
          if environment.names.contains(other.name) {
            trialDecoder.environment?.values[other.name] = value
          }
          set(other, to: value, in: &source)
        }
        _ = trialDecoder.trial(source, seed: 1)
        decoder.diagnostics.append(contentsOfSetting: trialDecoder.diagnostics)
        if trialDecoder.diagnostics.diagnostics.contains(where: { $0.range == end.range }) {
          wrong += axis.values.prefix(1).map(\.range)
        }
      }
    }
    return wrong
  }

  private mutating func set(_ axis: Axis, to value: YAMLNode, in source: inout TrialSource) {
    guard let key = DottedKey(axis.name), DottedKey.trialSections.contains(key.section) else {
      return
    }
    if !source.set(key, to: value, keyRange: axis.nameRange) {
      decoder.diagnostics.report(
        .unknownAxis, at: axis.nameRange,
        "'\(axis.name)' leads through a value that is not a mapping")
    }
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
