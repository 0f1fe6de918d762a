internal import Randomness

/// Standard normal numbers in sequence, from + − × ÷ √ alone and thus the same on every machine.
///
/// - SeeAlso: Marsaglia and Bray, *A convenient method for generating normal variables*, 1964.
struct NormalStream {
  private let stream: RandomStream
  private var position: UInt64 = 0
  private var spare: Double?

  init(_ stream: RandomStream) {
    self.stream = stream
  }

  /// The next number.
  mutating func next() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    while true {
      let x = 2 * stream.uniform(at: position) - 1
      let y = 2 * stream.uniform(at: position + 1) - 1
      position += 2
      let square = x * x + y * y
      guard square > 0, square < 1 else { continue }
      let factor = (-2 * Self.logarithm(square) / square).squareRoot()
      spare = y * factor
      return x * factor
    }
  }

  /// The natural logarithm, by its series in (m − 1) / (m + 1) for m between √½ and √2.
  ///
  /// - Precondition: `number` is positive and normal.
  static func logarithm(_ number: Double) -> Double {
    var fraction = number.significand
    var exponent = Double(number.exponent)
    if fraction > 1.414_213_562_373_095_1 {
      fraction /= 2
      exponent += 1
    }
    let z = (fraction - 1) / (fraction + 1)
    let square = z * z
    var sum = 0.0
    for divisor in stride(from: 25.0, through: 1, by: -2) { sum = sum * square + 1 / divisor }
    return exponent * 0.693_147_180_559_945_3 + 2 * z * sum
  }
}
