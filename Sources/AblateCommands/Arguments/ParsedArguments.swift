/// Options and operands of one call of a subcommand.
package struct ParsedArguments: Sendable, Equatable {
  /// Values by option name, in the order given; an option without value has empty texts.
  private var values: [String: [String]] = [:]
  package private(set) var operands: [String] = []

  package init() {}

  mutating func add(_ option: Option, _ value: String) {
    values[option.name, default: []].append(value)
  }

  mutating func add(operand: String) {
    operands.append(operand)
  }

  /// Whether the option was given.
  package func has(_ option: Option) -> Bool { values[option.name] != nil }

  /// The value of an option that is given at most once.
  package func value(of option: Option) -> String? { values[option.name]?.last }

  /// All values of a repeatable option, in the order given.
  package func values(of option: Option) -> [String] { values[option.name] ?? [] }

  /// The value of an option as a whole number.
  ///
  /// - Throws: `UsageError` when it is no number or outside the range.
  package func integer(of option: Option, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(of: option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError(
        "'--\(option.name)' expects a whole number from \(range.lowerBound) to "
          + "\(range.upperBound), not '\(text)'")
    }
    return number
  }

  /// The value of an option as one of some words.
  ///
  /// - Throws: `UsageError` when it is another word.
  package func choice(of option: Option, among words: [String]) throws(UsageError) -> String? {
    guard let text = value(of: option) else { return nil }
    guard words.contains(text) else {
      let quoted = words.map { "'\($0)'" }
      let all = quoted.dropLast().joined(separator: ", ") + " or " + (quoted.last ?? "")
      throw UsageError("'--\(option.name)' expects \(all), not '\(text)'")
    }
    return text
  }
}
