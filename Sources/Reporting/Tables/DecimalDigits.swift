/// The nearest decimal number with a fixed count of digits after the point, found without printing.
///
/// Tables of a hundred thousand numbers are mostly made of calls of `printf`, which takes ten times as
/// long. Numbers near the middle between two decimals are left to it, as are very large ones.
struct DecimalDigits {
  /// The number times 10 to the power of `places`.
  var units: Int
  var places: Int

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// `nil` when there is a doubt, or the number is too large.
  ///
  /// - Parameters:
  ///   - magnitude: Not negative.
  ///   - places: Digits after the point.
  init?(_ magnitude: Double, places: Int) {
    guard Self.powers.indices.contains(places) else { return nil }
    let power = Self.powers[places]
    let product = magnitude * power
    // Below 2^52 the product has a fraction.
    guard product < 4e15 else { return nil }
    // What the multiplication rounded away, exactly.
    let error = (-product).addingProduct(magnitude, power)
    let whole = product.rounded(.down)
    let rest = (product - whole) + error
    guard abs(rest - 0.5) > 1e-9 else { return nil }
    units = Int(whole) + (rest > 0.5 ? 1 : 0)
    self.places = places
  }

  /// As many significant digits as asked for, in the positional form of `%g`; `nil` when there is a
  /// doubt, or `%g` writes an exponent.
  ///
  /// - Parameters:
  ///   - magnitude: Not negative.
  ///   - digits: At least 1.
  init?(_ magnitude: Double, significant digits: Int) {
    guard magnitude >= 1e-4, (1...9).contains(digits) else { return nil }
    let limit = Int(Self.powers[digits])
    var places = digits + 3
    // From 0.0001 upwards until the digits are enough.
    while places >= 0 {
      guard let found = DecimalDigits(magnitude, places: places) else { return nil }
      if found.units < limit {
        self = found
        return
      }
      places -= 1
    }
    return nil
  }

  /// The digits with the point, if any are behind it.
  ///
  /// - Parameter isNegative: Whether there is a sign, unless the number is 0.
  /// - Returns: What `printf` writes.
  func text(isNegative: Bool) -> String {
    var digits = Array(String(units).utf8)
    if digits.count <= places {
      digits.insert(
        contentsOf: repeatElement(UInt8(ascii: "0"), count: places + 1 - digits.count), at: 0)
    }
    if places > 0 { digits.insert(UInt8(ascii: "."), at: digits.count - places) }
    if isNegative, units != 0 { digits.insert(UInt8(ascii: "-"), at: 0) }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The same number without zeros at the end.
  var shortened: DecimalDigits {
    var result = self
    while result.places > 0, result.units % 10 == 0 {
      result.units /= 10
      result.places -= 1
    }
    return result
  }
}
