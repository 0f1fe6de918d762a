extension ParsedArguments {
  /// The value of an option as a duration: `5h`, `90m`, `1h30m`, `45s`, `2d`.
  ///
  /// - Throws: `UsageError` when it is none.
  package func duration(of option: Option) throws(UsageError) -> Duration? {
    guard let text = value(of: option) else { return nil }
    guard let duration = Self.duration(text) else {
      throw UsageError(
        "'--\(option.name)' expects a duration such as 5h, 90m or 1h30m, not '\(text)'")
    }
    return duration
  }

  private static func duration(_ text: String) -> Duration? {
    let units: [Character: Double] = ["d": 86_400, "h": 3_600, "m": 60, "s": 1]
    var seconds = 0.0
    var number = ""
    for character in text {
      if let unit = units[character], let value = Double(number) {
        seconds += value * unit
        number = ""
      } else if character.isASCII, character.isNumber || character == "." {
        number.append(character)
      } else {
        return nil
      }
    }
    // Beyond a year it is no limit, and must not overflow.
    return number.isEmpty && !text.isEmpty && seconds <= 366 * 86_400 ? .seconds(seconds) : nil
  }
}
