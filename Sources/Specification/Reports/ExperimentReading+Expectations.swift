internal import Catalog
internal import Diagnostics
internal import YAMLReader

extension ExperimentReading {
  /// Reads the gates.
  mutating func expectations(_ field: Field?, _ variants: [String], _ scope: ReportScope)
    -> [Expectation]
  {
    guard let field else { return [] }
    guard let items = field.value.node.sequence else {
      decoder.report(
        .wrongType, at: field.value,
        "'expect' must be a list of rules, not \(field.value.node.kindDescription)")
      return []
    }
    return items.compactMap { item in
      guard let fields = decoder.fields(Located(item), ExpectationKeys.section) else { return nil }
      return expectation(fields, variants, scope)
    }
  }

  private mutating func expectation(_ fields: Fields, _ variants: [String], _ scope: ReportScope)
    -> Expectation?
  {
    var variant: String?
    if let field = fields[ExpectationKeys.variant.name] {
      variant = decoder.value(ExpectationKeys.variant, in: fields)
      if let variant { checkVariant(variant, .unmatchedExpectation, at: field, variants, scope) }
    }
    let metric = fields[ExpectationKeys.metric.name].flatMap {
      self.metric($0.value.node, scope)
    }
    let atLeast = fields["at_least"].flatMap { bound($0, variants, scope) }
    let atMost = fields["at_most"].flatMap { bound($0, variants, scope) }
    let over = decoder.valueOrDefault(ExpectationKeys.over, in: fields)
    let bounds: Set = ["at_least", "at_most"]
    if fields["at_least"] == nil, fields["at_most"] == nil,
      fields.misspelled.isDisjoint(with: bounds)
    {
      decoder.report(.missingKey, at: fields.located, "a rule needs 'at_least' or 'at_most'")
    }
    if case .number(let least) = atLeast, case .number(let most) = atMost, least > most,
      let field = fields["at_most"]
    {
      decoder.diagnostics.report(
        .conflictingValues, at: field.value.range,
        "no value is at least \(least.shortest) and at most \(most.shortest)")
    }
    if metric?.quantity == .accuracy {
      checkShare(fields["at_least"], atLeast)
      checkShare(fields["at_most"], atMost)
    }
    guard let metric, let over else { return nil }
    return Expectation(
      variant: variant, metric: metric, atLeast: atLeast, atMost: atMost, over: over,
      range: fields.located.range)
  }

  /// Says that an accuracy never passes a bound, or always.
  private mutating func checkShare(_ field: Field?, _ bound: Expectation.Bound?) {
    guard let field, case .number(let number) = bound, !(0...1).contains(number) else { return }
    let isNever = (number > 1) == (field.key == "at_least")
    decoder.diagnostics.report(
      .outOfRange, at: field.value.range,
      "an accuracy lies between 0 and 1: '\(field.key)' \(number.shortest) "
        + (isNever ? "is never met" : "is always met"),
      hint: (1...100).contains(number) ? "write \((number / 100).shortest)" : nil)
  }

  private mutating func bound(_ field: Field, _ variants: [String], _ scope: ReportScope)
    -> Expectation.Bound?
  {
    guard field.value.node.mapping != nil else {
      let number = decoder.value(field.value, as: .number(.all), of: "'\(field.key)'")
      return number.flatMap { Double($0) }.map { .number($0) }
    }
    guard let fields = decoder.fields(field.value, ExpectationKeys.bound) else { return nil }
    let plus = decoder.value(ExpectationKeys.plus, in: fields)
    let minus = decoder.value(ExpectationKeys.minus, in: fields)
    if plus != nil, minus != nil, let second = fields[ExpectationKeys.minus.name] {
      decoder.diagnostics.report(
        .conflictingValues, at: second.keyRange, "a bound has either 'plus' or 'minus'")
    }
    guard let name = decoder.value(ExpectationKeys.other, in: fields),
      let other = fields[ExpectationKeys.other.name]
    else { return nil }
    checkVariant(name, .unknownVariant, at: other, variants, scope)
    return .variant(name, plus: plus ?? minus.map { -$0 } ?? 0)
  }

  private mutating func checkVariant(
    _ name: String, _ code: DiagnosticCode, at field: Field, _ variants: [String],
    _ scope: ReportScope
  ) {
    // Without any the variants could not be read, which has been reported.
    if variants.isEmpty || variants.contains(name) { return }
    let correction = Correction(name, among: variants)
    decoder.diagnostics.report(
      code, at: field.value.range, "there is no variant '\(name)'",
      hint: correction?.hint
        ?? "variants: " + variants.map { "'\($0)'" }.joined(separator: ", "),
      notes: scope.variantsNote)
  }
}
