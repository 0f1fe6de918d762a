/// All tensors of a network: trained ones in one flat vector with their gradients, states apart.
final class TensorTable<S: EngineScalar> {
  struct Entry {
    let layer: String
    let declaration: ParameterDeclaration
    let slot: TensorSlot<S>
    var name: String { "\(layer).\(declaration.name)" }
  }

  let entries: [Entry]
  /// Every trained value: first those whose gradients are joined from parts, then the others, both
  /// in the order of declaration; each tensor is padded to 16.
  let parameters: UnsafeMutablePointer<S>
  let gradients: UnsafeMutablePointer<S>
  let count: Int
  /// How many values come first.
  let joinedCount: Int
  /// The gradients of the joined values for each part of the batch but the first.
  let partials: PartialGradients<S>
  private let byName: [String: Int]

  init(nodes: [NetworkNode], partition: Partition, in arena: Arena<S>) {
    let declared = nodes.flatMap { node in
      node.definition.parameters(for: node.inputShapes).map { (node.name, $0) }
    }
    func total(_ isWhole: Bool) -> Int {
      declared.map(\.1).filter { $0.role.isTrained && $0.layout.hasWholeGradient == isWhole }
        .reduce(0) { $0 + $1.layout.capacity }
    }
    joinedCount = total(false)
    count = joinedCount + total(true)
    let parameters = arena.scalars(max(count, 16))
    let gradients = arena.scalars(max(count, 16))
    partials = PartialGradients(count: joinedCount, parts: partition.parts, in: arena)
    var (joined, whole) = (0, joinedCount)
    var entries: [Entry] = []
    for (layer, declaration) in declared {
      let capacity = declaration.layout.capacity
      let slot: TensorSlot<S>
      if !declaration.role.isTrained {
        let memory = arena.scalars(capacity)
        slot = TensorSlot(
          value: memory, batchGradient: memory, offset: 0, partials: nil, layout: declaration.layout
        )
      } else if declaration.layout.hasWholeGradient {
        slot = TensorSlot(
          value: parameters + whole, batchGradient: gradients + whole, offset: whole, partials: nil,
          layout: declaration.layout)
        whole += capacity
      } else {
        slot = TensorSlot(
          value: parameters + joined, batchGradient: gradients + joined, offset: joined,
          partials: partials, layout: declaration.layout)
        joined += capacity
      }
      entries.append(Entry(layer: layer, declaration: declaration, slot: slot))
    }
    self.entries = entries
    self.parameters = parameters
    self.gradients = gradients
    byName = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.name, $0) })
  }

  func slot(_ name: String) -> TensorSlot<S>? { byName[name].map { entries[$0].slot } }

  func entry(_ name: String) -> Entry? { byName[name].map { entries[$0] } }
}

/// A tensor's memory.
struct TensorSlot<S: EngineScalar> {
  let value: UnsafeMutablePointer<S>
  /// The gradient of the whole batch; until it is complete, what the first part added.
  let batchGradient: UnsafeMutablePointer<S>
  /// The place of the tensor in the flat vector of trained values.
  let offset: Int
  fileprivate let partials: PartialGradients<S>?
  let layout: ParameterLayout

  /// Where a part of the batch adds its gradient.
  ///
  /// - Precondition: The tensor's gradient is not computed from the whole batch at once.
  @inline(__always) func gradient(of part: Int) -> Target<S> {
    guard part > 0 else { return batchGradient }
    guard let partials else { preconditionFailure("this gradient is not joined from parts") }
    return partials.vector(part) + offset
  }
}
