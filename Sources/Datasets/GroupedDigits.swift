extension Int {
  /// The number with a comma between groups of three digits: `60,000`.
  package var grouped: String {
    let digits = String(magnitude)
    var result = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { result += "," }
      result.append(digit)
    }
    return (self < 0 ? "-" : "") + result
  }
}
