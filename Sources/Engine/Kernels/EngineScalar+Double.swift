internal import COpenBLAS

extension Double: EngineScalar {
  @inline(__always) package static func load(_ p: UnsafeRawPointer) -> SIMD16<Double> {
    p.loadUnaligned(as: SIMD16<Double>.self)
  }
  @inline(__always) package static func store(
    _ value: SIMD16<Double>, _ p: UnsafeMutableRawPointer
  ) {
    p.storeBytes(of: value, as: SIMD16<Double>.self)
  }
  @inline(__always) package static func broadcast(_ value: Double) -> SIMD16<Double> {
    SIMD16(repeating: value)
  }
  @inline(__always) package static func sum(_ a: SIMD16<Double>, _ b: SIMD16<Double>)
    -> SIMD16<Double>
  { a + b }
  @inline(__always) package static func difference(_ a: SIMD16<Double>, _ b: SIMD16<Double>)
    -> SIMD16<Double>
  { a - b }
  @inline(__always) package static func product(_ a: SIMD16<Double>, _ b: SIMD16<Double>)
    -> SIMD16<Double>
  { a * b }
  @inline(__always) package static func quotient(_ a: SIMD16<Double>, _ b: SIMD16<Double>)
    -> SIMD16<Double>
  { a / b }
  @inline(__always) package static func fused(
    _ c: SIMD16<Double>, _ a: SIMD16<Double>, _ b: SIMD16<Double>
  ) -> SIMD16<Double> { c.addingProduct(a, b) }
  @inline(__always) package static func squareRoot(_ a: SIMD16<Double>) -> SIMD16<Double> {
    a.squareRoot()
  }
  @inline(__always) package static func select(
    _ x: SIMD16<Double>, greaterThan y: SIMD16<Double>, _ a: SIMD16<Double>,
    else b: SIMD16<Double>
  ) -> SIMD16<Double> { b.replacing(with: a, where: x .> y) }
  @inline(__always) package static func select(
    _ x: SIMD16<Double>, equals y: SIMD16<Double>, _ a: SIMD16<Double>, else b: SIMD16<Double>
  ) -> SIMD16<Double> { b.replacing(with: a, where: x .== y) }
  @inline(__always) package static func keep(
    _ a: SIMD16<Double>, where words: SIMD16<UInt32>, below limit: UInt32
  ) -> SIMD16<Double> {
    var result = a
    for lane in 0..<16 where words[lane] >= limit { result[lane] = 0 }
    return result
  }
  @inline(__always) package static func laneSum(_ v: SIMD16<Double>) -> Double {
    let a = v.lowHalf + v.highHalf
    let b = a.lowHalf + a.highHalf
    let c = b.lowHalf + b.highHalf
    return c.x + c.y
  }
  @inline(__always) package static func doubles(_ numbers: SIMD16<Double>) -> SIMD16<Double> {
    numbers
  }
  package static func numbers(_ bytes: SIMD16<UInt8>) -> SIMD16<Double> {
    var result = SIMD16<Double>(repeating: 0)
    for lane in 0..<16 { result[lane] = Double(bytes[lane]) }
    return result
  }
  @inline(__always) package static func numbers(_ floats: SIMD16<Float>) -> SIMD16<Double> {
    var result = SIMD16<Double>(repeating: 0)
    for lane in 0..<16 { result[lane] = Double(floats[lane]) }
    return result
  }
  @inline(__always) package static func scalar(_ byte: UInt8) -> Double { Double(byte) }
  @inline(__always) package static func scalar(_ number: Float) -> Double { Double(number) }
  @inline(__always) package static func scalar(_ number: Double) -> Double { number }
  @inline(__always) package static func scalar(_ number: Int) -> Double { Double(number) }
  @inline(__always) package static func double(_ number: Double) -> Double { number }

  package static func multiply(
    transposeA: Bool, transposeB: Bool, rows: Int, columns: Int, depth: Int,
    _ a: UnsafePointer<Double>, _ strideA: Int, _ b: UnsafePointer<Double>, _ strideB: Int,
    beta: Double, _ c: UnsafeMutablePointer<Double>, _ strideC: Int
  ) {
    cblas_dgemm(
      CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans,
      transposeB ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(depth), 1, a,
      Int32(strideA), b, Int32(strideB), beta, c, Int32(strideC))
  }
}
