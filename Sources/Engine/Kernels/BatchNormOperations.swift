/// What the two halves of batch norm share: statistics, coefficients and sums.
final class BatchNormState<S: EngineScalar> {
  let epsilon: Double
  let momentum: Double
  let input: Activations<S>
  let inputGradient: Activations<S>?
  private(set) var output: Activations<S>
  private(set) var outputGradient: Activations<S>?
  private(set) var rectify = false
  /// What a max-pool fused with the normalisation keeps.
  private(set) var pool: PooledNormalization<S>?
  let channels: Int
  let chunks: Int
  private let weight: TensorSlot<S>
  private let bias: TensorSlot<S>
  let runningMean: TensorSlot<S>
  let runningVariance: TensorSlot<S>
  let mean: UnsafeMutablePointer<S>
  private let inverse: UnsafeMutablePointer<S>
  let scale: UnsafeMutablePointer<S>
  let offset: UnsafeMutablePointer<S>
  /// k₀, k₁, k₂ of the input gradient.
  let coefficients: (UnsafeMutablePointer<S>, UnsafeMutablePointer<S>, UnsafeMutablePointer<S>)
  private let sums: UnsafeMutablePointer<Double>
  private let sumsStride: Int

  /// Takes the tensors of the layer absorbed last, which is the batch norm.
  init(
    _ site: LayerSite<S>, _ layer: BatchNorm, input: Activations<S>,
    inputGradient: Activations<S>?
  ) {
    guard let weight = site.tensor("weight", ofLast: true),
      let bias = site.tensor("bias", ofLast: true),
      let runningMean = site.tensor("running_mean", ofLast: true),
      let runningVariance = site.tensor("running_var", ofLast: true)
    else { preconditionFailure("batch_norm declares four tensors") }
    self.weight = weight
    self.bias = bias
    self.runningMean = runningMean
    self.runningVariance = runningVariance
    epsilon = layer.epsilon
    momentum = layer.momentum
    self.input = input
    self.inputGradient = inputGradient
    output = input
    channels = input.channels
    chunks = site.chunks
    let arena = site.arena
    mean = arena.scalars(channels)
    inverse = arena.scalars(channels)
    scale = arena.scalars(channels)
    offset = arena.scalars(channels)
    coefficients = (arena.scalars(channels), arena.scalars(channels), arena.scalars(channels))
    // Chunks are summed at the same time: never in the same or in neighbouring cache lines.
    sumsStride = (2 * channels + 15) / 16 * 16 + 16
    sums = arena.doubles(sumsStride * chunks)
  }

  /// The two halves, with a rectifier and a 2 × 2 max-pool that follow.
  ///
  /// - Parameters:
  ///   - site: Where following layers are absorbed.
  ///   - isCollected: Whether the operation before collects the moments of full chunks and, backward,
  ///     computes its own gradient from the coefficients.
  /// - Returns: Statistics and normalisation.
  func operations(_ site: LayerSite<S>, isCollected: Bool) -> [any Operation<S>] {
    rectify = site.absorb(ReLU.self) != nil
    let tiles = input.height.isMultiple(of: 2) && input.width.isMultiple(of: 2)
    let isPooled =
      tiles && input.isContiguous && site.absorb(MaxPool.self, where: \.isQuarter) != nil
    output = site.makeOutput()
    outputGradient = site.outputGradient()
    pool =
      isPooled
      ? PooledNormalization(
        places: site.makeActivations(output.shape), selected: site.makeActivations(output.shape))
      : nil
    return [
      BatchNormStatistics(self, isCollected: isCollected), BatchNormNormalization(self),
    ]
  }

  /// Input lines that one line of the output's gradient leads to.
  @inline(__always) var linesForOne: Int { pool == nil ? 1 : 2 }

  /// Fills `dz` with the gradient of the input lines that belong to one line of the output.
  @inline(__always) func lineGradient(
    _ line: Int, _ chunk: Int, _ dz: Target<S>, mask: Source<S>
  ) {
    guard let g = outputGradient else { return }
    let k = (
      UnsafePointer(coefficients.0), UnsafePointer(coefficients.1), UnsafePointer(coefficients.2)
    )
    if let pool {
      batchNormUnpool(
        z: input.line(2 &* line, chunk), g: g.line(line, chunk),
        places: pool.places.line(line, chunk), dz, width: g.width, channels: channels,
        coefficients: k, mask: mask)
    } else {
      batchNormInputGradient(
        z: input.line(line, chunk), g: g.line(line, chunk), dz, width: g.width,
        channels: channels, coefficients: k, mask: mask)
    }
  }

  /// The sums of one chunk.
  @inline(__always) func sums(_ chunk: Int) -> ChannelSums {
    let start = sums + sumsStride &* chunk
    return ChannelSums(first: start, second: start + channels)
  }

