/// A layer of a network with its name and the layers it reads.
package struct NetworkNode: Sendable {
  package var name: String
  package var definition: any LayerDefinition
  /// Indices of earlier layers; −1 is the network's input.
  package var inputs: [Int]
  package var inputShapes: [Shape]
  package var output: Shape

  package init(
    name: String, definition: any LayerDefinition, inputs: [Int], inputShapes: [Shape],
    output: Shape
  ) {
    self.name = name
    self.definition = definition
    self.inputs = inputs
    self.inputShapes = inputShapes
    self.output = output
  }
}

/// One of the inputs of a layer.
struct NetworkReader: Hashable {
  /// The layer that reads.
  var node: Int
  /// Which of its inputs.
  var position: Int
}

/// Turns a layer graph into operations with all buffers allocated.
final class NetworkCompiler<S: EngineScalar> {
  let nodes: [NetworkNode]
  let arena: Arena<S>
  let batchSize: Int
  let partition: Partition
  let tier: Numerics.Tier
  let fusing: Bool
  let tensors: TensorTable<S>
  let input: Activations<S>

  private var chunks: Int { partition.chunks }

  private var values: [Int: Activations<S>] = [:]
  private var gradients: [Int: Activations<S>] = [:]
  /// Where the readers of a layer put their gradients when there are several: the first one where
  /// the sum is to be, the others each in memory of its own.
  private var parts: [Int: [NetworkReader: Activations<S>]] = [:]
  private var absorbed: Set<Int> = []
  private var scratchRequests: [ScratchRequest<S>] = []
  private var readers: [Int: [NetworkReader]] = [:]
  private var trained: Set<Int> = []
  /// What layers fill, in order, each with the first of those that are computed together.
  ///
  /// There a value shows that is not finite. The way back writes to buffers between such layers, so
  /// that these tell nothing.
  private(set) var examined: [(layer: String, values: Activations<S>)] = []

  init(
    nodes: [NetworkNode], input shape: Shape, batchSize: Int, tier: Numerics.Tier = .pinned,
    fusing: Bool, inputGradient: Bool = false, partition: Partition, arena: Arena<S>,
    tensors: TensorTable<S>
  ) {
    self.nodes = nodes
    self.arena = arena
    self.batchSize = batchSize
    self.tier = tier
    self.fusing = fusing
    self.tensors = tensors
    self.partition = partition
    let chunks = partition.chunks
    if inputGradient { trained.insert(-1) }
    for (index, node) in nodes.enumerated() {
      for (position, source) in node.inputs.enumerated() {
        readers[source, default: []].append(NetworkReader(node: index, position: position))
        if trained.contains(source) { trained.insert(index) }
      }
      if node.definition.parameters(for: node.inputShapes).contains(where: \.role.isTrained) {
        trained.insert(index)
      }
    }
    input = arena.activations(
      shape, border: Self.border(around: -1, nodes, readers), chunks: chunks)
    setValue(
      of: -1, input,
      gradient: inputGradient ? arena.activations(shape, border: 0, chunks: chunks) : nil)
  }

  /// Compiles every layer, in order.
  func compile() -> [any Operation<S>] {
    var operations = fanOut(of: -1)
    for index in nodes.indices where !absorbed.contains(index) {
      let site = LayerSite(self, index: index)
      operations += nodes[index].definition.build(site)
      examined.append((nodes[index].name, value(of: site.last)))
      operations += fanOut(of: site.last)
    }
    // Two cores never write to the same or to neighbouring cache lines.
    let stride = (scratchRequests.map(\.count).max() ?? 0) / 64 * 64 + 128
    let scratch = arena.scalars(stride * partition.parts)
    for request in scratchRequests { request.resolve(scratch, stride: stride) }
    return operations
  }

  /// What adds up the gradients of a layer that is read more than once.
  private func fanOut(of node: Int) -> [any Operation<S>] {
    guard let parts = parts[node], let sum = gradients[node], let all = readers[node] else {
      return []
    }
    return [FanOutOperation(sum: sum, others: all.dropFirst().compactMap { parts[$0] })]
  }

  func value(of node: Int) -> Activations<S> {
    guard let value = values[node] else { preconditionFailure("layer \(node) is not compiled") }
    return value
  }

  /// The gradient buffer that a reader of a layer fills.
  func gradient(of node: Int, for reader: NetworkReader) -> Activations<S>? {
    parts[node]?[reader] ?? gradients[node]
  }

  func sumGradient(of node: Int) -> Activations<S>? { gradients[node] }

  func soleReader(of node: Int) -> Int? {
    guard let all = readers[node], all.count == 1, nodes[all[0].node].inputs.count == 1 else {
      return nil
    }
    return all[0].node
  }

  func markAbsorbed(_ node: Int) { absorbed.insert(node) }

  func unmarkAbsorbed(_ node: Int) { absorbed.remove(node) }

  func makeOutput(of node: Int) -> Activations<S> {
    let output = arena.activations(
      nodes[node].output, border: Self.border(around: node, nodes, readers), chunks: chunks)
    let gradient =
      trained.contains(node)
      ? arena.activations(nodes[node].output, border: 0, chunks: chunks) : nil
    setValue(of: node, output, gradient: gradient)
    return output
  }

  func setValue(of node: Int, _ value: Activations<S>, gradient: Activations<S>?) {
    values[node] = value
    gradients[node] = gradient
    guard let gradient, let all = readers[node], all.count > 1 else { return }
    var parts = [all[0]: gradient]
    for reader in all.dropFirst() {
      parts[reader] = arena.activations(value.shape, border: 0, chunks: chunks)
    }
    self.parts[node] = parts
  }

  /// The zeros that the readers of a layer, or of one that hands on the same memory, read around
  /// its output.
  private static func border(
    around node: Int, _ nodes: [NetworkNode], _ readers: [Int: [NetworkReader]]
  ) -> Int {
    (readers[node] ?? []).reduce(0) { border, reader in
      let definition = nodes[reader.node].definition
      let behind = definition.isTransparent ? Self.border(around: reader.node, nodes, readers) : 0
      return max(border, definition.border, behind)
    }
  }

  func slot(layer: Int, _ name: String) -> TensorSlot<S>? {
    tensors.slot("\(nodes[layer].name).\(name)")
  }

  func requestScratch(_ count: Int) -> ScratchRequest<S> {
    let request = ScratchRequest(count: count, placeholder: input.base)
    scratchRequests.append(request)
    return request
  }
}

/// Sums the gradients of a layer that several layers read, in the order of the readers.
final class FanOutOperation<S: EngineScalar>: Operation {
  /// Holds the first reader's gradient, then the sum.
  private let sum: Activations<S>
  private let others: [Activations<S>]

  init(sum: Activations<S>, others: [Activations<S>]) {
    self.sum = sum
    self.others = others
  }

  func forward(_ chunk: Int, _ step: Step<S>) {}

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    for other in others { sum.add(other, chunk) }
  }
}
