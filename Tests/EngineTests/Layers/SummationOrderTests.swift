import Catalog
import Engine
import Testing

/// The order in which a gradient is added up is part of the numerics: kernels for wide and for narrow
/// registers have to give the same bits.
///
/// Sixteen sums belong to a weight, one for each remainder of the sample's number; at the end they are
/// added in a tree.
@Suite(.tags(.numerics)) struct SummationOrderTests {
  private static let samples = 64
  private static let side = 14
  private static let kernel = 5
  private static let padding = 2
  private static let channels = 2

  /// Seven windows a line are more than one strip of five.
  @Test(arguments: [1, 6, 7]) func gradientUnderAMaximumGoesWindowByWindow(filters: Int) throws {
    let chain = try chain(filters: filters, pooled: true)
    let (probe, pictures) = try prepared(chain)
    let pooled = probe.forward(pictures, phase: .training)
    let (plain, _) = try prepared(try self.chain(filters: filters, pooled: false))
    let before = plain.forward(pictures, phase: .training)
    var numbers = TestNumbers(seed: 7)
    let width = Self.side / 2
    let upstream: [[Float]] = numbers.samples(Self.samples, of: filters * width * width).scalars()
    _ = probe.backward(upstream)
    let actual = try #require(probe.gradient("conv1.weight"))

    for filter in 0..<filters {
      var terms: [Term] = []
      for window in 0..<width * width {
        let (y, x) = window.quotientAndRemainder(dividingBy: width)
        for sample in 0..<Self.samples {
          let at = filter * width * width + window
          let gradient = pooled[sample][at] > 0 ? upstream[sample][at] : 0
          let place = [0, 1, Self.side, Self.side + 1].map { corner in
            (filter * Self.side + 2 * y) * Self.side + 2 * x + corner
          }.max { before[sample][$0] < before[sample][$1] }
          let position = try #require(place) - filter * Self.side * Self.side
          terms.append(Term(sample: sample, position: position, gradient: gradient))
        }
      }
      expect(actual, filter, terms, pictures)
    }
  }

  @Test(arguments: [1, 2, 6, 7]) func gradientGoesLineByLine(filters: Int) throws {
    let (probe, pictures) = try prepared(try chain(filters: filters, pooled: false))
    _ = probe.forward(pictures, phase: .training)
    var numbers = TestNumbers(seed: 7)
    let size = Self.side * Self.side
    let upstream: [[Float]] = numbers.samples(Self.samples, of: filters * size).scalars()
    _ = probe.backward(upstream)
    let actual = try #require(probe.gradient("conv1.weight"))
    for filter in 0..<filters {
      let terms = (0..<size).flatMap { position in
        (0..<Self.samples).map { sample in
          Term(
            sample: sample, position: position,
            gradient: upstream[sample][filter * size + position])
        }
      }
      expect(actual, filter, terms, pictures)
    }
  }

  /// What one output of one sample adds to each weight of its filter.
  private struct Term {
    var sample: Int
    /// Line by line, before pooling.
    var position: Int
    var gradient: Float
  }

  private func expect(
    _ gradient: [Float], _ filter: Int, _ terms: [Term], _ pictures: [[Float]]
  ) {
    let (side, kernel) = (Self.side, Self.kernel)
    for weight in 0..<Self.channels * kernel * kernel {
      let (channel, tap) = weight.quotientAndRemainder(dividingBy: kernel * kernel)
      let (ky, kx) = tap.quotientAndRemainder(dividingBy: kernel)
      var sums = [Float](repeating: 0, count: 16)
      for term in terms {
        let (line, column) = term.position.quotientAndRemainder(dividingBy: side)
        let (y, x) = (line + ky - Self.padding, column + kx - Self.padding)
        let isInside = (0..<side).contains(y) && (0..<side).contains(x)
        let input = isInside ? pictures[term.sample][(channel * side + y) * side + x] : 0
        sums[term.sample % 16].addProduct(term.gradient, input)
      }
      while sums.count > 1 {
        let half = sums.count / 2
        sums = (0..<half).map { sums[$0] + sums[$0 + half] }
      }
      let actual = gradient[filter * Self.channels * kernel * kernel + weight]
      #expect(actual == sums[0], "filter \(filter), weight \(weight)")
    }
  }

  /// Without bias, which could make two outputs equal, so that another one is the maximum.
  private func chain(filters: Int, pooled: Bool) throws -> Chain {
    var chain = Chain(
      input: .picture(height: Self.side, width: Self.side, channels: Self.channels))
    try chain.append(
      Conv.self,
      [
        "filters": .integer(filters), "kernel": .integer(Self.kernel), "stride": .integer(1),
        "padding": .integer(Self.padding), "bias": .boolean(false),
      ])
    guard pooled else { return chain }
    try chain.append(ReLU.self, [:])
    try chain.append(
      MaxPool.self, ["size": .integer(2), "stride": .integer(2), "padding": .integer(0)])
    return chain
  }

  private func prepared(_ chain: Chain) throws -> (LayerProbe<Float>, pictures: [[Float]]) {
    let probe = LayerProbe<Float>(chain.nodes, input: chain.input, batchSize: Self.samples)
    var numbers = TestNumbers(seed: 4)
    for node in chain.nodes {
      for tensor in node.definition.parameters(for: node.inputShapes) {
        probe.setTensor(
          "\(node.name).\(tensor.name)", numbers.numbers(tensor.layout.count).map { Float($0) })
      }
    }
    probe.beginEpoch(1, seed: 1)
    var others = TestNumbers(seed: 3)
    return (probe, others.samples(Self.samples, of: chain.input.count).scalars())
  }
}
