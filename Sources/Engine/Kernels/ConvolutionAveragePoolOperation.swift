/// A convolution with bias, a squashing function and 2 × 2 average pool, fused.
final class ConvolutionAveragePoolOperation<S: EngineScalar>: Operation {
  private let geometry: ConvolutionGeometry
  private let function: SquashingFunction
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  private let output: Activations<S>
  private let outputGradient: Activations<S>?
  /// The values before pooling; their gradients take their place where ∂input needs them all.
  private let values: Activations<S>
  private let weight: TensorSlot<S>
  private let bias: TensorSlot<S>?
  private let zeros: UnsafeMutablePointer<S>
  /// Sums of the bias gradient, two lines of gradients, sums of the weight gradient.
  private let scratch: ScratchRequest<S>

  init(_ site: LayerSite<S>, _ geometry: ConvolutionGeometry, _ function: SquashingFunction) {
    guard let weight = site.tensor("weight") else {
      preconditionFailure("conv declares a weight")
    }
    self.geometry = geometry
    self.function = function
    self.weight = weight
    bias = site.tensor("bias")
    input = site.input
    inputGradient = site.inputGradient()
    output = site.makeOutput()
    outputGradient = site.outputGradient()
    values = site.makeActivations(site.shape)
    zeros = site.arena.scalars(padded(geometry.filters))
    scratch = site.scratch(
      max(
        6 * 64, flippedInputScratch(geometry),
        32 * geometry.filters + 2 * geometry.outputWidth * geometry.outputStep
          + convolutionWeightScratch(geometry)))
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    switch function {
    case .tanh(let function): forward(chunk, step.part(of: chunk), function)
    case .sigmoid(let function): forward(chunk, step.part(of: chunk), function)
    }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    switch function {
    case .tanh(let function): backward(chunk, step.part(of: chunk), function)
    case .sigmoid(let function): backward(chunk, step.part(of: chunk), function)
    }
  }

  @inline(__always) private func forward(
    _ chunk: Int, _ part: Int, _ function: some LaneFunction
  ) {
    convolutionAveragePoolForward(
      geometry, function, weights: weight.value, bias: bias?.value ?? zeros, input.origin(chunk),
      lineStride: input.lineStride, output.origin(chunk), outputLineStride: output.lineStride,
      values.origin(chunk), scratch: scratch.pointer(part))
  }

  @inline(__always) private func backward(
    _ chunk: Int, _ part: Int, _ function: some LaneFunction
  ) {
    guard let outputGradient else { return }
    let line = geometry.outputWidth &* geometry.outputStep
    let biasSums = scratch.pointer(part)
    let lines = biasSums + 32 &* geometry.filters
    biasSums.update(repeating: 0, count: 16 &* geometry.filters)
    let sums = WeightGradientSums(
      geometry, input.origin(chunk), lineStride: input.lineStride, scratch: lines + 2 &* line)
    for pooled in 0..<output.height {
      let source = values.line(2 &* pooled, chunk)
      let dz = inputGradient == nil ? lines : source
      averagePoolLineGradient(
        geometry, function, outputGradient.line(pooled, chunk), source, dz)
      for half in 0..<2 {
        rectifyAndSum(
          dz + half &* line, rectified: nil, width: geometry.outputWidth,
          channels: geometry.filters, to: biasSums)
        sums.add(line: 2 &* pooled &+ half, dz + half &* line)
      }
    }
    sums.finish(into: weight.gradient(of: part))
    if let bias {
      for f in 0..<geometry.filters { bias.gradient(of: part)[f] += load(biasSums + 16 &* f).sum }
    }
    if let inputGradient {
      convolutionInputGradient(
        geometry, weights: weight.value, values.origin(chunk), inputGradient.origin(chunk),
        lineStride: inputGradient.lineStride, scratch: scratch.pointer(part))
    }
  }
}

/// A function whose derivative follows from its result alone.
enum SquashingFunction {
  case tanh(Tanh)
  case sigmoid(Sigmoid)
}
