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
  /// Separate gradients of layers that several layers read, by (layer, reader).
  private var parts: [Int: [(reader: Int, part: Activations<S>)]] = [:]
  private var absorbed: Set<Int> = []
  private var scratchRequests: [ScratchRequest<S>] = []
  private var readers: [Int: [Int]] = [:]
  private var trained: Set<Int> = []
  /// What layers fill, in order: where to look for a value that is not finite.
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
    var border = 0
    for (index, node) in nodes.enumerated() {
      for source in node.inputs {
        readers[source, default: []].append(index)
        if source < 0 { border = max(border, node.definition.border) }
        if trained.contains(source) { trained.insert(index) }
      }
      if node.definition.parameters(for: node.inputShapes).contains(where: \.role.isTrained) {
        trained.insert(index)
      }
    }
    input = arena.activations(shape, border: border, chunks: chunks)
    setValue(
      of: -1, input,
      gradient: inputGradient ? arena.activations(shape, border: 0, chunks: chunks) : nil)
  }

  /// Compiles every layer, in order.
  func compile() -> [any Operation<S>] {
    var operations: [any Operation<S>] = []
    for index in nodes.indices where !absorbed.contains(index) {
      let site = LayerSite(self, index: index)
      operations += nodes[index].definition.build(site)
      examined += site.filled.map { (nodes[$0.node].name, $0.values) }
      examined.append((nodes[site.first].name, value(of: site.last)))
      if let parts = parts[site.last], let sum = gradients[site.last] {
        operations.append(FanOutOperation(sum: sum, parts: parts.map(\.part)))
      }
    }
    // Two cores never write to the same or to neighbouring cache lines.
    let stride = (scratchRequests.map(\.count).max() ?? 0) / 64 * 64 + 128
    let scratch = arena.scalars(stride * partition.parts)
    for request in scratchRequests { request.resolve(scratch, stride: stride) }
    return operations
  }

  func value(of node: Int) -> Activations<S> {
    guard let value = values[node] else { preconditionFailure("layer \(node) is not compiled") }
    return value
  }

  /// The gradient buffer that a reader of a layer fills.
  func gradient(of node: Int, for reader: Int) -> Activations<S>? {
    guard let gradient = gradients[node] else { return nil }
    return parts[node]?.first { $0.reader == reader }?.part ?? gradient
  }

  func sumGradient(of node: Int) -> Activations<S>? { gradients[node] }

  func soleReader(of node: Int) -> Int? {
    guard let all = readers[node], all.count == 1, nodes[all[0]].inputs.count == 1 else {
      return nil
    }
    return all[0]
  }

  func markAbsorbed(_ node: Int) { absorbed.insert(node) }

  func unmarkAbsorbed(_ node: Int) { absorbed.remove(node) }

  func makeOutput(of node: Int) -> Activations<S> {
    let border = (readers[node] ?? []).map { nodes[$0].definition.border }.max() ?? 0
    let output = arena.activations(nodes[node].output, border: border, chunks: chunks)
    let gradient =
      trained.contains(node)
      ? arena.activations(nodes[node].output, border: 0, chunks: chunks) : nil
    setValue(of: node, output, gradient: gradient)
    return output
  }

  func setValue(of node: Int, _ value: Activations<S>, gradient: Activations<S>?) {
    values[node] = value
    gradients[node] = gradient
    let all = readers[node] ?? []
    if all.count > 1, gradient != nil {
      parts[node] = all.map { reader in
        (reader, arena.activations(value.shape, border: 0, chunks: chunks))
      }
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

/// Sums the gradients of a layer that several layers read.
final class FanOutOperation<S: EngineScalar>: Operation {
  let sum: Activations<S>
  let parts: [Activations<S>]

  init(sum: Activations<S>, parts: [Activations<S>]) {
    self.sum = sum
    self.parts = parts
  }

  func forward(_ chunk: Int, _ step: Step<S>) {}

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func backward(_ chunk: Int, _ step: Step<S>) {
    parts[0].copy(into: sum, chunk)
    for part in parts.dropFirst() { sum.add(part, chunk) }
  }
}
