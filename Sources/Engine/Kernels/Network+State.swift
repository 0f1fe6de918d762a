/// Everything of a network that training changes, in PyTorch's order.
package struct NetworkState<S: EngineScalar>: Sendable, Hashable {
  /// A tensor with what the optimizer remembers about it.
  package struct Tensor: Sendable, Hashable {
    /// `conv1.weight`.
    package var name: String
    package var shape: [Int]
    package var values: [S]
    /// The optimizer's vectors; none for what is not trained.
    package var moments: [[S]]

    package init(name: String, shape: [Int], values: [S], moments: [[S]]) {
      self.name = name
      self.shape = shape
      self.values = values
      self.moments = moments
    }
  }

  /// In the order of declaration.
  package var tensors: [Tensor]
  /// Updates so far.
  package var updates: Int

  package init(tensors: [Tensor], updates: Int) {
    self.tensors = tensors
    self.updates = updates
  }
}

extension Network {
  /// A copy of what training has made of the network.
  ///
  /// Gradients are no part of it: between two steps they are zeros.
  package var state: NetworkState<S> {
    NetworkState(
      tensors: tensors.entries.map { entry in
        NetworkState.Tensor(
          name: entry.name, shape: entry.declaration.shape,
          values: exchanged(entry.slot.value, entry),
          moments: moments(of: entry).map { exchanged($0, entry) })
      }, updates: updates)
  }

  /// Puts the network into a state, so that training goes on as if it had never stopped.
  ///
  /// - Parameter state: Of a network with the same layers and optimizer.
  /// - Returns: Whether the state fits; if it does not, nothing has changed.
  package func restore(_ state: NetworkState<S>) -> Bool {
    let fits = zip(tensors.entries, state.tensors).allSatisfy { entry, tensor in
      let moments = moments(of: entry)
      return entry.name == tensor.name && entry.declaration.shape == tensor.shape
        && moments.count == tensor.moments.count
        && ([tensor.values] + tensor.moments).allSatisfy {
          $0.count == entry.declaration.layout.count
        }
    }
    guard fits, state.tensors.count == tensors.entries.count, state.updates >= 0 else {
      return false
    }
    for (entry, tensor) in zip(tensors.entries, state.tensors) {
      replace(entry.slot.value, entry, tensor.values)
      for (memory, values) in zip(moments(of: entry), tensor.moments) {
        replace(memory, entry, values)
      }
    }
    updates = state.updates
    return true
  }

  /// Where the optimizer keeps its vectors for a tensor.
  private func moments(of entry: TensorTable<S>.Entry) -> [UnsafeMutablePointer<S>] {
    guard entry.declaration.role.isTrained else { return [] }
    return [updateVectors.first, updateVectors.second, updateVectors.third]
      .prefix(updateVectors.states).map { $0 + entry.slot.offset }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  private func exchanged(
    _ memory: UnsafeMutablePointer<S>, _ entry: TensorTable<S>.Entry
  ) -> [S] {
    let layout = entry.declaration.layout
    return (0..<layout.count).map { memory[layout.index($0)] }
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  private func replace(
    _ memory: UnsafeMutablePointer<S>, _ entry: TensorTable<S>.Entry, _ values: [S]
  ) {
    let layout = entry.declaration.layout
    for (place, value) in values.enumerated() { memory[layout.index(place)] = value }
  }
}
