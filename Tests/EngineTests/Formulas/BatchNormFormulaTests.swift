import Catalog
import Engine
import Testing

/// The gradient of batch normalization as it is derived on paper, against the engine's.
@Suite(.tags(.numerics)) struct BatchNormFormulaTests {
  private static let count = 20
  private static let epsilon = 1e-5

  /// One feature of a batch: x, ∂f/∂y and the scale γ.
  private struct Batch {
    var x: [Double]
    var upstream: [Double]
    var scale: Double

    var m: Double { Double(x.count) }
    var mean: Double { x.reduce(0, +) / m }
    var variance: Double { x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / m }
    /// √(σ² + ε).
    var deviation: Double { (variance + BatchNormFormulaTests.epsilon).squareRoot() }
    var normalized: [Double] { x.map { ($0 - mean) / deviation } }
    /// ∂f/∂x̂.
    var slopes: [Double] { upstream.map { $0 * scale } }

    /// f = Σ upstream · y, with y = γx̂ + β.
    func value(movingExample index: Int, by step: Double) -> Double {
      var copy = self
      copy.x[index] += step
      return zip(copy.normalized, upstream).reduce(0) { $0 + $1.0 * scale * $1.1 }
    }

    /// (1/(m√(σ²+ε))) · (m·∂f/∂x̂ᵢ − Σ∂f/∂x̂ⱼ − x̂ᵢ·Σ∂f/∂x̂ⱼ·x̂ⱼ), the usual form.
    var gradient: [Double] {
      let sum = slopes.reduce(0, +)
      let projection = zip(slopes, normalized).reduce(0) { $0 + $1.0 * $1.1 }
      return zip(slopes, normalized).map { slope, normalized in
        (m * slope - sum - normalized * projection) / (m * deviation)
      }
    }

    /// The same by way of ∂f/∂μ and ∂f/∂σ, where σ stands for √(σ² + ε).
    var gradientThroughDeviation: [Double] {
      let toDeviation = zip(slopes, x).reduce(0) {
        $0 - $1.0 * ($1.1 - mean) / (deviation * deviation)
      }
      let toMean = slopes.reduce(0) { $0 - $1 / deviation }
      return zip(slopes, x).map { slope, x in
        slope / deviation + toMean / m + toDeviation * (x - mean) / (m * deviation)
      }
    }

    /// As it is misprinted: the sums over the batch are missing in the terms of σ² and of μ, and the
    /// last term has the exponent of the one before.
    ///
    /// - Parameters:
    ///   - hasSums: Whether the sums are put back.
    ///   - hasExponent: Whether the exponent is.
    /// - Returns: ∂f/∂x of each example.
    func misprinted(hasSums: Bool = false, hasExponent: Bool = false) -> [Double] {
      let cubed = deviation * deviation * deviation
      return x.indices.map { i in
        func total(_ term: (Int) -> Double) -> Double {
          hasSums ? x.indices.reduce(0) { $0 + term($1) } : term(i)
        }
        let toVariance = total { slopes[$0] * -0.5 * (x[$0] - mean) / cubed }
        let centred = x.reduce(0) { $0 + $1 - mean }
        let toMean =
          total { slopes[$0] * -1 / (hasExponent ? deviation : cubed) }
          + toVariance * -2 / m * centred
        return slopes[i] / deviation + toVariance * 2 / m * (x[i] - mean) + toMean / m
      }
    }
  }

  private var batch: Batch {
    var numbers = TestNumbers(seed: 12)
    return Batch(
      x: numbers.numbers(Self.count).map { 3 * $0 + 1 }, upstream: numbers.numbers(Self.count),
      scale: 1.7)
  }

  private struct Engine {
    var input: [Double]
    var scale: Double
    var shift: Double
  }

  private func engine(_ batch: Batch) throws -> Engine {
    var chain = Chain(input: .features(1))
    try chain.append("norm", BatchNorm(Arguments(["epsilon": .number(Self.epsilon)])))
    let probe = LayerProbe<Double>(chain.nodes, input: chain.input, batchSize: Self.count)
    let names = chain.nodes[0].definition.parameters(for: [chain.input])
    let scale = try #require(names.first { $0.role == .scale }).name
    let shift = try #require(names.first { $0.role == .shift }).name
    probe.setTensor("norm.\(scale)", [batch.scale])
    probe.setTensor("norm.\(shift)", [0.3])
    _ = probe.forward(batch.x.map { [$0] }, phase: .training)
    let input = probe.backward(batch.upstream.map { [$0] }).map { $0[0] }
    return Engine(
      input: input, scale: try #require(probe.gradient("norm.\(scale)"))[0],
      shift: try #require(probe.gradient("norm.\(shift)"))[0])
  }

  @Test func bothFormsAreTheEngines() throws {
    let batch = batch
    let engine = try engine(batch)
    expectNear(engine.input, batch.gradient, within: 1e-13, "∂f/∂x")
    expectNear(engine.input, batch.gradientThroughDeviation, within: 1e-13, "∂f/∂x through σ")
    let toScale = zip(batch.upstream, batch.normalized).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(engine.scale - toScale) < 1e-13, "∂f/∂γ = Σ ∂f/∂y · x̂")
    #expect(abs(engine.shift - batch.upstream.reduce(0, +)) < 1e-13, "∂f/∂β = Σ ∂f/∂y")
  }

  @Test func bothFormsAreTheDifferences() {
    let batch = batch
    let h = 1e-3
    for (index, expected) in batch.gradient.enumerated() {
      func difference(_ step: Double) -> Double {
        batch.value(movingExample: index, by: step) - batch.value(movingExample: index, by: -step)
      }
      let numeric = (8 * difference(h) - difference(2 * h)) / (12 * h)
      #expect(abs(numeric - expected) < 1e-11)
      #expect(abs(numeric - batch.gradientThroughDeviation[index]) < 1e-11)
    }
  }

  /// Each of the two faults alone is enough; without them the misprint is the usual form.
  @Test func theMisprintIsNot() {
    let batch = batch
    func error(_ gradient: [Double]) -> Double {
      largestError(gradient, batch.gradient)
    }
    #expect(error(batch.misprinted()) > 0.01)
    #expect(error(batch.misprinted(hasExponent: true)) > 0.01)
    #expect(error(batch.misprinted(hasSums: true)) > 0.01)
    #expect(error(batch.misprinted(hasSums: true, hasExponent: true)) < 1e-13)
  }
}
