/// The sum of several layers and, fused, a rectifier.
final class AddOperation<S: EngineScalar>: Operation {
  private let inputs: [Activations<S>]
  private let inputGradients: [Activations<S>?]
  private let rectify: Bool
  private let output: Activations<S>
  private let outputGradient: Activations<S>?

  init(_ site: LayerSite<S>, _ inputs: JoinedInputs<S>, rectify: Bool) {
    self.inputs = inputs.values
    inputGradients = inputs.gradients
    self.rectify = rectify
    output = site.makeOutput()
    outputGradient = site.outputGradient()
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    let last = inputs.count - 1
    inputs[0].sum(inputs[1], into: output, rectify: rectify && last == 1, chunk)
    for index in 2..<max(2, inputs.count) {
      output.sum(inputs[index], into: output, rectify: rectify && index == last, chunk)
    }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let outputGradient else { return }
    if rectify {
      for y in 0..<outputGradient.height {
        rectifierGradient(
          outputGradient.line(y, chunk), output.line(y, chunk), count: output.lineCount, scale: 1)
      }
    }
    for inputGradient in inputGradients {
      if let inputGradient { outputGradient.copy(into: inputGradient, chunk) }
    }
  }
}

extension Activations {
  /// Fills `output` with the sum of these values and others of the same shape, rectified if asked.
  @inline(__always) fileprivate func sum(
    _ other: Self, into output: Self, rectify: Bool, _ chunk: Int
  ) {
    for y in 0..<height {
      let (a, b) = (line(y, chunk), other.line(y, chunk))
      let target = output.line(y, chunk)
      var n = 0
      while n < lineCount {
        let value = load(a + n) + load(b + n)
        store(rectify ? value.rectified : value, target + n)
        n &+= 16
      }
    }
  }
}
