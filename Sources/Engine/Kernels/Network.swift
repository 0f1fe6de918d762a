internal import Catalog
internal import Randomness

/// A compiled network with its loss and optimizer: every buffer it needs is allocated once.
///
/// Activations are kept in chunks of 64 samples. While training, a chunk runs through all
/// operations up to the next one that needs the whole batch, forward and backward, before the next
/// chunk starts, so that it stays in the cache. Several threads may take over parts of the batch;
/// the partition into parts does not depend on them, so neither do results.
package final class Network<S: EngineScalar> {
  package let nodes: [NetworkNode]
  package let batchSize: Int
  package let outputs: Int
  let arena: Arena<S>
  let tensors: TensorTable<S>
  let operations: [any Operation<S>]
  let step: Step<S>
  let input: Activations<S>
  let output: Activations<S>
  let outputGradient: Activations<S>
  let gatherer: Gatherer<S>
  private let augmenter: Augmenter<S>?
  let partition: Partition
  let updatePlan: UpdatePlan<S>
  private let penalties: Penalties<S>?
  let clipping: GradientClipping?
  /// What the gradients of the running step are multiplied by, if by anything.
  var clippingFactor: Double?
  let team = ThreadTeam()
  let loss: any LossDefinition
  let optimizer: any OptimizerDefinition
  let updateVectors: UpdateVectors<S>
  /// Loss and predicted class of each sample of the last batch.
  let losses: UnsafeMutablePointer<Double>
  let predictions: UnsafeMutablePointer<Int32>
  /// Ranges of operations between meetings, forward.
  let forwardSegments: [Range<Int>]
  /// Ranges of operations between meetings, backward; each is run from its end.
  let backwardSegments: [Range<Int>]
  var updates = 0
  /// What layers fill, in order.
  let examined: [(layer: String, values: Activations<S>)]
  /// What the threads are doing.
  var task: StepTask?

  /// Compiles a network.
  ///
  /// - Parameters:
  ///   - nodes: Layers whose shapes have been checked; the last one gives the outputs.
  ///   - shape: The shape of one example.
  ///   - batchSize: The most samples of a step.
  ///   - loss: Measured on the last layer's output.
  ///   - optimizer: Updates the trained tensors.
  ///   - penalties: Are added to the loss.
  ///   - gradientClip: The largest Euclidean norm of the gradient, penalties included.
  ///   - augmentations: Change the pictures that it is trained on.
  ///   - tier: Where the bits of a training repeat.
  ///   - fusing: Whether layers may be computed together with their neighbours.
  package init(
    nodes: [NetworkNode], input shape: Shape, batchSize: Int, loss: any LossDefinition,
    optimizer: any OptimizerDefinition, penalties: [any PenaltyDefinition] = [],
    gradientClip: Double? = nil, augmentations: [any AugmentationDefinition] = [],
    tier: Numerics.Tier = .pinned, fusing: Bool = true
  ) {
    let arena = Arena<S>()
    let chunks = Chunk.count(for: batchSize)
    let partition = Partition(chunks: chunks)
    let tensors = TensorTable<S>(nodes: nodes, partition: partition, in: arena)
    let compiler = NetworkCompiler(
      nodes: nodes, input: shape, batchSize: batchSize, tier: tier, fusing: fusing,
      partition: partition, arena: arena, tensors: tensors)
    let operations = compiler.compile()
    examined = compiler.examined
    let last = nodes.count - 1
    output = compiler.value(of: last)
    precondition(output.isContiguous, "the last layer has no readers and so no border")
    outputGradient =
      compiler.sumGradient(of: last)
      ?? arena.activations(output.shape, border: 0, chunks: chunks)
    self.arena = arena
    self.nodes = nodes
    self.batchSize = batchSize
    self.tensors = tensors
    self.operations = operations
    self.loss = loss
    self.optimizer = optimizer
    input = compiler.input
    outputs = output.shape.count
    self.partition = partition
    step = Step(partition, in: arena)
    gatherer = Gatherer(for: compiler.input, in: arena)
    augmenter = Augmenter(augmentations, input: shape, chunks: chunks, in: arena)
    self.penalties = Penalties(penalties, tensors, in: arena)
    clipping = gradientClip.map { GradientClipping(norm: $0) }
    updatePlan = UpdatePlan(
      operations, tensors, threads: partition.parts, penalties: self.penalties, in: arena)
    losses = arena.doubles(chunks * Chunk.size)
    predictions = arena.labels(chunks * Chunk.size)
    updateVectors = UpdateVectors(
      count: tensors.count, weights: tensors.parameters, gradients: tensors.gradients,
      states: optimizer.states, in: arena)
    forwardSegments = Self.segments(operations.map(\.meetsForward), reversed: false)
    backwardSegments = Self.segments(operations.map(\.meetsBackward), reversed: true)
    for entry in tensors.entries {
      switch entry.declaration.role {
      case .scale: fill(entry, 1)
      case .state(let initial): fill(entry, initial)
      case .weight, .bias, .shift: break
      }
    }
  }

  /// Splits operations after each that meets; backward, before each in the order of running.
  private static func segments(_ meets: [Bool], reversed: Bool) -> [Range<Int>] {
    var segments: [Range<Int>] = []
    if reversed {
      var end = meets.count
      for index in meets.indices.reversed() where meets[index] {
        segments.append(index..<end)
        end = index
      }
      segments.append(0..<end)
    } else {
      var start = 0
      for index in meets.indices where meets[index] {
        segments.append(start..<index + 1)
        start = index + 1
      }
      segments.append(start..<meets.count)
    }
    return segments
  }

  private func fill(_ entry: TensorTable<S>.Entry, _ value: Double) {
    for i in 0..<entry.declaration.layout.count {
      entry.slot.value[entry.declaration.layout.index(i)] = S.scalar(value)
    }
  }

  /// Bytes of all buffers.
  package var byteCount: Int { arena.byteCount }

  /// The threads that work on each step, the calling one included.
  ///
  /// Results do not depend on it. More than there are parts of the batch are of no use.
  package var threads: Int {
    get { team.count }
    set { team.count = max(1, min(newValue, partition.parts)) }
  }

  /// The number of trained values, without padding.
  package var trainedCount: Int {
    tensors.entries.filter(\.declaration.role.isTrained).reduce(0) {
      $0 + $1.declaration.layout.count
    }
  }

  /// The penalties of the weights as they are.
  package var penalty: Double { penalties?.total ?? 0 }

  /// The learning rates of a training.
  package func learningRate(over span: TrainingSpan) -> LearningRate {
    LearningRate(optimizer.learningRate, span: span)
  }

  // MARK: Tensors

  /// All tensors as `layer.name`, in the order of declaration.
  package var tensorNames: [String] { tensors.entries.map(\.name) }

  /// A tensor's declaration.
  package func declaration(_ name: String) -> ParameterDeclaration? {
    tensors.entry(name)?.declaration
  }

  /// A tensor's values in PyTorch's order, or `nil` for an unknown name.
  package func tensor(_ name: String) -> [S]? {
    guard let entry = tensors.entry(name) else { return nil }
    let layout = entry.declaration.layout
    return (0..<layout.count).map { entry.slot.value[layout.index($0)] }
  }

  /// A tensor's gradient after `accumulateGradient`, in PyTorch's order.
  package func gradient(_ name: String) -> [S]? {
    guard let entry = tensors.entry(name), entry.declaration.role.isTrained else { return nil }
    let layout = entry.declaration.layout
    return (0..<layout.count).map { entry.slot.batchGradient[layout.index($0)] }
  }

  /// Replaces a tensor's values, given in PyTorch's order.
  ///
  /// - Precondition: The name is known and the count fits.
  package func setTensor(_ name: String, _ values: [S]) {
    guard let entry = tensors.entry(name) else { preconditionFailure("no tensor '\(name)'") }
    let layout = entry.declaration.layout
    precondition(values.count == layout.count, "'\(name)' has \(layout.count) values")
    for (i, value) in values.enumerated() { entry.slot.value[layout.index(i)] = value }
  }

  /// Draws every weight and bias; a tensor's values depend on seed and layer name alone.
  ///
  /// - Parameters:
  ///   - seed: The trial's seed.
  ///   - initializer: Chooses by layer name and role; `nil` means PyTorch's default.
  package func initialize(
    seed: UInt64, with initializer: (String, ParameterRole) -> (any InitializerDefinition)?
  ) {
    for entry in tensors.entries {
      switch entry.declaration.role {
      case .scale, .shift, .state: continue
      case .weight, .bias: break
      }
      let rule =
        initializer(entry.layer, entry.declaration.role) ?? DefaultInitializer(Arguments())
      let stream = RandomStream(seed: seed, .initialWeights, name: entry.name)
      let layout = entry.declaration.layout
      for i in 0..<layout.count {
        entry.slot.value[layout.index(i)] = S.scalar(
          rule.value(at: i, of: entry.declaration, from: stream))
      }
    }
  }

  // MARK: Steps

  /// Renews the keys of random layers.
  package func beginEpoch(_ epoch: Int, seed: UInt64) {
    for operation in operations { operation.beginEpoch(epoch, seed: seed) }
    augmenter?.beginEpoch(epoch, seed: seed)
  }

  /// Must be called before inference when weights have changed.
  package func beginInference() {
    for operation in operations { operation.beginInference() }
  }

  func begin(
    _ phase: Phase, _ labels: [UInt8], _ order: ArraySlice<UInt32>
  ) {
    step.phase = phase
    let isAsBefore = step.count == order.count
    step.count = order.count
    step.chunks = Chunk.count(for: order.count)
    var lane = 0
    for sample in order {
      step.samples[lane] = sample
      step.labels[lane] = Int32(labels[Int(sample)])
      lane += 1
    }
    while lane < step.chunks * Chunk.size {
      step.samples[lane] = step.samples[step.count - 1]
      step.labels[lane] = 0
      lane += 1
    }
    guard !isAsBefore else { return }
    for lane in 0..<step.chunks * Chunk.size { step.mask[lane] = lane < step.count ? 1 : 0 }
  }

  func gather(_ examples: ExampleValues, _ chunk: Int) {
    let target = input.base + chunk &* input.chunkStride
    let samples = UnsafePointer(step.samples + chunk &* Chunk.size)
    let augmenter = step.phase == .training ? augmenter : nil
    examples.scale.withUnsafeBufferPointer { scale in
      examples.shift.withUnsafeBufferPointer { shift in
        guard let scale = scale.baseAddress, let shift = shift.baseAddress else { return }
        switch examples.storage {
        case .bytes(let bytes):
          bytes.withUnsafeBufferPointer { values in
            guard let values = values.baseAddress else { return }
            if let augmenter {
              let copies = augmenter.copies(chunk, of: values, samples)
              fillBytes(target, copies, UnsafePointer(augmenter.places), scale, shift)
            } else {
              fillBytes(target, values, samples, scale, shift)
            }
          }
        case .floats(let floats):
          floats.withUnsafeBufferPointer { values in
            guard let values = values.baseAddress else { return }
            if let augmenter {
              let copies = augmenter.copies(chunk, of: values, samples)
              fillFloats(target, copies, UnsafePointer(augmenter.places), scale, shift)
            } else {
              fillFloats(target, values, samples, scale, shift)
            }
          }
        }
      }
    }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  private func fillBytes(
    _ target: UnsafeMutablePointer<S>, _ values: UnsafePointer<UInt8>,
    _ samples: UnsafePointer<UInt32>, _ scale: UnsafePointer<Float>,
    _ shift: UnsafePointer<Float>
  ) {
    gatherer.fill(target, from: values, samples, scale: scale, shift: shift)
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  private func fillFloats(
    _ target: UnsafeMutablePointer<S>, _ values: UnsafePointer<Float>,
    _ samples: UnsafePointer<UInt32>, _ scale: UnsafePointer<Float>,
    _ shift: UnsafePointer<Float>
  ) {
    gatherer.fill(target, from: values, samples, scale: scale, shift: shift)
  }

  func measure(_ chunk: Int, gradient: Bool) {
    loss.evaluate(
      LossChunk(
        logits: output.origin(chunk),
        gradient: gradient ? outputGradient.origin(chunk) : nil, outputs: outputs,
        labels: step.labels + chunk * Chunk.size, count: step.count(of: chunk),
        scale: 1 / S.scalar(step.count), losses: losses + chunk * Chunk.size,
        predictions: predictions + chunk * Chunk.size))
  }

  /// The last layer's values of the last batch, sample by sample.
  package func lastOutputs() -> [[S]] {
    (0..<step.count).map { sample in
      let origin = output.origin(sample / Chunk.size)
      return (0..<outputs).map { origin[$0 * Chunk.size + sample % Chunk.size] }
    }
  }

  /// Whether every weight is a finite number.
  package var isFinite: Bool {
    for i in 0..<tensors.count where !tensors.parameters[i].isFinite { return false }
    return true
  }
}
