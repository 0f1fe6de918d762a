/// A fully connected layer and, fused, a rectifier.
final class DenseOperation<S: EngineScalar>: Operation {
  private let inputs: Int
  private let outputs: Int
  private let rectify: Bool
  private let engine: ProductEngine
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  let output: Activations<S>
  private let outputGradient: Activations<S>?
  private let weight: TensorSlot<S>
  private let bias: TensorSlot<S>?
  private let zeros: UnsafeMutablePointer<S>
  private let scratch: ScratchRequest<S>

  init(_ site: LayerSite<S>, outputs: Int, rectify: Bool) {
    guard let weight = site.tensor("weight") else {
      preconditionFailure("dense declares a weight")
    }
    self.weight = weight
    self.outputs = outputs
    self.rectify = rectify
    bias = site.tensor("bias")
    input = site.input
    inputs = input.shape.count
    engine = .dense(inputs: inputs, outputs: outputs, tier: site.tier)
    inputGradient = site.inputGradient()
    output = site.makeOutput()
    outputGradient = site.outputGradient()
    zeros = site.arena.scalars(padded(outputs))
    scratch = site.scratch(Chunk.size * padded(outputs))
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    denseForward(
      weights: weight.value, bias: bias?.value ?? zeros, input.origin(chunk), output.origin(chunk),
      inputs: inputs, outputs: outputs, rectify: rectify, engine: engine)
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let outputGradient else { return }
    let g = outputGradient.origin(chunk)
    if rectify {
      rectifierGradient(g, output.origin(chunk), count: outputs &* Chunk.size, scale: 1)
    }
    if let bias { biasGradient(g, bias.gradient, positions: 1, channels: outputs) }
    denseWeightGradient(
      g, input.origin(chunk), weight.gradient, transposed: scratch.pointer, inputs: inputs,
      outputs: outputs, engine: engine)
    if let inputGradient {
      denseInputGradient(
        weights: weight.value, g, inputGradient.origin(chunk), inputs: inputs, outputs: outputs,
        engine: engine)
    }
  }
}
