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

  @inline(__always) package static func laneSum(_ v: SIMD16<Float>) -> Float {
    let a = v.lowHalf + v.highHalf
    let b = a.lowHalf + a.highHalf
    let c = b.lowHalf + b.highHalf
    return c.x + c.y
  }
  @inline(__always) package static func doubles(_ numbers: SIMD16<Float>) -> SIMD16<Double> {
    Double.numbers(numbers)
  }
  @inline(__always) package static func numbers(_ bytes: SIMD16<UInt8>) -> SIMD16<Float> {
    // Unrolled and written lane by lane it becomes two instructions; the conversion of whole
    // vectors stays a call.
    var result = SIMD16<Float>(repeating: 0)
    for lane in 0..<16 { result[lane] = Float(bytes[lane]) }
    return result
  }
  @inline(__always) package static func numbers(_ floats: SIMD16<Float>) -> SIMD16<Float> {
    floats
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
