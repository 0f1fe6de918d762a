internal import COpenBLAS

extension Float: EngineScalar {
  @inline(__always) package static func load(_ p: UnsafeRawPointer) -> SIMD16<Float> {
    p.loadUnaligned(as: SIMD16<Float>.self)
  }
  @inline(__always) package static func store(
    _ value: SIMD16<Float>, _ p: UnsafeMutableRawPointer
  ) {
    p.storeBytes(of: value, as: SIMD16<Float>.self)
  }
  @inline(__always) package static func broadcast(_ value: Float) -> SIMD16<Float> {
    SIMD16(repeating: value)
  }
  @inline(__always) package static func sum(_ a: SIMD16<Float>, _ b: SIMD16<Float>)
    -> SIMD16<Float>
  { a + b }
  @inline(__always) package static func difference(_ a: SIMD16<Float>, _ b: SIMD16<Float>)
    -> SIMD16<Float>
  { a - b }
  @inline(__always) package static func product(_ a: SIMD16<Float>, _ b: SIMD16<Float>)
    -> SIMD16<Float>
  { a * b }
  @inline(__always) package static func quotient(_ a: SIMD16<Float>, _ b: SIMD16<Float>)
    -> SIMD16<Float>
  { a / b }
  @inline(__always) package static func fused(
    _ c: SIMD16<Float>, _ a: SIMD16<Float>, _ b: SIMD16<Float>
  ) -> SIMD16<Float> { c.addingProduct(a, b) }
  @inline(__always) package static func squareRoot(_ a: SIMD16<Float>) -> SIMD16<Float> {
    a.squareRoot()
  }
  @inline(__always) package static func select(
    _ x: SIMD16<Float>, greaterThan y: SIMD16<Float>, _ a: SIMD16<Float>, else b: SIMD16<Float>
  ) -> SIMD16<Float> { b.replacing(with: a, where: x .> y) }
  @inline(__always) package static func select(
    _ x: SIMD16<Float>, equals y: SIMD16<Float>, _ a: SIMD16<Float>, else b: SIMD16<Float>
  ) -> SIMD16<Float> { b.replacing(with: a, where: x .== y) }
  @inline(__always) package static func keep(
    _ a: SIMD16<Float>, where words: SIMD16<UInt32>, below limit: UInt32
  ) -> SIMD16<Float> {
    // Signed comparison after flipping the top bit: it compiles to one instruction everywhere.
    let flip = SIMD16<Int32>(repeating: .min)
    let signed = unsafeBitCast(words, to: SIMD16<Int32>.self) ^ flip
    let bound = SIMD16<Int32>(repeating: Int32(bitPattern: limit)) ^ flip
    return SIMD16(repeating: 0).replacing(with: a, where: signed .< bound)
  }

  /// eˣ to about one unit in the last place, by 2ⁿ and a polynomial on ±½ln 2.
  ///
  /// It uses no library function, so that its bits are the same everywhere. Below −87 the result is
  /// e⁻⁸⁷, above 88 it is e⁸⁸; NaN stays NaN.
  @inline(__always) package static func exponential(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let low = SIMD16<Float>(repeating: -87)
    let high = SIMD16<Float>(repeating: 88)
    var y = x.replacing(with: low, where: x .< low)
    y = y.replacing(with: high, where: y .> high)
    // Adding 1.5·2²³ leaves the rounded integer in the low mantissa bits.
    let magic = SIMD16<Float>(repeating: 12_582_912)
    let shifted = magic.addingProduct(y, SIMD16(repeating: 1.442_695_04))
    let n = shifted - magic
    let r = y.addingProduct(n, SIMD16(repeating: -0.693_359_375))
      .addingProduct(n, SIMD16(repeating: 2.121_944_4e-4))
    var p = SIMD16<Float>(repeating: 1.987_569_1e-4)
    p = SIMD16<Float>(repeating: 1.398_199_9e-3).addingProduct(p, r)
    p = SIMD16<Float>(repeating: 8.333_452e-3).addingProduct(p, r)
    p = SIMD16<Float>(repeating: 4.166_579_6e-2).addingProduct(p, r)
    p = SIMD16<Float>(repeating: 0.166_666_66).addingProduct(p, r)
    p = SIMD16<Float>(repeating: 0.5).addingProduct(p, r)
    p = (r + 1).addingProduct(p, r * r)
    let exponent = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &<< 23
    return unsafeBitCast(
      unsafeBitCast(p, to: SIMD16<Int32>.self) &+ exponent, to: SIMD16<Float>.self)
  }

  /// tanh x to a few units in the last place.
  ///
  /// Near zero the odd Taylor-like polynomial keeps the relative error small; elsewhere
  /// tanh x = 1 − 2 / (e²ˣ + 1).
  @inline(__always) package static func hyperbolicTangent(_ x: SIMD16<Float>) -> SIMD16<Float> {
    let one = SIMD16<Float>(repeating: 1)
    let zero = SIMD16<Float>(repeating: 0)
    let magnitude = x.replacing(with: zero - x, where: x .< zero)
    let e = exponential(magnitude + magnitude)
    let large = one - SIMD16(repeating: 2) / (e + one)
    let square = x * x
    var p = SIMD16<Float>(repeating: -5.704_988_7e-3)
    p = SIMD16<Float>(repeating: 2.063_908_8e-2).addingProduct(p, square)
    p = SIMD16<Float>(repeating: -5.373_971_5e-2).addingProduct(p, square)
    p = SIMD16<Float>(repeating: 0.133_314_42).addingProduct(p, square)
    p = SIMD16<Float>(repeating: -0.333_332_8).addingProduct(p, square)
    let small = x.addingProduct(x * square, p)
    let signed = large.replacing(with: zero - large, where: x .< zero)
    return small.replacing(with: signed, where: magnitude .> SIMD16(repeating: 0.625))
  }

  @inline(__always) package static func laneSum(_ v: SIMD16<Float>) -> Float {
    let a = v.lowHalf + v.highHalf
    let b = a.lowHalf + a.highHalf
    let c = b.lowHalf + b.highHalf
    return c.x + c.y
  }
  @inline(__always) package static func scalar(_ byte: UInt8) -> Float { Float(byte) }
  @inline(__always) package static func scalar(_ number: Float) -> Float { number }
  @inline(__always) package static func scalar(_ number: Double) -> Float { Float(number) }
  @inline(__always) package static func scalar(_ number: Int) -> Float { Float(number) }
  @inline(__always) package static func double(_ number: Float) -> Double { Double(number) }

  package static func multiply(
    transposeA: Bool, transposeB: Bool, rows: Int, columns: Int, depth: Int,
    _ a: UnsafePointer<Float>, _ strideA: Int, _ b: UnsafePointer<Float>, _ strideB: Int,
    beta: Float, _ c: UnsafeMutablePointer<Float>, _ strideC: Int
  ) {
    cblas_sgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans,
      transposeB ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(depth), 1, a,
      Int32(strideA), b, Int32(strideB), beta, c, Int32(strideC))
  }
}
