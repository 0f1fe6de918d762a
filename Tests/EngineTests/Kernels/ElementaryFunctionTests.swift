import Engine
import Testing

/// Elementary functions against values of high precision.
@Suite(.tags(.numerics)) struct ElementaryFunctionTests {
  private struct Reference: Decodable {
    var numbers: [Double]
    var values: [Double]
  }

  /// The error that each function's documentation names, in units of the result's last place.
  static let errors: [(ElementaryProbe.Function, Double)] = [
    (.exponential, 1), (.logarithm, 0.8), (.hyperbolicTangent, 2.5), (.sigmoid, 2.5),
    (.errorFunction, 1.2),
  ]

  @Test(arguments: errors)
  func floatsAreRightToTheLastPlaces(_ function: ElementaryProbe.Function, _ limit: Double) throws {
    let reference: Reference = try References.load("functions/\(function.rawValue)")
    let results = ElementaryProbe.values(function, at: reference.numbers.map { Float($0) })
    var worst = 0.0
    for (result, expected) in zip(results, reference.values) {
      let unit = max(Float(abs(expected)).ulp, Float.leastNonzeroMagnitude)
      let error = abs(Double(result) - expected) / Double(unit)
      worst = error.isNaN ? .infinity : max(worst, error)
    }
    #expect(worst <= limit)
    // Otherwise the numbers were too few, or the limit too generous, to notice a worse function.
    #expect(worst > 0.25 * limit)
  }

  @Test(arguments: errors.map(\.0))
  func doublesAreRightToTheLastPlaces(_ function: ElementaryProbe.Function) throws {
    let reference: Reference = try References.load("functions/\(function.rawValue)")
    let results = ElementaryProbe.values(function, at: reference.numbers)
    for (index, (result, expected)) in zip(results, reference.values).enumerated() {
      #expect(abs(result - expected) <= 4 * expected.ulp, "at \(reference.numbers[index])")
    }
  }

  @Test(arguments: errors.map(\.0)) func specialNumbersGiveSpecialNumbers(
    _ function: ElementaryProbe.Function
  ) {
    check(function, Float.self)
    check(function, Double.self)
  }

  private func check<S: EngineScalar>(_ function: ElementaryProbe.Function, _: S.Type) {
    let expected: [(S, S)] =
      switch function {
      case .exponential:
        [(.infinity, .infinity), (-.infinity, 0), (1000, .infinity), (-1000, 0), (0, 1)]
      case .logarithm:
        [(.infinity, .infinity), (0, -.infinity), (-1, .nan), (-.infinity, .nan), (1, 0)]
      case .hyperbolicTangent:
        [(.infinity, 1), (-.infinity, -1), (50, 1), (-1e30, -1), (0, 0), (-0.0, -0.0)]
      case .sigmoid: [(.infinity, 1), (-.infinity, 0), (200, 1), (-1e4, 0), (0, 0.5)]
      case .errorFunction:
        [(.infinity, 1), (-.infinity, -1), (10, 1), (-1e30, -1), (0, 0), (-0.0, -0.0)]
      }
    let numbers = expected.map(\.0) + [S.nan]
    let results = ElementaryProbe.values(function, at: numbers)
    for (result, pair) in zip(results, expected + [(.nan, .nan)]) {
      let isRight = pair.1.isNaN ? result.isNaN : result == pair.1 && result.sign == pair.1.sign
      #expect(isRight, "\(function.rawValue) of \(pair.0) is \(result), not \(pair.1)")
    }
  }

  /// The smallest numbers pass unchanged through functions that are like x near zero.
  @Test func denormalNumbersSurvive() {
    let small = [Float.leastNonzeroMagnitude, -0x1p-140, 0x1p-126]
    #expect(ElementaryProbe.values(.hyperbolicTangent, at: small) == small)
    let half = ElementaryProbe.values(.exponential, at: [Float(-100)])[0]
    #expect(half > 0 && half < .leastNormalMagnitude)
  }
}
