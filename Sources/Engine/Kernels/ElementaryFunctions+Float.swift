/// Polynomials are minimax fits of the function's own remainder, weighted so that the relative error
/// of the result is smallest; errors named below are the largest ones found over the whole range.
extension Float {
  private typealias Vector = SIMD16<Float>
  private typealias Bits = SIMD16<Int32>

  @inline(__always) private static func all(_ value: Float) -> Vector { Vector(repeating: value) }
  @inline(__always) private static func bits(_ x: Vector) -> Bits {
    unsafeBitCast(x, to: Bits.self)
  }
  @inline(__always) private static func number(_ bits: Bits) -> Vector {
    unsafeBitCast(bits, to: Vector.self)
  }

  /// 1.5·2²³: a number added to it leaves its rounded integer in the low bits.
  @inline(__always) private static var magic: Float { 12_582_912 }
  /// ln 2 as the sum of two numbers.
  @inline(__always) private static var ln2: (high: Float, low: Float) {
    (0.693_147_18, -1.904_654_3e-9)
  }

  /// n = round(x / ln 2), left in the low bits of the first result, and r = x − n·ln 2.
  @inline(__always) private static func reduced(_ x: Vector) -> (shifted: Vector, rest: Vector) {
    let shifted = all(magic).addingProduct(x, all(1.442_695))
    let n = shifted - all(magic)
    return (shifted, x.addingProduct(n, all(-ln2.high)).addingProduct(n, all(-ln2.low)))
  }

  /// eʳ for |r| ≤ ½·ln 2.
  @inline(__always) private static func power(_ r: Vector) -> Vector {
    var q = all(1.381_314_2e-3)
    q = all(8.369_419e-3).addingProduct(q, r)
    q = all(4.166_845_6e-2).addingProduct(q, r)
    q = all(0.166_665_15).addingProduct(q, r)
    q = all(0.499_999_94).addingProduct(q, r)
    return r.addingProduct(r * r, q) + all(1)
  }

  /// eˣ, within 1.0 units in the last place; gradual underflow, ∞ above ln of the largest number.
  @inline(__always) package static func exponential(_ x: SIMD16<Float>) -> SIMD16<Float> {
    // Past these bounds nothing changes; NaN passes both comparisons.
    var y = x.replacing(with: all(-104), where: x .< all(-104))
    y = y.replacing(with: all(89), where: y .> all(89))
    let (shifted, r) = reduced(y)
    let p = power(r)
    // 2ⁿ in two factors, because neither 2¹²⁸ nor 2⁻¹⁵⁰ is a number with a full mantissa.
    let n = bits(shifted) &- Bits(repeating: 0x4B40_0000)
    let half = n &>> Bits(repeating: 1)
    let bias = Bits(repeating: 127)
    let first = number((half &+ bias) &<< Bits(repeating: 23))
    let second = number((n &- half &+ bias) &<< Bits(repeating: 23))
    return (p * first) * second
  }

  /// tanh x = (e²ˣ − 1) / (e²ˣ + 1), within 2.5 units in the last place.
  ///
  /// e²ˣ − 1 = 2ⁿ·(eʳ − 1) + (2ⁿ − 1) cancels nowhere, so that small results are as exact as large
  /// ones.
  @inline(__always) package static func hyperbolicTangent(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let sign = bits(x) & Bits(repeating: .min)
    var y = number(bits(x) ^ sign)
    // From 9.02 on the result is 1.
    y = y.replacing(with: all(10), where: y .> all(10))
    let (shifted, r) = reduced(y + y)
    var q = all(1.984_595_7e-4)
    q = all(1.394_165_3e-3).addingProduct(q, r)
    q = all(8.333_392e-3).addingProduct(q, r)
    q = all(4.166_634_8e-2).addingProduct(q, r)
    q = all(0.166_666_66).addingProduct(q, r)
    q = all(0.5).addingProduct(q, r)
    let p = r.addingProduct(r * r, q)
    let power = number((bits(shifted) &<< Bits(repeating: 23)) &+ Bits(repeating: 0x3F80_0000))
    let e = (power - all(1)).addingProduct(power, p)
    return number(bits(e / (e + all(2))) | sign)
  }

  /// ln x, within 0.8 units in the last place; −∞ at zero, NaN left of it.
  @inline(__always) package static func logarithm(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let isSmall = x .< all(Float.leastNormalMagnitude)
    let scaled = x.replacing(with: x * all(8_388_608), where: isSmall)
    // x = 2ᵏ·m with m in [2/3, 4/3).
    let two = Bits(repeating: 23)
    let exponent = (bits(scaled) &- Bits(repeating: 0x3F2A_AAAB)) &>> two
    let f = number(bits(scaled) &- (exponent &<< two)) - all(1)
    var k = number(exponent &+ Bits(repeating: 0x4B40_0000)) - all(magic)
    k = k.replacing(with: k - all(23), where: isSmall)
    var p = all(-0.128_916_01)
    p = all(0.139_844_67).addingProduct(p, f)
    p = all(-0.121_842_78).addingProduct(p, f)
    p = all(0.140_058_62).addingProduct(p, f)
    p = all(-0.166_804_87).addingProduct(p, f)
    p = all(0.200_104_06).addingProduct(p, f)
    p = all(-0.249_997_97).addingProduct(p, f)
    p = all(0.333_332_15).addingProduct(p, f)
    let square = f * f
    let rest = (k * all(ln2.low)).addingProduct(f * square, p).addingProduct(square, all(-0.5))
    var result = (rest + f).addingProduct(k, all(ln2.high))
    result = result.replacing(with: x, where: x .== all(.infinity))
    result = result.replacing(with: all(-.infinity), where: x .== all(0))
    result = result.replacing(with: all(.nan), where: x .< all(0))
    return x.replacing(with: result, where: x .== x)
  }

  /// erf x, within 1.2 units in the last place.
  ///
  /// Near zero x + x·P(x²), elsewhere 1 − exp(−(x + x·Q(x))).
  @inline(__always) package static func errorFunction(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let sign = bits(x) & Bits(repeating: .min)
    let y = number(bits(x) ^ sign)
    let square = y * y
    var p = all(-6.090_358e-4)
    p = all(5.011_962_3e-3).addingProduct(p, square)
    p = all(-2.677_890_8e-2).addingProduct(p, square)
    p = all(0.112_821_41).addingProduct(p, square)
    p = all(-0.376_125_25).addingProduct(p, square)
    p = all(0.128_379_15).addingProduct(p, square)
    let small = y.addingProduct(y, p)
    // From 3.92 on the result is 1.
    let z = y.replacing(with: all(4), where: y .> all(4))
    var q = all(-2.145_958_9e-4)
    q = all(3.219_982e-3).addingProduct(q, z)
    q = all(-2.290_605e-2).addingProduct(q, z)
    q = all(0.105_286_88).addingProduct(q, z)
    q = all(0.635_699_33).addingProduct(q, z)
    q = all(0.128_519_95).addingProduct(q, z)
    // Between −16 and 0 there is no need for the bounds of the exponential.
    let (shifted, r) = reduced(all(0) - z.addingProduct(z, q))
    let scale = number((bits(shifted) &<< Bits(repeating: 23)) &+ Bits(repeating: 0x3F80_0000))
    let large = all(1).addingProduct(all(0) - power(r), scale)
    return number(bits(small.replacing(with: large, where: y .> all(0.9))) | sign)
  }
}
