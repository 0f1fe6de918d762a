/// The largest value of each window.
final class MaxPoolOperation<S: EngineScalar>: Operation {
  private let geometry: PoolingGeometry
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  private let output: Activations<S>
  private let outputGradient: Activations<S>?
  private let places: Activations<S>

  init(_ site: LayerSite<S>, _ geometry: PoolingGeometry) {
    self.geometry = geometry
    input = site.input
    inputGradient = site.inputGradient()
    output = site.makeOutput()
    outputGradient = site.outputGradient()
    places = site.makeActivations(output.shape)
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    maxPoolForward(
      geometry, input.origin(chunk), lineStride: input.lineStride, output.origin(chunk),
      outputLineStride: output.lineStride, places.origin(chunk))
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let inputGradient, let outputGradient else { return }
    maxPoolBackward(
      geometry, outputGradient.origin(chunk), outputLineStride: outputGradient.lineStride,
      places.origin(chunk), inputGradient.origin(chunk), lineStride: inputGradient.lineStride)
  }
}

/// The mean of each window.
final class AveragePoolOperation<S: EngineScalar>: Operation {
  private let geometry: PoolingGeometry
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  private let output: Activations<S>
  private let outputGradient: Activations<S>?

  init(_ site: LayerSite<S>, _ geometry: PoolingGeometry) {
    self.geometry = geometry
    input = site.input
    inputGradient = site.inputGradient()
    output = site.makeOutput()
    outputGradient = site.outputGradient()
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    averagePoolForward(
      geometry, input.origin(chunk), lineStride: input.lineStride, output.origin(chunk),
      outputLineStride: output.lineStride)
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let inputGradient, let outputGradient else { return }
    averagePoolBackward(
      geometry, outputGradient.origin(chunk), outputLineStride: outputGradient.lineStride,
      inputGradient.origin(chunk), lineStride: inputGradient.lineStride)
  }
}
