/// A number type that the engine computes with: `Float` to train, `Double` to check gradients.
///
/// The lane operations are requirements so that each conformance names the concrete SIMD operation;
/// the generic ones of the standard library do not become vector instructions.
package protocol EngineScalar: SIMDScalar, BinaryFloatingPoint, Codable,
  Sendable
{
  static func load(_ p: UnsafeRawPointer) -> SIMD16<Self>
  static func store(_ value: SIMD16<Self>, _ p: UnsafeMutableRawPointer)
  static func broadcast(_ value: Self) -> SIMD16<Self>
  static func sum(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>
  static func difference(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>
  static func product(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>
  static func quotient(_ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>
  /// `c + a·b` with one rounding.
  static func fused(_ c: SIMD16<Self>, _ a: SIMD16<Self>, _ b: SIMD16<Self>) -> SIMD16<Self>
  static func squareRoot(_ a: SIMD16<Self>) -> SIMD16<Self>
  /// Lane by lane `x > y ? a : b`; false where a NaN is compared.
  static func select(
    _ x: SIMD16<Self>, greaterThan y: SIMD16<Self>, _ a: SIMD16<Self>, else b: SIMD16<Self>
  ) -> SIMD16<Self>
  /// Lane by lane `x == y ? a : b`.
  static func select(
    _ x: SIMD16<Self>, equals y: SIMD16<Self>, _ a: SIMD16<Self>, else b: SIMD16<Self>
  ) -> SIMD16<Self>
  /// Lane by lane `word < limit ? a : 0`.
  static func keep(
    _ a: SIMD16<Self>, where words: SIMD16<UInt32>, below limit: UInt32
  ) -> SIMD16<Self>
  /// The sum of the lanes in a fixed tree.
  static func laneSum(_ a: SIMD16<Self>) -> Self
  /// eˣ.
  static func exponential(_ x: SIMD16<Self>) -> SIMD16<Self>
  /// ln x.
  static func logarithm(_ x: SIMD16<Self>) -> SIMD16<Self>
  static func hyperbolicTangent(_ x: SIMD16<Self>) -> SIMD16<Self>
  static func errorFunction(_ x: SIMD16<Self>) -> SIMD16<Self>
  static func doubles(_ numbers: SIMD16<Self>) -> SIMD16<Double>
  static func numbers(_ bytes: SIMD16<UInt8>) -> SIMD16<Self>
  static func numbers(_ floats: SIMD16<Float>) -> SIMD16<Self>
  static func scalar(_ byte: UInt8) -> Self
  static func scalar(_ number: Float) -> Self
  static func scalar(_ number: Double) -> Self
  static func scalar(_ number: Int) -> Self
  static func double(_ number: Self) -> Double
  /// `c ← alpha·op(a)·op(b) + beta·c`, row-major, on BLAS.
  static func multiply(
    transposeA: Bool, transposeB: Bool, rows: Int, columns: Int, depth: Int,
    _ a: UnsafePointer<Self>, _ strideA: Int, _ b: UnsafePointer<Self>, _ strideB: Int,
    beta: Self, _ c: UnsafeMutablePointer<Self>, _ strideC: Int)
}
