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
