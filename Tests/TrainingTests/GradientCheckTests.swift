import Datasets
import Diagnostics
import Specification
import TestSupport
import Testing
import Training

/// Gradients of declared networks against finite differences.
@Suite struct GradientCheckTests {
  private func check(
    _ text: TrialText, dataset: Dataset = .bands(),
    _ adjust: (inout GradientCheck.Options) -> Void = { _ in }
  ) throws -> GradientCheck {
    var options = GradientCheck.Options()
    adjust(&options)
    var diagnostics = DiagnosticList()
    let found = GradientCheck.run(try text.trial(), dataset, options, into: &diagnostics)
    #expect(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.message))")
    return try #require(found)
  }

  /// Two, three and four dense layers, without and with batch norm.
  @Test(arguments: [[50], [50, 50], [50, 50, 25]], [false, true])
  func denseNetworks(_ widths: [Int], _ hasBatchNorm: Bool) throws {
    let hidden = widths.map { "dense: \($0), \(hasBatchNorm ? "batch_norm, " : "")relu" }
    let items = "[flatten, \(hidden.joined(separator: ", ")), dense: 3]"
    let check = try check(
      TrialText(data: "{dataset: glyphs, validation: 0.2, scale: standardize}", network: items)
    ) { $0.features = 10 }
    #expect(check.tensors.count == 2 * (widths.count + 1) + (hasBatchNorm ? 2 * widths.count : 0))
    for tensor in check.tensors {
      #expect(check.passes(tensor), "\(tensor.name): \(check.normError(of: tensor))")
      let isBiasBeforeNorm =
        hasBatchNorm && tensor.name.hasSuffix(".bias") && tensor.name.hasPrefix("dense")
        && !tensor.name.hasPrefix("dense\(widths.count + 1)")
      #expect(check.isZero(tensor) == isBiasBeforeNorm, "\(tensor.name)")
      if !isBiasBeforeNorm {
        #expect(check.normError(of: tensor) < 1e-7, "\(tensor.name)")
        #expect(try #require(check.worst(of: tensor)).error < 1e-6, "\(tensor.name)")
      }
      #expect(tensor.kinks * 10 <= tensor.count, "\(tensor.kinks) of \(tensor.name)")
    }
    #expect(check.passes)
  }

  /// Convolution, pooling, dropout with its mask held, penalties.
  @Test func aConvolutionalNetwork() throws {
    let check = try check(
      TrialText(
        network: """
          [conv: {filters: 4, kernel: 3, padding: 1}, batch_norm, relu, max_pool: 2, flatten,
           dense: 8, tanh, dropout: 0.4, dense: 3]
          """,
        more: "  penalty: [{l2: {factor: 0.01, on: all}}, {l1: 0.003}]")
    ) { $0.examples = 7 }
    #expect(check.passes && check.exampleCount == 7)
    // The penalty reaches the bias in front of the batch norm.
    #expect(!check.tensors.contains { check.isZero($0) })
    #expect(check.tensors.allSatisfy { check.normError(of: $0) < 1e-6 })
  }

  @Test func aWrongDerivativeIsNoticed() throws {
    let right = try check(TrialText(network: "[flatten, dense: 5, tanh, dense: 3]"))
    #expect(right.passes)
    for index in right.tensors.indices {
      var wrong = right
      let place = try #require(
        wrong.tensors[index].pairs.indices.max {
          abs(wrong.tensors[index].pairs[$0].analytic)
            < abs(wrong.tensors[index].pairs[$1].analytic)
        })
      wrong.tensors[index].pairs[place].analytic *= 1.001
      #expect(!wrong.passes && !wrong.passes(wrong.tensors[index]))
      #expect(
        try #require(wrong.worst(of: wrong.tensors[index])).pair.place
          == wrong.tensors[index].pairs[place].place)
    }
    var nothing = right
    nothing.tensors[0].pairs = []
    #expect(!nothing.passes, "what could not be checked has not passed")
  }

  /// An absolute value at its kink has no derivative, one next to it has.
  @Test func kinksAreSkipped() {
    func derivative(_ kink: Double) -> (value: Double, noise: Double)? {
      NumericDerivative { [abs($0 - kink), 3 * $0 + 0.5 * $0 * $0] }.value
    }
    #expect(derivative(0) == nil)
    #expect(derivative(1e-8) == nil)
    for kink in [5e-6, 1.5e-3, -5e-4] {
      let expected = kink > 0 ? 2.0 : 4.0
      let value = derivative(kink)?.value
      #expect(
        value.map { abs($0 - expected) < 1e-6 } == true, "\(kink): \(String(describing: value))")
    }
    let smooth = NumericDerivative { [1 / (1 + $0), 2 * $0] }.value
    #expect(smooth.map { abs($0.value - 1) < 1e-10 } == true)
  }

  @Test func coordinatesAreLimited() throws {
    let check = try check(TrialText(network: "[flatten, dense: 5, tanh, dense: 3]")) {
      $0.coordinates = 7
      $0.epsilon = 0.5
    }
    #expect(check.tensors.map { $0.pairs.count + $0.kinks } == [7, 5, 7, 3])
    #expect(check.tensors[0].count == 320 && check.epsilon == 0.5)
    #expect(Set(check.tensors[0].pairs.map(\.place)).count == 7)
  }

  /// A convolution cannot read the first features as a vector.
  @Test func featuresOfPicturesDoNotFitAConvolution() throws {
    var options = GradientCheck.Options()
    options.features = 10
    var diagnostics = DiagnosticList()
    let trial = try TrialText(network: "[conv: {filters: 2, kernel: 3}, flatten, dense: 3]").trial()
    #expect(GradientCheck.run(trial, .bands(), options, into: &diagnostics) == nil)
    #expect(diagnostics.hasErrors)
  }
}
