/// A convolution with bias and, fused, a rectifier.
final class ConvolutionOperation<S: EngineScalar>: Operation {
  private let geometry: ConvolutionGeometry
  private let rectify: Bool
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  private let output: Activations<S>
  private let outputGradient: Activations<S>?
  private let weight: TensorSlot<S>
  private let bias: TensorSlot<S>?
  private let zeros: UnsafeMutablePointer<S>
  private let scratch: ScratchRequest<S>
  /// Transformed tiles, where they are chosen.
  private let winograd: WinogradConvolution<S>?
  var hasTiles: Bool { winograd != nil }

  init(
    _ site: LayerSite<S>, _ geometry: ConvolutionGeometry, rectify: Bool, output: Activations<S>,
    outputGradient: Activations<S>?
  ) {
    guard let weight = site.tensor("weight") else {
      preconditionFailure("conv declares a weight")
    }
    self.geometry = geometry
    self.rectify = rectify
    self.weight = weight
    bias = site.tensor("bias")
    input = site.input
    inputGradient = site.inputGradient()
    self.output = output
    self.outputGradient = outputGradient
    zeros = site.arena.scalars(padded(geometry.filters))
    winograd = WinogradConvolution(site, geometry, weight: weight)
    scratch = site.scratch(
      geometry.hasGradientTile
        ? 0 : max(flippedInputScratch(geometry), convolutionWeightScratch(geometry)))
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func beginTraining() { winograd?.prepare() }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func beginInference() { winograd?.prepare() }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    if let winograd {
      winograd.forward(
        input, chunk, step.part(of: chunk),
        into: WinogradBiasSink(
          y: output.origin(chunk), lineStride: output.lineStride, filters: geometry.filters,
          bias: bias?.value ?? zeros, rectify: rectify))
      return
    }
    convolutionForward(
      geometry, weights: weight.value, bias: bias?.value ?? zeros, input.origin(chunk),
      lineStride: input.lineStride, output.origin(chunk), outputLineStride: output.lineStride,
      rectify: rectify)
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let outputGradient else { return }
    let g = outputGradient.origin(chunk)
    let part = step.part(of: chunk)
    if rectify {
      for line in 0..<output.height {
        rectifierGradient(
          outputGradient.line(line, chunk), output.line(line, chunk), count: output.lineCount,
          scale: 1)
      }
    }
    if let bias {
      biasGradient(
        g, bias.gradient(of: part), positions: output.height &* output.width,
        channels: output.channels)
    }
    if let winograd, winograd.hasGradients {
      winograd.backward(g, input, inputGradient, chunk, part)
      return
    }
    convolutionWeightGradient(
      geometry, g, input.origin(chunk), lineStride: input.lineStride,
      weight.gradient(of: part), scratch: scratch.pointer(part))
    if let inputGradient {
      convolutionInputGradient(
        geometry, weights: weight.value, g, inputGradient.origin(chunk),
        lineStride: inputGradient.lineStride, scratch: scratch.pointer(part))
    }
  }
}
