internal import Randomness

/// Inverted dropout, keyed by (seed, layer, epoch, sample).
final class DropoutOperation<S: EngineScalar>: Operation {
  private let rate: Double
  private let name: String
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  private let output: Activations<S>
  private let outputGradient: Activations<S>?
  private var key = SIMD2<UInt32>(0, 0)

  init(_ site: LayerSite<S>, rate: Double) {
    self.rate = rate
    name = site.name
    input = site.input
    inputGradient = site.inputGradient()
    output = site.makeOutput()
    outputGradient = site.outputGradient()
  }

  func beginEpoch(_ epoch: Int, seed: UInt64) {
    key = RandomStream(seed: seed, .dropout, name: name, number: UInt64(epoch)).philox.key
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    switch step.phase {
    case .inference: input.copy(into: output, chunk)
    case .training:
      dropoutChunk(
        input, into: output, chunk, key: key, samples: step.samples + chunk &* Chunk.size,
        rate: rate)
    }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let inputGradient, let outputGradient else { return }
    dropoutChunk(
      outputGradient, into: inputGradient, chunk, key: key,
      samples: step.samples + chunk &* Chunk.size, rate: rate)
  }
}

/// Inverted dropout in the place of a rectifier's result, whose operation comes before.
///
/// What is dropped is zero and so looks to the rectifier's gradient as if it had been negative:
/// backward, nothing is left but the factor of what was kept.
final class RectifiedDropoutOperation<S: EngineScalar>: Operation {
  private let rate: Double
  private let name: String
  private let output: Activations<S>
  private let outputGradient: Activations<S>?
  private var key = SIMD2<UInt32>(0, 0)

  /// Takes the buffers of the layer absorbed last, which is the dropout.
  init(_ site: LayerSite<S>, rate: Double, output: Activations<S>) {
    self.rate = rate
    name = site.lastName
    self.output = output
    outputGradient = site.outputGradient()
  }

  func beginEpoch(_ epoch: Int, seed: UInt64) {
    key = RandomStream(seed: seed, .dropout, name: name, number: UInt64(epoch)).philox.key
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    guard step.phase == .training else { return }
    dropoutChunk(
      output, into: output, chunk, key: key, samples: step.samples + chunk &* Chunk.size,
      rate: rate)
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let outputGradient else { return }
    let factor = Lanes<S>(all: S.scalar(1 / (1 - rate)))
    for y in 0..<outputGradient.height {
      let g = outputGradient.line(y, chunk)
      var n = 0
      while n < outputGradient.lineCount {
        store(load(g + n) * factor, g + n)
        n &+= 16
      }
    }
  }
}
