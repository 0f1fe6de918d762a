import Foundation
import Randomness
import Testing

/// Own functions against the C library's and against tables.
@Suite struct PortableTests {
  @Test func logarithmAgreesWithTheLibrary() {
    let stream = RandomStream(seed: 1, .synthetic)
    var largest = 0.0
    for index in 0..<20_000 {
      // Magnitudes from 1e-300 to 1e300, and many around 1.
      let u = stream.uniform(at: UInt64(index))
      let x = index.isMultiple(of: 2) ? exp((u - 0.5) * 1380) : 0.5 + u
      let expected = log(x)
      largest = max(largest, abs(Portable.logarithm(x) - expected) / max(abs(expected), 1e-3))
    }
    #expect(largest < 1e-15, "off by \(largest)")
  }

  @Test func logarithmOfSpecialNumbers() {
    #expect(Portable.logarithm(1) == 0)
    #expect(Portable.logarithm(0) == -.infinity)
    #expect(Portable.logarithm(.infinity) == .infinity)
    #expect(Portable.logarithm(-1).isNaN)
    #expect(Portable.logarithm(.nan).isNaN)
    #expect(abs(Portable.logarithm(.leastNormalMagnitude) - log(.leastNormalMagnitude)) < 1e-12)
  }

  @Test func logarithmOfOneAndMoreAgreesWithTheLibrary() {
    let stream = RandomStream(seed: 3, .synthetic)
    var largest = 0.0
    for index in 0..<20_000 {
      // Magnitudes from 1e-300 to 1e300, and many below 1.
      let u = stream.uniform(at: UInt64(index))
      let x = index.isMultiple(of: 2) ? exp((u - 0.5) * 1380) : u
      largest = max(largest, abs(Portable.logarithm(onePlus: x) / log1p(x) - 1))
    }
    #expect(largest < 1e-15, "off by \(largest)")
    #expect(Portable.logarithm(onePlus: 0) == 0)
    #expect(Portable.logarithm(onePlus: .infinity) == .infinity)
    #expect(Portable.logarithm(onePlus: .nan).isNaN)
  }

  @Test func exponentialAgreesWithTheLibrary() {
    let stream = RandomStream(seed: 2, .synthetic)
    var largest = 0.0
    for index in 0..<20_000 {
      let u = stream.uniform(at: UInt64(index)) - 0.5
      // The whole range of normal results, and many around 0.
      let x = index.isMultiple(of: 2) ? u * 1416 : u
      largest = max(largest, abs(Portable.exponential(x) / exp(x) - 1))
    }
    #expect(largest < 5e-16, "off by \(largest)")
  }

  @Test func exponentialOfSpecialNumbers() {
    #expect(Portable.exponential(0) == 1)
    #expect(Portable.exponential(-1000) == 0)
    #expect(Portable.exponential(-.infinity) == 0)
    #expect(Portable.exponential(1000) == .infinity)
    #expect(Portable.exponential(.infinity) == .infinity)
    #expect(Portable.exponential(.nan).isNaN)
    #expect(abs(Portable.exponential(-740) / exp(-740) - 1) < 0.1)
    #expect(Portable.exponential(709.7).isFinite)
  }

  @Test func cosineAgreesWithTheLibrary() {
    var largest = 0.0
    for step in -4000...4000 {
      let x = Double(step) / 1000
      largest = max(largest, abs(Portable.cosine(halfTurns: x) - cos(.pi * x)))
    }
    // The library's own argument πx is rounded.
    #expect(largest < 2e-15, "off by \(largest)")
  }

  @Test func cosineIsExactAtQuarterTurns() {
    let turns: [(Double, Double)] = [
      (0, 1), (0.5, 0), (1, -1), (1.5, 0), (2, 1), (-1, -1), (1e6, 1),
    ]
    for (x, expected) in turns {
      #expect(Portable.cosine(halfTurns: x) == expected, "at \(x)")
    }
    #expect(abs(Portable.cosine(halfTurns: 1.0 / 3) - 0.5) < 1.2e-16)
    #expect(Portable.cosine(halfTurns: .infinity).isNaN)
  }

  @Test func powersAreRepeatedProducts() {
    #expect(Portable.power(3, 0) == 1 && Portable.power(3, 5) == 243 && Portable.power(0, 0) == 1)
    #expect(Portable.power(-0.5, 3) == -0.125)
    #expect(abs(Portable.power(0.999, 10_000) / pow(0.999, 10_000) - 1) < 1e-12)
    #expect(Portable.power(0.5, .max) == 0)
  }

  /// Quantiles from tables of the standard normal distribution.
  @Test(arguments: [
    (0.5, 0), (0.75, 0.674489750196082), (0.9, 1.281551565544600), (0.95, 1.644853626951473),
    (0.975, 1.959963984540054), (0.99, 2.326347874040841), (0.999, 3.090232306167814),
    (0.9999, 3.719016485455709), (0.99999, 4.264890793922825), (0.999999, 4.753424308822899),
    (1e-9, -5.997807015007686), (1e-12, -7.034483825301132),
  ])
  func normalQuantileAgreesWithTables(_ p: Double, _ expected: Double) {
    // The approximation's relative error is at most 1.15e-9.
    #expect(abs(Portable.normalQuantile(p) - expected) <= 1.2e-9 * max(1, abs(expected)))
    if p > 1e-6, p < 1 - 1e-6 {
      #expect(abs(Portable.normalQuantile(1 - p) + expected) < 1e-7)
    }
  }

  @Test func normalQuantileRises() {
    var last = -Double.infinity
    for step in 1..<10_000 {
      let value = Portable.normalQuantile(Double(step) / 10_000)
      #expect(value > last, "falls at \(step)")
      last = value
    }
  }
}
