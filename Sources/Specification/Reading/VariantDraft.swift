internal import Catalog
internal import Diagnostics
internal import YAMLReader

/// A variant as it is declared, before its trials are resolved.
struct VariantDraft: Sendable {
  var name: String
  var description: String
  var range: SourceRange
  /// Values of parameters in this variant.
  var pins: [YAMLEntry]
  /// The common axes and its own; of a variant that comes after another its own only.
  var groups: [AxisGroup]
  var source: TrialSource
  /// What it puts in place of the common sections.
  var replacements = Replacements()
  /// The variant from whose selected setting it starts.
  var after: String?
  var afterRange: SourceRange?
  /// How many variants come before it.
  var depth = 0
  var refine: RefineDraft?

  /// Keys of `data` and `training`, and the network, that a variant replaces.
  struct Replacements: Sendable {
    var data: [YAMLEntry] = []
    var training: [YAMLEntry] = []
    var network: YAMLNode?

    /// The dotted keys that are given a value.
    var keys: [String] { data.map { "data.\($0.key)" } + training.map { "training.\($0.key)" } }

    func applied(to source: TrialSource) -> TrialSource {
      TrialSource(
        data: source.data.replacing(data), network: network ?? source.network,
        training: source.training.replacing(training))
    }
  }

  /// A refinement with the places of its parts.
  struct RefineDraft: Sendable {
    var settings: Refinement
    var axisRange: SourceRange
    /// Whether the variant itself declares it; a common one is for the variants that have the axis.
    var isOwn: Bool
  }

  /// Whether the variant gives an axis of the variant before it a value.
  func fixes(_ axis: String) -> Bool {
    pins.contains { $0.key == axis }
      || replacements.keys.contains { axis == $0 || axis.hasPrefix($0 + ".") }
  }
}

extension ExperimentReading {
  /// Reads the axes and variants of the sweep.
  ///
  /// - Parameters:
  ///   - sweep: The section, if there is one.
  ///   - base: The common sections; without them no variant can be resolved.
  ///   - title: The name of the only variant where none is declared.
  /// - Returns: At least one variant, or none after an error.
  mutating func variantDrafts(_ sweep: Fields?, base: TrialSource?, title: String)
    -> [VariantDraft]
  {
    var common: [AxisGroup] = []
    var refine: VariantDraft.RefineDraft?
    var own: [Fields] = []
    if let sweep {
      common = decoder.axisGroups(in: sweep)
      checkNames(of: common)
      refine = decoder.refinement(sweep["refine"], isOwn: false)
      if let variants = sweep["variants"] { own = variantFields(variants) }
    }
    guard let base else { return [] }
    let hasVariants = sweep?["variants"] != nil
    if !hasVariants {
      let draft = VariantDraft(
        name: title, description: "", range: SourceRange(whole: file), pins: [], groups: common,
        source: base, refine: refine)
      return checkingRefinements([finish(draft)], refine)
    }
    var drafts: [VariantDraft] = []
    for fields in own {
      guard var draft = draft(fields, base: base, common: common) else { continue }
      if draft.refine == nil, draft.after == nil { draft.refine = refine }
      if let first = drafts.first(where: { $0.name == draft.name }) {
        let place = fields[VariantKeys.name.name]?.value.range ?? draft.range
        decoder.diagnostics.report(
          .duplicateVariant, at: place, "there are two variants named '\(draft.name)'",
          notes: [.init("the first is here", at: first.range)])
      } else {
        drafts.append(draft)
      }
    }
    let names = own.compactMap { $0[VariantKeys.name.name]?.value.node.scalar?.text }
    return checkingRefinements(orderingVariants(drafts, names: names), refine)
  }

  private mutating func variantFields(_ field: Field) -> [Fields] {
    guard let items = field.value.node.sequence else {
      decoder.report(
        .wrongType, at: field.value,
        "'variants' must be a list of variants, not \(field.value.node.kindDescription)")
      return []
    }
    if items.isEmpty {
      decoder.report(.wrongType, at: field.value, "'variants' is empty")
    }
    return items.compactMap { decoder.fields(Located($0), VariantKeys.section) }
  }

