/// The inputs of a layer that joins several, flattened pictures in the order of plain vectors where
/// that is asked for.
struct JoinedInputs<S: EngineScalar> {
  private(set) var values: [Activations<S>] = []
  /// Where the gradients go; `nil` where nobody needs them.
  private(set) var gradients: [Activations<S>?] = []
  /// What brings them into order first.
  private(set) var operations: [any Operation<S>] = []

  init(_ site: LayerSite<S>, inPlainOrder: Bool) {
    for (position, input) in site.inputs.enumerated() {
      let gradient = site.inputGradient(position)
      guard inPlainOrder, case .flattened = input.shape else {
        values.append(input)
        gradients.append(gradient)
        continue
      }
      let plain = site.makeActivations(.features(input.shape.count))
      let plainGradient = gradient.map { _ in site.makeActivations(plain.shape) }
      values.append(plain)
      gradients.append(plainGradient)
      operations.append(
        PlainOrderOperation(input, gradient, output: plain, outputGradient: plainGradient))
    }
  }
}

/// Copies a flattened picture, stored in the order (y, x, channel), into the order of plain vectors,
/// (channel, y, x), in which weights are exchanged.
final class PlainOrderOperation<S: EngineScalar>: Operation {
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  private let output: Activations<S>
  private let outputGradient: Activations<S>?
  private let positions: Int

  /// Takes the buffers of a flattened picture and of a plain vector.
  init(
    _ input: Activations<S>, _ inputGradient: Activations<S>?, output: Activations<S>,
    outputGradient: Activations<S>?
  ) {
    self.input = input
    self.inputGradient = inputGradient
    self.output = output
    self.outputGradient = outputGradient
    guard case .flattened(let height, let width, _) = input.shape else {
      preconditionFailure("only flattened pictures are stored in another order")
    }
    positions = height * width
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    let (x, y) = (input.origin(chunk), output.origin(chunk))
    exchange { (y + $1).update(from: x + $0, count: Chunk.size) }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let inputGradient, let outputGradient else { return }
    let (dx, dy) = (inputGradient.origin(chunk), outputGradient.origin(chunk))
    exchange { (dx + $0).update(from: dy + $1, count: Chunk.size) }
  }

  /// Calls `copy` with the places of each value in the flattened picture and in the plain vector.
  @inline(__always) private func exchange(_ copy: (Int, Int) -> Void) {
    let channels = input.shape.count / positions
    for channel in 0..<channels {
      for position in 0..<positions {
        copy(
          (position &* channels &+ channel) &* Chunk.size,
          (channel &* positions &+ position) &* Chunk.size)
      }
    }
  }
}
