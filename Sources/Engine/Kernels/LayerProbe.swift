/// Layers without loss and optimizer, run on given numbers: what tests and gradient checks look at.
///
/// Samples are exchanged in PyTorch's order, pictures plane by plane (`c`, `y`, `x`).
package final class LayerProbe<S: EngineScalar> {
  private let arena = Arena<S>()
  private let tensors: TensorTable<S>
  private let operations: [any Operation<S>]
  private let updatePlan: UpdatePlan<S>
  private let step: Step<S>
  private let input: Activations<S>
  private let inputGradient: Activations<S>?
  private let output: Activations<S>
  private let outputGradient: Activations<S>?

  /// Compiles layers for batches of up to `batchSize` samples.
  package init(
    _ nodes: [NetworkNode], input shape: Shape, batchSize: Int, fusing: Bool = true
  ) {
    let partition = Partition(chunks: Chunk.count(for: batchSize))
    tensors = TensorTable(nodes: nodes, partition: partition, in: arena)
    let compiler = NetworkCompiler(
      nodes: nodes, input: shape, batchSize: batchSize, fusing: fusing, inputGradient: true,
      partition: partition, arena: arena, tensors: tensors)
    operations = compiler.compile()
    updatePlan = UpdatePlan(operations, tensors, threads: 1, in: arena)
    step = Step(partition, in: arena)
    input = compiler.input
    inputGradient = compiler.sumGradient(of: -1)
    output = compiler.value(of: nodes.count - 1)
    outputGradient = compiler.sumGradient(of: nodes.count - 1)
  }

  /// Operations that save products by transformed tiles.
  package var tiledOperations: Int { operations.count(where: \.hasTiles) }

  /// Replaces a tensor's values, given in PyTorch's order.
  ///
  /// - Precondition: The name is known and the count fits.
  package func setTensor(_ name: String, _ values: [S]) {
    guard let slot = tensors.slot(name) else { preconditionFailure("no tensor '\(name)'") }
    for (i, value) in values.enumerated() { slot.value[slot.layout.index(i)] = value }
  }

  package func tensor(_ name: String) -> [S]? {
    tensors.slot(name).map { slot in
      (0..<slot.layout.count).map { slot.value[slot.layout.index($0)] }
    }
  }

  /// The gradient added up by `backward` since it was last cleared.
  package func gradient(_ name: String) -> [S]? {
    tensors.slot(name).map { slot in
      (0..<slot.layout.count).map { slot.batchGradient[slot.layout.index($0)] }
    }
  }

  package func beginEpoch(_ epoch: Int, seed: UInt64) {
    for operation in operations { operation.beginEpoch(epoch, seed: seed) }
  }

  /// Runs samples forward.
  ///
  /// - Parameters:
  ///   - samples: One array a sample.
  ///   - phase: Training or inference.
  /// - Returns: One array a sample.
  package func forward(_ samples: [[S]], phase: Phase) -> [[S]] {
    step.phase = phase
    step.count = samples.count
    step.chunks = Chunk.count(for: samples.count)
    for lane in 0..<step.chunks * Chunk.size {
      step.samples[lane] = UInt32(min(lane, samples.count - 1))
      step.mask[lane] = lane < samples.count ? 1 : 0
    }
    // Idle lanes repeat the last sample, as they do in training.
    for lane in 0..<step.chunks * Chunk.size {
      write(samples[min(lane, samples.count - 1)], to: input, lane)
    }
    for operation in operations {
      switch phase {
      case .training: operation.beginTraining()
      case .inference: operation.beginInference()
      }
    }
    for operation in operations {
      for chunk in 0..<step.chunks { operation.forward(chunk, step) }
      if operation.meetsForward, phase == .training { operation.finishForward(step) }
    }
    return samples.indices.map { read(output, $0) }
  }

  /// Runs gradients of the last forward pass backward.
  ///
  /// - Parameter upstream: ∂loss/∂output, one array a sample.
  /// - Returns: ∂loss/∂input, one array a sample; gradients of tensors are added up.
  package func backward(_ upstream: [[S]]) -> [[S]] {
    guard let outputGradient, let inputGradient else { return [] }
    for i in 0..<tensors.count { tensors.gradients[i] = 0 }
    let zeros = [S](repeating: 0, count: output.shape.count)
    for lane in 0..<step.chunks * Chunk.size {
      write(lane < upstream.count ? upstream[lane] : zeros, to: outputGradient, lane)
    }
    for operation in operations.reversed() {
      for chunk in 0..<step.chunks { operation.backward(chunk, step) }
      if operation.meetsBackward { operation.finishBackward(step) }
    }
    for block in 0..<updatePlan.count { updatePlan.complete(block, step) }
    return upstream.indices.map { read(inputGradient, $0) }
  }

  private func place(_ index: Int, in values: Activations<S>, _ sample: Int) -> Target<S> {
    // A flattened picture is stored in the order (y, x, c) too.
    let (height, width, channels) =
      switch values.shape {
      case .flattened(let height, let width, let channels): (height, width, channels)
      case .picture, .features: values.shape.extents
      }
    let (channel, position) = index.quotientAndRemainder(dividingBy: height * width)
    let (y, x) = position.quotientAndRemainder(dividingBy: width)
    let lane = sample % Chunk.size
    let origin = values.origin(sample / Chunk.size)
    switch values.shape {
    case .flattened:
      return origin + (((y * width + x) * channels + channel) * Chunk.size + lane)
    case .picture, .features:
      return origin + (y * values.lineStride + (x * channels + channel) * Chunk.size + lane)
    }
  }

  private func write(_ sample: [S], to values: Activations<S>, _ lane: Int) {
    for (index, value) in sample.enumerated() { place(index, in: values, lane)[0] = value }
  }

  private func read(_ values: Activations<S>, _ lane: Int) -> [S] {
    (0..<values.shape.count).map { place($0, in: values, lane)[0] }
  }
}
