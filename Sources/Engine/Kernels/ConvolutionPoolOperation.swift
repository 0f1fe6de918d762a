/// A convolution with bias, rectifier (if asked) and 2 × 2 max-pool, fused.
final class ConvolutionPoolOperation<S: EngineScalar>: Operation {
  private let geometry: ConvolutionGeometry
  private let rectify: Bool
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  private let output: Activations<S>
  private let outputGradient: Activations<S>?
  private let places: Activations<S>
  /// The gradient before pooling, where it is needed.
  private let unpooled: Activations<S>?
  private let weight: TensorSlot<S>
  private let bias: TensorSlot<S>?
  private let zeros: UnsafeMutablePointer<S>
  /// Sums of the bias gradient, then those of the weight gradient.
  private let scratch: ScratchRequest<S>
  private let isSparse: Bool
  /// Transformed tiles, where they are chosen.
  private let winograd: WinogradConvolution<S>?
  var hasTiles: Bool { winograd != nil }

  /// Whether a convolution of this shape can be fused with a 2 × 2 pool.
  static func fits(_ shape: ConvolutionGeometry) -> Bool {
    shape.stride == 1 && shape.outputHeight.isMultiple(of: 2) && shape.outputWidth.isMultiple(of: 2)
  }

  init(_ site: LayerSite<S>, _ geometry: ConvolutionGeometry, rectify: Bool) {
    guard let weight = site.tensor("weight") else {
      preconditionFailure("conv declares a weight")
    }
    self.geometry = geometry
    self.rectify = rectify
    self.weight = weight
    bias = site.tensor("bias")
    input = site.input
    inputGradient = site.inputGradient()
    output = site.makeOutput()
    outputGradient = site.outputGradient()
    places = site.makeActivations(output.shape)
    winograd = WinogradConvolution(site, geometry, weight: weight)
    isSparse =
      !geometry.hasGradientTile && geometry.kernel == 5
      && WeightGradientForm(geometry) != .products
    unpooled =
      inputGradient != nil || !isSparse ? site.makeActivations(site.shape) : nil
    zeros = site.arena.scalars(padded(geometry.filters))
    scratch = site.scratch(
      max(
        6 * 64, flippedInputScratch(geometry),
        32 * geometry.filters
          + (isSparse ? sparseWeightScratch(geometry) : convolutionWeightScratch(geometry))))
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
        into: WinogradPoolSink(
          y: output.origin(chunk), lineStride: output.lineStride, places: places.origin(chunk),
          placeStride: places.lineStride, filters: geometry.filters, bias: bias?.value ?? zeros,
          rectify: rectify))
      return
    }
    convolutionPoolForward(
      geometry, weights: weight.value, bias: bias?.value ?? zeros, input.origin(chunk),
      lineStride: input.lineStride, output.origin(chunk), outputLineStride: output.lineStride,
      places.origin(chunk), rectify: rectify, scratch: scratch.pointer(step.part(of: chunk)))
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let outputGradient else { return }
    let part = step.part(of: chunk)
    let biasSums = scratch.pointer(part)
    let weightScratch = biasSums + 32 &* geometry.filters
    biasSums.update(repeating: 0, count: 16 &* geometry.filters)
    for line in 0..<output.height {
      let g = outputGradient.line(line, chunk)
      rectifyAndSum(
        g, rectified: rectify ? UnsafePointer(output.line(line, chunk)) : nil,
        width: output.width, channels: output.channels, to: biasSums)
      if let unpooled {
        unpoolLine(
          g, places.line(line, chunk), unpooled.line(2 &* line, chunk), width: output.width,
          step: geometry.outputStep)
      }
    }
    if let bias {
      for f in 0..<geometry.filters { bias.gradient(of: part)[f] += load(biasSums + 16 &* f).sum }
    }
    if let winograd, winograd.hasGradients, let unpooled {
      winograd.backward(unpooled.origin(chunk), input, inputGradient, chunk, part)
      return
    }
    if isSparse {
      sparseWeightGradient(
        geometry, outputGradient.origin(chunk), places.origin(chunk), input.origin(chunk),
        lineStride: input.lineStride, weight.gradient(of: part), scratch: weightScratch)
    } else if let unpooled {
      convolutionWeightGradient(
        geometry, unpooled.origin(chunk), input.origin(chunk), lineStride: input.lineStride,
        weight.gradient(of: part), scratch: weightScratch)
    }
    if let inputGradient, let unpooled {
      convolutionInputGradient(
        geometry, weights: weight.value, unpooled.origin(chunk), inputGradient.origin(chunk),
        lineStride: inputGradient.lineStride, scratch: scratch.pointer(part))
    }
  }
}
