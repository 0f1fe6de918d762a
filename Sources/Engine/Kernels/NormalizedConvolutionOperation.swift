/// A convolution with bias whose output is normalised over the batch by the operations that follow.
///
/// It collects the output's moments while it writes it; backward, it computes the output's gradient
/// line by line from batch norm's coefficients and uses each line while it is in the cache.
final class NormalizedConvolutionOperation<S: EngineScalar>: Operation {
  private let geometry: ConvolutionGeometry
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  private let norm: BatchNormState<S>
  private let weight: TensorSlot<S>
  private let bias: TensorSlot<S>?
  private let zeros: UnsafeMutablePointer<S>
  /// Two lines of gradients, sums of the weight gradient.
  private let scratch: ScratchRequest<S>
  /// Transformed tiles, where they are chosen.
  private let winograd: WinogradConvolution<S>?
  var hasTiles: Bool { winograd != nil }

  init(_ site: LayerSite<S>, _ geometry: ConvolutionGeometry, _ norm: BatchNormState<S>) {
    guard let weight = site.tensor("weight") else {
      preconditionFailure("conv declares a weight")
    }
    self.geometry = geometry
    self.norm = norm
    self.weight = weight
    bias = site.tensor("bias")
    input = site.input
    inputGradient = site.inputGradient()
    zeros = site.arena.scalars(padded(geometry.filters))
    winograd = WinogradConvolution(site, geometry, weight: weight)
    scratch = site.scratch(
      geometry.hasGradientTile
        ? 0
        : max(
          32 * geometry.filters, flippedInputScratch(geometry),
          2 * geometry.outputWidth * geometry.outputStep + convolutionWeightScratch(geometry)))
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
    let output = norm.input
    let isCollecting = step.phase == .training && step.count(of: chunk) == Chunk.size
    if let winograd {
      if isCollecting {
        winograd.forward(
          input, chunk, step.part(of: chunk),
          into: WinogradMomentsSink(
            y: output, chunk, bias: bias?.value ?? zeros, shift: norm.runningMean.value,
            sums: norm.sums(chunk), partial: winograd.sinkScratch(step.part(of: chunk))))
      } else {
        winograd.forward(
          input, chunk, step.part(of: chunk),
          into: WinogradBiasSink(
            y: output.origin(chunk), lineStride: output.lineStride, filters: geometry.filters,
            bias: bias?.value ?? zeros, rectify: false))
      }
      return
    }
    if isCollecting {
      convolutionForwardMoments(
        geometry, weights: weight.value, bias: bias?.value ?? zeros, input.origin(chunk),
        lineStride: input.lineStride, output.origin(chunk), shift: norm.runningMean.value,
        norm.sums(chunk), scratch: scratch.pointer(step.part(of: chunk)))
      return
    }
    convolutionForward(
      geometry, weights: weight.value, bias: bias?.value ?? zeros, input.origin(chunk),
      lineStride: input.lineStride, output.origin(chunk), outputLineStride: output.lineStride,
      rectify: false)
  }

  /// The bias gets no gradient: batch norm subtracts it again, whatever it is.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    let z = norm.input
    let part = step.part(of: chunk)
    let mask = step.mask + chunk &* Chunk.size
    let count = norm.linesForOne
    if let winograd, winograd.hasGradients {
      for first in stride(from: 0, to: geometry.outputHeight, by: count) {
        norm.lineGradient(first / count, chunk, z.line(first, chunk), mask: mask)
      }
      winograd.backward(z.origin(chunk), input, inputGradient, chunk, part)
      return
    }
    let line = geometry.outputWidth &* geometry.outputStep
    let lines = scratch.pointer(part)
    let sums = WeightGradientSums(
      geometry, input.origin(chunk), lineStride: input.lineStride, scratch: lines + 2 &* line)
    for first in stride(from: 0, to: geometry.outputHeight, by: count) {
      // Where ∂input needs the whole gradient, it takes the place of the values.
      let dz = inputGradient == nil ? lines : z.line(first, chunk)
      norm.lineGradient(first / count, chunk, dz, mask: mask)
      for half in 0..<count { sums.add(line: first &+ half, dz + half &* line) }
    }
    sums.finish(into: weight.gradient(of: part))
    if let inputGradient {
      convolutionInputGradient(
        geometry, weights: weight.value, z.origin(chunk), inputGradient.origin(chunk),
        lineStride: inputGradient.lineStride, scratch: scratch.pointer(part))
    }
  }
}
