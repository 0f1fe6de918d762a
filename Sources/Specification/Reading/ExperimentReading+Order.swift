internal import Catalog
internal import Diagnostics
internal import YAMLReader

extension ExperimentReading {
  /// Finds out which variants come after which.
  ///
  /// - Parameters:
  ///   - drafts: The variants that could be read.
  ///   - names: The names of all variants that are declared.
  /// - Returns: The drafts with the lengths of the chains before them; a variant that comes after
  ///   itself or after one that does not exist, which is reported, comes after none.
  mutating func orderingVariants(_ drafts: [VariantDraft], names: [String]) -> [VariantDraft] {
    var drafts = drafts
    for index in drafts.indices {
      guard let after = drafts[index].after, let range = drafts[index].afterRange else { continue }
      if drafts.contains(where: { $0.name == after }) { continue }
      drafts[index].after = nil
      if names.contains(after) { continue }
      let correction = Correction(after, among: names)
      decoder.diagnostics.report(
        .unknownVariant, at: range, "there is no variant '\(after)'", hint: correction?.hint,
        fix: correction?.fix(at: range))
    }
    for index in drafts.indices {
      guard let circle = circle(from: index, drafts) else { continue }
      if let range = drafts[index].afterRange, circle.min() == index {
        let way = (circle + [index]).map { "'\(drafts[$0].name)'" }.joined(separator: " after ")
        decoder.diagnostics.report(
          .conflictingValues, at: range,
          circle.count == 1
            ? "variant '\(drafts[index].name)' cannot come after itself"
            : "these variants come after each other: \(way)")
      }
    }
    let circular = drafts.indices.filter { circle(from: $0, drafts) != nil }
    for index in circular { drafts[index].after = nil }
    for index in drafts.indices {
      var (place, depth) = (index, 0)
      while let next = predecessor(of: place, drafts) {
        place = next
        depth += 1
      }
      drafts[index].depth = depth
    }
    return drafts
  }

  private func predecessor(of index: Int, _ drafts: [VariantDraft]) -> Int? {
    drafts[index].after.flatMap { name in drafts.firstIndex { $0.name == name } }
  }

  /// The variants from this one back to itself, if it comes after itself.
  private func circle(from index: Int, _ drafts: [VariantDraft]) -> [Int]? {
    var way = [index]
    var place = index
    while let next = predecessor(of: place, drafts), way.count <= drafts.count {
      if next == index { return way }
      way.append(next)
      place = next
    }
    return nil
  }

  /// Checks that what is refined is an axis of numbers, and takes refinements away from variants that
  /// do not have the axis.
  ///
  /// - Parameters:
  ///   - drafts: The variants.
  ///   - common: The refinement of the sweep.
  /// - Returns: The variants with the refinements that they can have.
  mutating func checkingRefinements(
    _ drafts: [VariantDraft], _ common: VariantDraft.RefineDraft?
  ) -> [VariantDraft] {
    var drafts = drafts
    let given = overrides.map(\.key)
    for index in drafts.indices {
      guard let refine = drafts[index].refine else { continue }
      let axes = tunedAxes(of: index, drafts)
      if axes.contains(where: { $0.name == refine.settings.axis }) { continue }
      drafts[index].refine = nil
      if refine.isOwn, !given.contains(refine.settings.axis) {
        reportUnknownAxis(refine, among: axes, "of variant '\(drafts[index].name)'")
      }
    }
    if let common, !given.contains(common.settings.axis),
      !drafts.contains(where: { $0.refine?.isOwn == false })
    {
      reportUnknownAxis(
        common, among: drafts.filter { $0.after == nil }.flatMap(\.groups.axes), "of any variant")
    }
    return drafts
  }

  private mutating func reportUnknownAxis(
    _ refine: VariantDraft.RefineDraft, among axes: [Axis], _ owner: String
  ) {
    let correction = Correction(refine.settings.axis, among: axes.map(\.name))
    decoder.diagnostics.report(
      .unknownAxis, at: refine.axisRange,
      "'\(refine.settings.axis)' is no axis \(owner)", hint: correction?.hint,
      fix: correction?.fix(at: refine.axisRange))
  }

  /// The axes that a variant tunes: its own, and those of the variants before it to which it gives no
  /// value.
  func tunedAxes(of index: Int, _ drafts: [VariantDraft]) -> [Axis] {
    let own = drafts[index].groups.axes
    guard let before = predecessor(of: index, drafts) else { return own }
    let given = overrides.map(\.key)
    return tunedAxes(of: before, drafts).filter { axis in
      !drafts[index].fixes(axis.name) && !given.contains(axis.name)
        && !own.contains { $0.name == axis.name }
    } + own
  }

  /// The axis that a variant refines, with its span.
  ///
  /// - Returns: `nil` where nothing is refined, or the axis has no span, which is reported.
  mutating func refinedAxis(of index: Int, _ drafts: [VariantDraft]) -> RefinedAxis? {
    guard let refine = drafts[index].refine,
      let axis = tunedAxes(of: index, drafts).first(where: { $0.name == refine.settings.axis })
    else { return nil }
    guard let span = axis.span else {
      decoder.diagnostics.report(
        .wrongType, at: refine.axisRange,
        "axis '\(axis.name)' cannot be refined: not all its values are numbers",
        notes: [.init("its values are here", at: axis.nameRange)])
      return nil
    }
    guard span.least.double < span.largest.double else {
      decoder.diagnostics.report(
        .emptyAxis, at: refine.axisRange,
        "axis '\(axis.name)' cannot be refined: it has one value",
        notes: [.init("it is here", at: axis.nameRange)])
      return nil
    }
    return RefinedAxis(
      settings: refine.settings, least: span.least, largest: span.largest, scale: span.scale)
  }
}

extension Decoder {
  /// Reads `refine`.
  mutating func refinement(_ field: Field?, isOwn: Bool) -> VariantDraft.RefineDraft? {
    guard let field, let fields = fields(field.value, AxisKeys.refine) else { return nil }
    let axis = value(AxisKeys.refinedAxis, in: fields)
    let rounds = valueOrDefault(AxisKeys.rounds, in: fields)
    let count = value(AxisKeys.roundCount, in: fields)
    let shrink = valueOrDefault(AxisKeys.shrink, in: fields)
    guard let axis, let rounds, let count, let shrink,
      let place = fields[AxisKeys.refinedAxis.name]
    else { return nil }
    return VariantDraft.RefineDraft(
      settings: Refinement(axis: axis, rounds: rounds, count: count, shrink: shrink),
      axisRange: place.value.range, isOwn: isOwn)
  }
}
