internal import Catalog

/// A layer that applies one function to every value.
///
/// A kind has a `LaneFunction`, and these two loops are written out in its file so that they are
/// specialised for it.
protocol ActivationLayer: LayerDefinition {
  func apply<S: EngineScalar>(_ x: Activations<S>, into y: Activations<S>, _ chunk: Int)
  func applyGradient<S: EngineScalar>(
    _ x: Activations<S>, result y: Activations<S>, upstream: Activations<S>,
    into downstream: Activations<S>, _ chunk: Int)
}

extension ActivationLayer {
  package func output(for inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  package func build<S: EngineScalar>(_ site: LayerSite<S>) -> [any Operation<S>] {
    [ActivationOperation(site, self)]
  }
}

/// Applies a function to every value.
final class ActivationOperation<S: EngineScalar>: Operation {
  private let layer: any ActivationLayer
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  private let output: Activations<S>
  private let outputGradient: Activations<S>?

  init(_ site: LayerSite<S>, _ layer: any ActivationLayer) {
    self.layer = layer
    input = site.input
    inputGradient = site.inputGradient()
    output = site.makeOutput()
    outputGradient = site.outputGradient()
  }

  func forward(_ chunk: Int, _ step: Step<S>) { layer.apply(input, into: output, chunk) }

  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let inputGradient, let outputGradient else { return }
    layer.applyGradient(
      input, result: output, upstream: outputGradient, into: inputGradient, chunk)
  }
}
