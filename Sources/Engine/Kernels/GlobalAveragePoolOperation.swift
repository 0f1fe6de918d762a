/// The mean of each channel over all positions.
final class GlobalAveragePoolOperation<S: EngineScalar>: Operation {
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  private let output: Activations<S>
  private let outputGradient: Activations<S>?

  init(_ site: LayerSite<S>) {
    input = site.input
    inputGradient = site.inputGradient()
    output = site.makeOutput()
    outputGradient = site.outputGradient()
  }

  /// What a position counts.
  private var share: Lanes<S> { Lanes(all: 1 / S.scalar(input.height &* input.width)) }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    let share = share
    let y = output.origin(chunk)
    let position = input.channels &* Chunk.size
    for n in stride(from: 0, to: position, by: Chunk.size) {
      var (a, b, c, d) = (Lanes<S>.zeros, Lanes<S>.zeros, Lanes<S>.zeros, Lanes<S>.zeros)
      for line in 0..<input.height {
        var p = input.line(line, chunk) + n
        for _ in 0..<input.width {
          a = a + load(p)
          b = b + load(p + 16)
          c = c + load(p + 32)
          d = d + load(p + 48)
          p += position
        }
      }
      store(a * share, y + n)
      store(b * share, y + n + 16)
      store(c * share, y + n + 32)
      store(d * share, y + n + 48)
    }
  }

  /// Every position of a channel gets the same share of its gradient.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let inputGradient, let outputGradient else { return }
    let share = share
    let g = outputGradient.origin(chunk)
    let position = input.channels &* Chunk.size
    for line in 0..<inputGradient.height {
      var p = inputGradient.line(line, chunk)
      for _ in 0..<inputGradient.width {
        var n = 0
        while n < position {
          store(load(g + n) * share, p + n)
          n &+= 16
        }
        p += position
      }
    }
  }
}
