/// Reads decimal numbers from bytes, several times faster than through texts.
enum NumberReader {
  /// Powers of ten that a double holds exactly.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The nearest double to a decimal number, or `nil` when the bytes are none.
  ///
  /// `nan`, `inf` and `infinity` count as numbers in any case of letters.
  static func number(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Double? {
    var place = start
    guard place < end else { return nil }
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative || bytes[place] == UInt8(ascii: "+") { place += 1 }
    var (mantissa, digits, scale) = (UInt64(0), 0, 0)
    var hasPoint = false
    while place < end {
      let byte = bytes[place]
      if byte &- 48 < 10 {
        mantissa = mantissa &* 10 &+ UInt64(byte &- 48)
        digits += 1
        if hasPoint { scale -= 1 }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        break
      }
      place += 1
    }
    guard digits > 0 else { return word(bytes, start, end) }
    if place < end {
      guard bytes[place] | 32 == UInt8(ascii: "e"),
        let exponent = exponent(bytes, place + 1, end)
      else { return nil }
      scale += exponent
    }
    // Below 2⁵³ and with an exact power of ten one rounding gives the nearest number.
    if digits <= 15, abs(scale) <= 22 {
      let value = scale < 0 ? Double(mantissa) / powers[-scale] : Double(mantissa) * powers[scale]
      return isNegative ? -value : value
    }
    return Double(String(decoding: bytes[start..<end], as: UTF8.self))
  }

  private static func exponent(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    var place = start
    guard place < end else { return nil }
    let isNegative = bytes[place] == UInt8(ascii: "-")
    if isNegative || bytes[place] == UInt8(ascii: "+") { place += 1 }
    guard place < end, end - place <= 6 else { return nil }
    var value = 0
    while place < end {
      guard bytes[place] &- 48 < 10 else { return nil }
      value = value * 10 + Int(bytes[place] &- 48)
      place += 1
    }
    return isNegative ? -value : value
  }

  /// What is not finite, as programs write it.
  private static func word(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Double? {
    guard end - start <= 9 else { return nil }
    switch String(decoding: bytes[start..<end], as: UTF8.self).lowercased() {
    case "nan", "-nan", "+nan": return .nan
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    case _: return nil
    }
  }
}
