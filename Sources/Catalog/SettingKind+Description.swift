extension SettingKind: CustomStringConvertible {
  /// What is accepted, in words that follow "must be": `a number at least 0`.
  package var description: String {
    switch self {
    case .boolean: "true or false"
    case .integer(let range): Self.qualified("an integer", range)
    case .number(let range): Self.qualified("a number", range)
    case .choice(let words): Self.alternatives(words.map { "'\($0)'" })
    case .integerOrWord(let range, let words):
      Self.alternatives([Self.qualified("an integer", range)] + words.map { "'\($0)'" })
    case .numbers(let count, let range): "a list of \(Self.qualified("\(count) numbers", range))"
    case .list(let element): "a list, each item \(element)"
    case .definition(let family): "\(Self.article(family)) \(family)"
    case .numberOrDefinition(let range, let family):
      "\(Self.qualified("a number", range)) or \(Self.article(family)) \(family)"
    case .text: "a text"
    }
  }

  private static func qualified(_ noun: String, _ range: IntegerRange) -> String {
    range == IntegerRange() ? noun : "\(noun) \(range)"
  }

  private static func qualified(_ noun: String, _ range: NumberRange) -> String {
    range == .all ? noun : "\(noun) \(range)"
  }

  private static func alternatives(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  /// `a` or `an`, as the first letter asks for.
  package static func article(_ noun: String) -> String {
    noun.first.map { "aeiou".contains($0) } == true ? "an" : "a"
  }
}
