internal import Foundation

/// Double serves gradient checks, where accuracy counts and neither speed nor the last bit does: its
/// functions are those of the C library, lane by lane.
extension Double {
  @inline(__always) private static func map(
    _ x: SIMD16<Double>, _ function: (Double) -> Double
  ) -> SIMD16<Double> {
    var result = x
    for lane in 0..<16 { result[lane] = function(x[lane]) }
    return result
  }

  package static func exponential(_ x: SIMD16<Double>) -> SIMD16<Double> { map(x, exp) }
  package static func logarithm(_ x: SIMD16<Double>) -> SIMD16<Double> { map(x, log) }
  package static func hyperbolicTangent(_ x: SIMD16<Double>) -> SIMD16<Double> { map(x, tanh) }
  package static func errorFunction(_ x: SIMD16<Double>) -> SIMD16<Double> { map(x, erf) }
}
