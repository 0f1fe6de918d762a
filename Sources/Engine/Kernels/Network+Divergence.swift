extension Network {
  /// The first layer whose values of the last batch are not all finite numbers.
  ///
  /// Layers that are computed together count as the first of them. It looks at what the last step has
  /// left behind, so that training pays nothing for it.
  ///
  /// - Returns: The layer's name, or `nil` when all values are finite.
  package var firstNonFiniteOutput: String? {
    examined.first { part in
      (0..<step.chunks).contains { chunk in
        (0..<part.values.height).contains { line in
          !areFinite(part.values.line(line, chunk), count: part.values.lineCount)
        }
      }
    }?.layer
  }

  /// The first layer that has a weight or a running statistic that is not a finite number.
  ///
  /// - Returns: The layer's name, or `nil` when all tensors are finite.
  package var firstNonFiniteTensor: String? {
    tensors.entries.first {
      !areFinite($0.slot.value, count: $0.declaration.layout.capacity)
    }?.layer
  }

  @_specialize(where S == Float)
  @_specialize(where S == Double)
  private func areFinite(_ values: UnsafeMutablePointer<S>, count: Int) -> Bool {
    for place in 0..<count where !values[place].isFinite { return false }
    return true
  }
}
