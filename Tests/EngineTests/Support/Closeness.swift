import Engine
import Testing

/// The largest |actual − expected| / max(1, |expected|); infinite where a number is not finite.
func largestError(_ actual: [Double], _ expected: [Double]) -> Double {
  guard actual.count == expected.count else { return .infinity }
  return zip(actual, expected).reduce(0) { largest, pair in
    let error = abs(pair.0 - pair.1) / max(1, abs(pair.1))
    return error.isNaN ? .infinity : max(largest, error)
  }
}

/// Checks numbers of the engine against exact ones, allowing for their size.
func expectNear<S: EngineScalar>(
  _ actual: [S], _ expected: [Double], within tolerance: Double, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let error = largestError(actual.map { Double($0) }, expected)
  #expect(
    error <= tolerance, "\(what) of \(S.self) is off by \(error)", sourceLocation: sourceLocation)
}

extension EngineScalar {
  /// How far a reference number may be missed, as a share of max(1, |number|).
  static var tolerance: Double { Self.self == Float.self ? 1e-5 : 1e-10 }
}

extension Sequence {
  /// All samples behind each other, as numbers of the engine.
  func scalars<S: EngineScalar>(_: S.Type = S.self) -> [[S]] where Element == [Double] {
    map { $0.map { S($0) } }
  }
}
