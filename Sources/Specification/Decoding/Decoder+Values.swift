internal import Catalog
internal import Diagnostics
internal import YAMLReader

extension Decoder {
  /// Reads a value of a kind.
  ///
  /// - Parameters:
  ///   - located: The value, before parameters are replaced.
  ///   - kind: What is accepted.
  ///   - subject: What the value is, as messages call it: `'momentum'`.
  /// - Returns: `nil` when it is something else, which has been reported.
  mutating func value(_ located: Located, as kind: SettingKind, of subject: String) -> Value? {
    guard let located = resolve(located) else { return nil }
    switch kind {
    case .boolean:
      guard case .boolean(let flag) = located.node.scalar?.kind else {
        return mismatch(located, kind, subject)
      }
      return .boolean(flag)
    case .integer(let range): return integer(located, in: range, kind, subject).map { .integer($0) }
    case .number(let range): return number(located, in: range, kind, subject).map { .number($0) }
    case .choice(let words): return word(located, among: words, kind, subject).map { .text($0) }
    case .integerOrWord(let range, let words):
      if located.node.scalar?.kind == .string {
        return word(located, among: words, kind, subject).map { .text($0) }
      }
      return integer(located, in: range, kind, subject).map { .integer($0) }
    case .numbers(let count, let range):
      guard let items = located.node.sequence else { return mismatch(located, kind, subject) }
      guard items.count == count else {
        let found = items.count == 1 ? "1 item" : "\(items.count) items"
        report(.wrongType, at: located, "\(subject) must be \(kind), not of \(found)")
        return nil
      }
      return list(located.children(items), as: .number(range), of: subject)
    case .list(let element):
      guard let items = located.node.sequence else { return mismatch(located, kind, subject) }
      return list(located.children(items), as: element, of: subject)
    case .definition(let family): return call(located, family: family).map { .call($0) }
    case .numberOrDefinition(let range, let family):
      switch located.node.scalar?.kind {
      case .integer, .number:
        return number(located, in: range, kind, subject).map { .number($0) }
      case .string
      where located.node.scalar?.text.first?.isLetter == true
        && !vocabulary.registry(family: family).definitions.isEmpty,
        nil where located.node.mapping != nil:
        if reportNeither(located, kind, family, subject) { return nil }
        return call(located, family: family).map { .call($0) }
      case .null, .boolean, .string, nil: return mismatch(located, kind, subject)
      }
    case .text:
      guard let scalar = located.node.scalar, scalar.kind == .string else {
        return mismatch(located, kind, subject, hint: textHint(located.node))
      }
      return .text(scalar.text)
    }
  }

  /// How to make a text of another scalar.
  private func textHint(_ node: YAMLNode) -> String? {
    switch node.scalar?.kind {
    case .boolean, .integer, .number: "write it in quotes"
    case .null, .string, nil: nil
    }
  }

  private mutating func list(_ items: [Located], as kind: SettingKind, of subject: String) -> Value?
  {
    var values: [Value] = []
    for item in items {
      if let value = value(item, as: kind, of: "an item of \(subject)") { values.append(value) }
    }
    return values.count == items.count ? .list(values) : nil
  }

  private mutating func integer(
    _ located: Located, in range: IntegerRange, _ kind: SettingKind, _ subject: String
  ) -> Int? {
    let integer: Int? =
      switch located.node.scalar?.kind {
      case .integer(let integer): integer
      case .number(let number): Int(exactly: number)
      case .null, .boolean, .string, nil: nil
      }
    guard let integer else {
      if let scalar = located.node.scalar, case .number(let number) = scalar.kind,
        number.isFinite, number == number.rounded()
      {
        let bounds = IntegerRange(lower: range.lower, upper: range.upper ?? .max)
        report(.outOfRange, at: located, "\(subject) must be \(bounds), not \(scalar.text)")
        return nil
      }
      return mismatch(located, kind, subject)
    }
    guard range.contains(integer) else {
      report(.outOfRange, at: located, "\(subject) must be \(range), not \(integer)")
      return nil
    }
    return integer
  }

  private mutating func number(
    _ located: Located, in range: NumberRange, _ kind: SettingKind, _ subject: String
  ) -> Double? {
    let number: Double? =
      switch located.node.scalar?.kind {
      case .integer(let integer): Double(integer)
      case .number(let number): number
      case .null, .boolean, .string, nil: nil
      }
    guard let number else { return mismatch(located, kind, subject) }
    guard range.contains(number) else {
      let text = located.node.scalar?.text ?? number.shortest
      let expected = number.isFinite ? "\(range)" : "a finite number"
      report(.outOfRange, at: located, "\(subject) must be \(expected), not \(text)")
      return nil
    }
    return number
  }

  private mutating func word(
    _ located: Located, among words: [String], _ kind: SettingKind, _ subject: String
  ) -> String? {
    guard let scalar = located.node.scalar, scalar.kind == .string else {
      return mismatch(located, kind, subject)
    }
    if words.contains(scalar.text) { return scalar.text }
    let correction = Correction(scalar.text, among: words)
    report(
      .unknownName, at: located, "\(subject) must be \(kind), not '\(scalar.text)'",
      hint: correction?.hint, fix: correction?.fix(at: located.range))
    return nil
  }

  /// Reports a text that is neither a number nor near the name of a definition.
  ///
  /// - Returns: Whether it was reported.
  private mutating func reportNeither(
    _ located: Located, _ kind: SettingKind, _ family: String, _ subject: String
  ) -> Bool {
    let names = vocabulary.registry(family: family).names
    guard let text = located.node.scalar?.text, !names.contains(text),
      Correction(text, among: names) == nil
    else { return false }
    report(
      .unknownName, at: located, "\(subject) must be \(kind), not '\(text)'",
      hint: "known: " + names.map { "'\($0)'" }.joined(separator: ", "))
    return true
  }

  private mutating func mismatch<Result>(
    _ located: Located, _ kind: SettingKind, _ subject: String, hint: String? = nil
  ) -> Result? {
    let found = located.node.kindDescription
    report(
      .wrongType, at: located, "\(subject) must be \(kind), not \(found)",
      hint: hint ?? parameterHint(located))
    return nil
  }

  /// Says that parameters have no place where one is written.
  private func parameterHint(_ located: Located) -> String? {
    guard environment == nil, let text = located.node.scalar?.text, text.hasPrefix("$") else {
      return nil
    }
    return "parameters have no place here, only where trials can differ"
  }
}

extension Located {
  func children(_ items: [YAMLNode]) -> [Located] {
    items.map { child($0) }
  }
}
