/// The values of several layers behind each other at every position.
final class ConcatOperation<S: EngineScalar>: Operation {
  private let inputs: [Activations<S>]
  private let inputGradients: [Activations<S>?]
  private let output: Activations<S>
  private let outputGradient: Activations<S>?

  init(_ site: LayerSite<S>, _ inputs: JoinedInputs<S>) {
    self.inputs = inputs.values
    inputGradients = inputs.gradients
    output = site.makeOutput()
    outputGradient = site.outputGradient()
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    var offset = 0
    for input in inputs {
      output.exchange(input, at: offset, chunk) { whole, part, count in
        whole.update(from: part, count: count)
      }
      offset &+= input.channels &* Chunk.size
    }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let outputGradient else { return }
    var offset = 0
    for (index, inputGradient) in inputGradients.enumerated() {
      if let inputGradient {
        outputGradient.exchange(inputGradient, at: offset, chunk) { whole, part, count in
          part.update(from: whole, count: count)
        }
      }
      offset &+= inputs[index].channels &* Chunk.size
    }
  }
}

extension Activations {
  /// Calls `copy` at every position with the place of the first of a part's channels in these
  /// values, the place of that channel in the part, and the number of values.
  @inline(__always) fileprivate func exchange(
    _ part: Self, at offset: Int, _ chunk: Int, _ copy: (Target<S>, Target<S>, Int) -> Void
  ) {
    let count = part.channels &* Chunk.size
    for y in 0..<height {
      var whole = line(y, chunk) + offset
      var source = part.line(y, chunk)
      for _ in 0..<width {
        copy(whole, source, count)
        whole += channels &* Chunk.size
        source += count
      }
    }
  }
}