  private mutating func draft(_ fields: Fields, base: TrialSource, common: [AxisGroup])
    -> VariantDraft?
  {
    let own = decoder.axisGroups(in: fields)
    let after = decoder.value(VariantKeys.after, in: fields)
    let refine = decoder.refinement(fields["refine"], isOwn: true)
    checkNames(of: own)
    let pins = pins(fields["parameters"], own)
    let data = replacement(fields["data"], DataKeys.section)
    let training = replacement(fields["training"], TrainingKeys.section)
    for entry in training where TrainingKeys.policyKeys.contains(entry.key) {
      decoder.diagnostics.report(
        .misplacedKey, at: entry.keyRange, "'\(entry.key)' is the same for all variants",
        hint: "it belongs under the experiment's own 'training'")
    }
    let description = decoder.valueOrDefault(VariantKeys.description, in: fields) ?? ""
    guard let name = decoder.value(VariantKeys.name, in: fields) else { return nil }
    if name.allSatisfy(\.isWhitespace), let field = fields[VariantKeys.name.name] {
      decoder.diagnostics.report(
        .invalidName, at: field.value.range, "a variant's name must not be empty")
    }
    let replacements = VariantDraft.Replacements(
      data: data, training: training, network: fields["network"]?.value.node)
    let pinned = Set(pins.map(\.key) + replacements.keys)
    let draft = VariantDraft(
      name: name, description: description, range: fields.located.range, pins: pins,
      groups: after == nil ? common.merging(own, pinned: pinned) : own,
      source: replacements.applied(to: base), replacements: replacements, after: after,
      afterRange: fields[VariantKeys.after.name]?.value.range, refine: refine)
    return finish(draft)
  }

  /// Reads the values that a variant gives to parameters.
  private mutating func pins(_ field: Field?, _ own: [AxisGroup]) -> [YAMLEntry] {
    guard let field else { return [] }
    guard let entries = field.value.node.mapping else {
      decoder.report(
        .wrongType, at: field.value,
        "'parameters' must be a mapping of parameters to values, not "
          + field.value.node.kindDescription)
      return []
    }
    return entries.filter { entry in
      guard checkName(entry.key, at: entry.keyRange, allowsDottedKeys: false) else { return false }
      if entry.value.scalar?.kind == .null {
        decoder.diagnostics.report(
          .missingKey, at: entry.keyRange, "parameter '\(entry.key)' is given no value")
        return false
      }
      guard let axis = own.axes.first(where: { $0.name == entry.key }) else { return true }
      decoder.diagnostics.report(
        .conflictingValues, at: entry.keyRange,
        "parameter '\(entry.key)' has one value and is an axis of the same variant",
        notes: [.init("the axis is here", at: axis.nameRange)])
      return false
    }
  }

  /// Reads the keys of a section that a variant replaces.
  private mutating func replacement(_ field: Field?, _ section: Section) -> [YAMLEntry] {
    guard let field, decoder.fields(field.value, section, isPartial: true) != nil else { return [] }
    let names = section.keys.map(\.name)
    return (field.value.node.mapping ?? []).filter { names.contains($0.key) }
  }

  private mutating func checkNames(of groups: [AxisGroup]) {
    for axis in groups.axes {
      _ = checkName(axis.name, at: axis.nameRange, allowsDottedKeys: true)
    }
  }

  /// Applies the command line's values, and those that axes have besides, to a variant.
  private mutating func finish(_ draft: VariantDraft) -> VariantDraft {
    var draft = draft
    draft.groups = draft.groups.removing(Set(overrides.map(\.key)))
    draft.groups = additions.reduce(draft.groups) { $0.adding($1) }
    for (key, override) in trialOverrides {
      if !draft.source.set(key, to: override.value, keyRange: override.keyRange) {
        decoder.diagnostics.report(
          .unknownAxis, at: override.keyRange,
          "'\(key.text)' leads through a value that is not a mapping")
      }
    }
    return draft
  }
}
