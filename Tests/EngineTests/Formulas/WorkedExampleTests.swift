import Catalog
import Engine
import Foundation
import Testing

/// Small examples and rules of thumb that are worked out on paper, against the engine.
@Suite(.tags(.numerics)) struct WorkedExampleTests {
  /// Windows of 2×2 one pixel apart, and the way of their gradients back to the largest values.
  @Test func maxPoolingOfAThreeByThreePicture() throws {
    var chain = Chain(input: .picture(height: 3, width: 3, channels: 1))
    try chain.append(MaxPool.self, ["size": .integer(2), "stride": .integer(1)])
    let probe = LayerProbe<Double>(chain.nodes, input: chain.input, batchSize: 1)
    let pooled = probe.forward([[3, 2, 5, 4, 1, 7, 3, 5, 0]], phase: .training)
    #expect(pooled == [[4, 7, 5, 7]])
    // Rows are windows, columns their pixels: which one is the largest.
    let windows: [[Double]] = [[0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 1], [0, 1, 0, 0]]
    let upstream = [0.5, -1, 2, 4]
    var expected = [Double](repeating: 0, count: 9)
    for (window, pixels) in windows.enumerated() {
      for (pixel, isLargest) in pixels.enumerated() {
        let (y, x) = (window / 2 + pixel / 2, window % 2 + pixel % 2)
        expected[3 * y + x] += isLargest * upstream[window]
      }
    }
    #expect(probe.backward([upstream]) == [expected])
    #expect(expected == [0, 0, 0, 0.5, 0, 3, 0, 2, 0])
  }

  /// With a penalty of λ/(2n)·Σw² and a data gradient of zero, an epoch of n/m updates multiplies
  /// weights by (1 − ηλ/n)^(n/m), which is about exp(−ηλ/m) as long as ηλ is small against n.
  @Test(arguments: [(lambda: 1.0, isSmall: true), (lambda: 600.0, isSmall: false)])
  func weightsDecayExponentially(_ lambda: Double, _ isSmall: Bool) throws {
    let (n, m, rate) = (1000, 10, 0.5)
    let penalty = L2Penalty(
      Arguments(["factor": .number(lambda / (2 * Double(n))), "on": .text("weights")]))
    var chain = Chain(input: .features(4))
    try chain.append("dense", Dense(Arguments(["units": .integer(2)])))
    let network = Network<Double>(
      nodes: chain.nodes, input: chain.input, batchSize: m, loss: CrossEntropy(Arguments()),
      optimizer: SGD(Arguments()), penalties: [penalty])
    network.initialize(seed: 1) { _, _ in nil }
    let before = try #require(network.tensor("dense.weight"))
    // Inputs of zero leave nothing but the penalty.
    let examples = ExampleValues(
      storage: .bytes([UInt8](repeating: 0, count: 4 * n)), size: 4, scale: [1, 1, 1, 1],
      shift: [0, 0, 0, 0])
    let labels = (0..<n).map { UInt8($0 % 2) }
    let order = (0..<UInt32(n)).map { $0 }
    for start in stride(from: 0, to: n, by: m) {
      _ = network.train(
        examples, labels: labels, order: order[start..<start + m], learningRate: rate)
    }
    let after = try #require(network.tensor("dense.weight"))
    let exact = pow(1 - rate * lambda / Double(n), Double(n / m))
    let rule = exp(-rate * lambda / Double(m))
    for (w, new) in zip(before, after) { #expect(abs(new / w / exact - 1) < 1e-11) }
    #expect((abs(exact / rule - 1) < 2e-5) == isSmall, "\(exact) against \(rule)")
  }

  /// Width of the interval of inputs a in which |w·σ′(wa)| ≥ 1.
  private func width(_ w: Double) -> Double {
    2 / w * log(w * (1 + (1 - 4 / w).squareRoot()) / 2 - 1)
  }

  @Test func theIntervalWithoutVanishingGradientsIsWidestAtSixPointNine() throws {
    let weights = stride(from: 4.0, through: 40, by: 0.001)
    let widest = try #require(weights.max { width($0) < width($1) })
    #expect(abs(widest - 6.9) < 0.05 && abs(width(widest) - 0.45) < 0.005)
    // The same from the engine's own gradients: the inputs at which they are large enough.
    for w in [5.0, 6.9, 12] {
      var chain = Chain(input: .features(1))
      try chain.append("dense", Dense(Arguments(["units": .integer(1)])))
      try chain.append("sigmoid", Sigmoid(Arguments()))
      let step = 1e-3
      let inputs = stride(from: -1, through: 1, by: step).map { [$0] }
      let probe = LayerProbe<Double>(chain.nodes, input: chain.input, batchSize: inputs.count)
      probe.setTensor("dense.weight", [w])
      probe.setTensor("dense.bias", [0])
      _ = probe.forward(inputs, phase: .training)
      let gradients = probe.backward(inputs.map { _ in [1] })
      let measured = step * Double(gradients.count { abs($0[0]) >= 1 })
      #expect(abs(measured - width(w)) <= 2 * step, "\(measured) at \(w)")
    }
  }

  /// What inference gives is what training gives on average: both dividing by the share kept while
  /// training, as here, and multiplying by it afterwards keep the expected value.
  @Test func dropoutKeepsTheExpectedValue() throws {
    let (rate, count) = (0.2, 640)
    var chain = Chain(input: .features(50))
    try chain.append("dropout", Dropout(Arguments(["rate": .number(rate)])))
    let probe = LayerProbe<Double>(chain.nodes, input: chain.input, batchSize: count)
    let samples = (0..<count).map { _ in (0..<50).map { Double($0 + 1) } }
    #expect(probe.forward(samples, phase: .inference) == samples)
    probe.beginEpoch(1, seed: 3)
    let trained = probe.forward(samples, phase: .training)
    for feature in 0..<50 {
      let value = Double(feature + 1)
      let mean = trained.reduce(0) { $0 + $1[feature] } / Double(count)
      // A kept value is value/(1 − rate): its standard deviation is value·√(rate/(1 − rate)).
      let deviation = value * (rate / (1 - rate) / Double(count)).squareRoot()
      #expect(abs(mean - value) < 4.5 * deviation, "feature \(feature)")
      let undivided = trained.reduce(0) { $0 + $1[feature] * (1 - rate) } / Double(count)
      #expect(abs(undivided - (1 - rate) * value) < 4.5 * deviation)
      #expect(trained.allSatisfy { $0[feature] == 0 || abs($0[feature] - value / 0.8) < 1e-12 })
    }
  }
}