  /// Adds the chunks' sums in their order.
  private func total(_ channel: Int, _ step: Step<S>) -> (first: Double, second: Double) {
    var (first, second) = (0.0, 0.0)
    for chunk in 0..<step.chunks {
      first += sums(chunk).first[channel]
      second += sums(chunk).second[channel]
    }
    return (first, second)
  }

  private func setCoefficients(_ c: Int, mean mu: Double, variance: Double) {
    let inverted = 1 / (variance + epsilon).squareRoot()
    let factor = S.double(weight.value[c]) * inverted
    mean[c] = S.scalar(mu)
    inverse[c] = S.scalar(inverted)
    scale[c] = S.scalar(factor)
    offset[c] = S.scalar(S.double(bias.value[c]) - mu * factor)
  }

  /// Batch statistics and running ones from the sums of d and d², d = z − running mean.
  func finishForward(_ step: Step<S>) {
    let count = Double(input.height * input.width * step.count)
    for c in 0..<channels {
      let sum = total(c, step)
      let shift = S.double(runningMean.value[c])
      let d = sum.first / count
      let variance = max(0, sum.second / count - d * d)
      let unbiased = variance * count / max(1, count - 1)
      let running = S.double(runningVariance.value[c])
      runningMean.value[c] = S.scalar(shift + momentum * d)
      runningVariance.value[c] = S.scalar(running + momentum * (unbiased - running))
      setCoefficients(c, mean: shift + d, variance: variance)
    }
  }

  func beginInference() {
    for c in 0..<channels {
      setCoefficients(
        c, mean: S.double(runningMean.value[c]), variance: S.double(runningVariance.value[c]))
    }
  }

  /// ∂γ, ∂β and the coefficients of ∂z from the sums of g and g·(z − μ).
  ///
  /// ∂z = scale·(g − mean(g) − x̂·mean(g·x̂)), written as k₀·g + k₁·z + k₂.
  func finishBackward(_ step: Step<S>) {
    let count = Double(input.height * input.width * step.count)
    for c in 0..<channels {
      let sum = total(c, step)
      let inverted = S.double(inverse[c])
      let factor = S.double(scale[c])
      weight.batchGradient[c] += S.scalar(sum.second * inverted)
      bias.batchGradient[c] += S.scalar(sum.first)
      let k1 = -factor * sum.second * inverted * inverted / count
      coefficients.0[c] = scale[c]
      coefficients.1[c] = S.scalar(k1)
      coefficients.2[c] = S.scalar(-factor * sum.first / count - k1 * S.double(mean[c]))
    }
  }
}

/// The half of batch norm before the chunks meet: statistics forward, ∂z backward.
final class BatchNormStatistics<S: EngineScalar>: Operation {
  private let state: BatchNormState<S>
  private let isCollected: Bool

  init(_ state: BatchNormState<S>, isCollected: Bool) {
    self.state = state
    self.isCollected = isCollected
  }

  var meetsForward: Bool { true }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    guard step.phase == .training else { return }
    // The convolution before knows nothing of idle lanes, so it leaves the last chunk to us.
    if isCollected, step.count(of: chunk) == Chunk.size { return }
    batchNormMoments(
      state.input, chunk, shift: state.runningMean.value, mask: step.mask + chunk &* Chunk.size,
      state.sums(chunk))
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func finishForward(_ step: Step<S>) { state.finishForward(step) }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func beginInference() { state.beginInference() }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let inputGradient = state.inputGradient else { return }
    // A pool is fused only behind a contiguous input, whose gradient's lines follow each other too.
    for line in 0..<inputGradient.height / state.linesForOne {
      state.lineGradient(
        line, chunk, inputGradient.line(state.linesForOne &* line, chunk),
        mask: step.mask + chunk &* Chunk.size)
    }
  }
}

/// The half of batch norm after the chunks met: normalisation forward, sums backward.
final class BatchNormNormalization<S: EngineScalar>: Operation {
  private let state: BatchNormState<S>

  init(_ state: BatchNormState<S>) { self.state = state }

  var meetsBackward: Bool { true }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func forward(_ chunk: Int, _ step: Step<S>) {
    if let pool = state.pool {
      batchNormPool(
        state.input, state.output, pool, chunk, scale: state.scale, offset: state.offset,
        rectify: state.rectify)
      return
    }
    batchNormApply(
      state.input, state.output, chunk, scale: state.scale, offset: state.offset,
      rectify: state.rectify)
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    guard let g = state.outputGradient else { return }
    // Outside the maxima the gradient is zero, so the sums need only the values selected there.
    batchNormGradientSums(
      state.pool?.selected ?? state.input, g, rectified: state.rectify ? state.output : nil, chunk,
      mean: state.mean, state.sums(chunk))
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func finishBackward(_ step: Step<S>) { state.finishBackward(step) }
}
