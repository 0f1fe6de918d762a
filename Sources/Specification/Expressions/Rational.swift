/// An exact fraction, for the arithmetic of `${…}` and of linear axes.
struct Rational: Hashable, Sendable {
  /// Why an operation has no exact result.
  enum Failure: Error, Equatable {
    case divisionByZero
    /// Numerator or denominator would need more than 127 bits.
    case tooLarge
  }

  /// Carries the sign; without common factor with the denominator.
  let numerator: Int128

  /// Above zero.
  let denominator: Int128

  init(_ integer: Int) {
    numerator = Int128(integer)
    denominator = 1
  }

  init(_ numerator: Int128, over denominator: Int128) throws(Failure) {
    if denominator == 0 { throw .divisionByZero }
    if numerator == .min || denominator == .min { throw .tooLarge }
    let divisor = Self.greatestCommonDivisor(abs(numerator), abs(denominator))
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / divisor
    self.denominator = sign * denominator / divisor
  }

  /// Reads a decimal such as `12`, `0.1` or `1e-4`; `nil` for other texts and for more digits than
  /// are exact.
  init?(decimal text: String) {
    var mantissa: Int128 = 0
    var exponent = 0
    var isNegative = false
    var rest = Substring(text)
    if let sign = rest.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      rest = rest.dropFirst()
    }
    var digits = 0
    var isFraction = false
    while let character = rest.first, character != "e", character != "E" {
      rest = rest.dropFirst()
      if character == ".", !isFraction {
        isFraction = true
        continue
      }
      guard character.isASCII, let digit = character.wholeNumberValue else { return nil }
      let (product, productOverflows) = mantissa.multipliedReportingOverflow(by: 10)
      let (sum, sumOverflows) = product.addingReportingOverflow(Int128(digit))
      if productOverflows || sumOverflows { return nil }
      mantissa = sum
      digits += 1
      if isFraction { exponent -= 1 }
    }
    if digits == 0 { return nil }
    if !rest.isEmpty {
      guard let power = Int(rest.dropFirst()), abs(power) < 400 else { return nil }
      exponent += power
    }
    if isNegative { mantissa = -mantissa }
    guard let scale = Self.powerOfTen(abs(exponent)) else {
      if mantissa != 0 { return nil }
      self.init(0)
      return
    }
    do throws(Failure) {
      self =
        exponent < 0
        ? try Rational(mantissa, over: scale)
        : try Rational(mantissa, over: 1) * Rational(scale, over: 1)
    } catch {
      return nil
    }
  }

  /// The integer that it is, if it is one that fits.
  var integer: Int? {
    denominator == 1 ? Int(exactly: numerator) : nil
  }

  /// The nearest double; division is done in decimal so that `0.1` comes out as `0.1` is read.
  var double: Double {
    var magnitude = abs(numerator)
    var text = numerator < 0 ? "-" : ""
    text += "\(magnitude / denominator)."
    magnitude %= denominator
    var significant = 0
    while magnitude != 0, significant < 40, text.utf8.count < 400 {
      let (product, overflows) = magnitude.multipliedReportingOverflow(by: 10)
      if overflows { return Double(numerator) / Double(denominator) }
      let digit = product / denominator
      text += "\(digit)"
      if significant > 0 || digit != 0 { significant += 1 }
      magnitude = product % denominator
    }
    return Double(text + "0") ?? Double(numerator) / Double(denominator)
  }

  static func + (lhs: Self, rhs: Self) throws(Failure) -> Self {
    try Rational(
      sum(
        product(lhs.numerator, rhs.denominator), product(rhs.numerator, lhs.denominator)),
      over: product(lhs.denominator, rhs.denominator))
  }

  static func - (lhs: Self, rhs: Self) throws(Failure) -> Self {
    try lhs + Rational(-rhs.numerator, over: rhs.denominator)
  }

  static func * (lhs: Self, rhs: Self) throws(Failure) -> Self {
    // Reducing crosswise first keeps the factors small.
    let left = try Rational(lhs.numerator, over: rhs.denominator)
    let right = try Rational(rhs.numerator, over: lhs.denominator)
    return try Rational(
      product(left.numerator, right.numerator), over: product(left.denominator, right.denominator))
  }

  static func / (lhs: Self, rhs: Self) throws(Failure) -> Self {
    try lhs * Rational(rhs.denominator, over: rhs.numerator)
  }

  private static func product(_ lhs: Int128, _ rhs: Int128) throws(Failure) -> Int128 {
    let (result, overflows) = lhs.multipliedReportingOverflow(by: rhs)
    if overflows { throw .tooLarge }
    return result
  }

  private static func sum(_ lhs: Int128, _ rhs: Int128) throws(Failure) -> Int128 {
    let (result, overflows) = lhs.addingReportingOverflow(rhs)
    if overflows { throw .tooLarge }
    return result
  }

  private static func powerOfTen(_ exponent: Int) -> Int128? {
    guard exponent <= 38 else { return nil }
    return (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  private static func greatestCommonDivisor(_ lhs: Int128, _ rhs: Int128) -> Int128 {
    var (larger, smaller) = (lhs, rhs)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger == 0 ? 1 : larger
  }
}
