/// All tensors of a network: trained ones in one flat vector with their gradients, states apart.
final class TensorTable<S: EngineScalar> {
  struct Entry {
    let layer: String
    let declaration: ParameterDeclaration
    let slot: TensorSlot<S>
    var name: String { "\(layer).\(declaration.name)" }
  }

  let entries: [Entry]
  /// Every trained value, in the order of declaration; each tensor is padded to 16.
  let parameters: UnsafeMutablePointer<S>
  let gradients: UnsafeMutablePointer<S>
  let count: Int
  private let byName: [String: Int]

  init(nodes: [NetworkNode], in arena: Arena<S>) {
    let declared = nodes.flatMap { node in
      node.definition.parameters(for: node.inputShapes).map { (node.name, $0) }
    }
    let total = declared.filter(\.1.role.isTrained).reduce(0) { $0 + $1.1.layout.capacity }
    let parameters = arena.scalars(max(total, 16))
    let gradients = arena.scalars(max(total, 16))
    var offset = 0
    entries = declared.map { layer, declaration in
      let capacity = declaration.layout.capacity
      let slot: TensorSlot<S>
      if declaration.role.isTrained {
        slot = TensorSlot(
          value: parameters + offset, gradient: gradients + offset, layout: declaration.layout)
        offset += capacity
      } else {
        let memory = arena.scalars(capacity)
        slot = TensorSlot(value: memory, gradient: memory, layout: declaration.layout)
      }
      return Entry(layer: layer, declaration: declaration, slot: slot)
    }
    self.parameters = parameters
    self.gradients = gradients
    count = total
    byName = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.name, $0) })
  }

  func slot(_ name: String) -> TensorSlot<S>? { byName[name].map { entries[$0].slot } }

  func entry(_ name: String) -> Entry? { byName[name].map { entries[$0] } }
}
