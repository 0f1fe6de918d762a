/// Gives plain scalars the types of the YAML 1.2 core schema.
///
/// Unlike in YAML 1.1, `no`, `on` and `1_000` are text and `1e-4` is a number.
enum CoreSchema {
  static func kind(ofPlain text: String) -> YAMLScalar.Kind {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .boolean(true)
    case "false", "False", "FALSE": .boolean(false)
    default: number(text) ?? .string
    }
  }

  /// The number that a text is in full, or `nil`.
  static func number(_ text: String) -> YAMLScalar.Kind? {
    var bytes = Array(text.utf8)[...]
    // Most values are words: tell these apart by one look.
    guard let first = bytes.first, first == plus || first == minus || first == dot || isDigit(first)
    else { return nil }
    if let value = prefixed(bytes) { return value }
    let isNegative = first == minus
    if first == plus || isNegative { bytes = bytes.dropFirst() }
    switch Array(bytes) {
    case Array(".inf".utf8), Array(".Inf".utf8), Array(".INF".utf8):
      return .number(isNegative ? -.infinity : .infinity)
    case Array(".nan".utf8), Array(".NaN".utf8), Array(".NAN".utf8):
      return bytes.count == text.utf8.count ? .number(.nan) : nil
    default: break
    }
    return decimal(bytes, text)
  }

  private static let plus = UInt8(ascii: "+")
  private static let minus = UInt8(ascii: "-")
  private static let dot = UInt8(ascii: ".")

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Reads `0o17` and `0x1F`, which take no sign.
  private static func prefixed(_ bytes: ArraySlice<UInt8>) -> YAMLScalar.Kind? {
    guard bytes.count > 2, bytes.first == UInt8(ascii: "0") else { return nil }
    let radix: Int
    switch bytes.dropFirst().first {
    case UInt8(ascii: "o"): radix = 8
    case UInt8(ascii: "x"): radix = 16
    default: return nil
    }
    var value = 0.0
    for byte in bytes.dropFirst(2) {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix
      else { return nil }
      value = value * Double(radix) + Double(digit)
    }
    let digits = String(decoding: bytes.dropFirst(2), as: UTF8.self)
    if let integer = Int(digits, radix: radix) { return .integer(integer) }
    return .number(value)
  }

  /// Reads `[digits][.digits][e[±]digits]` with a digit before or behind the point.
  private static func decimal(_ unsigned: ArraySlice<UInt8>, _ text: String) -> YAMLScalar.Kind? {
    var rest = unsigned
    let whole = rest.prefix(while: isDigit)
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty {
      if whole.isEmpty { return nil }
      return Int(text).map { .integer($0) } ?? Double(text).map { .number($0) }
    }
    var fraction: ArraySlice<UInt8> = []
    if rest.first == dot {
      fraction = rest.dropFirst().prefix(while: isDigit)
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    if let letter = rest.first, letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == plus || rest.first == minus { rest = rest.dropFirst() }
      let exponent = rest.prefix(while: isDigit)
      guard !exponent.isEmpty else { return nil }
      rest = rest.dropFirst(exponent.count)
    }
    return rest.isEmpty ? Double(text).map { .number($0) } : nil
  }
}
