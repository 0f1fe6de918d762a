/// Some of a network's weights with what a penalty needs to know of them.
package struct PenaltyVectors<S: EngineScalar> {
  let count: Int
  let weights: UnsafeMutablePointer<S>
  /// Where the penalty's gradient is added; `nil` when only measuring.
  let gradients: UnsafeMutablePointer<S>?
  /// One number for each sixteen weights: the penalty's factor, or 0 where it does not count them.
  let factors: UnsafeMutablePointer<S>

  /// Applies a rule to every weight that counts.
  ///
  /// - Returns: The rule's values, summed in Double in a fixed order.
  @inline(__always) func apply<R: PenaltyRule>(_ rule: R) -> Double {
    var sum = Lanes<Double>.zeros
    var i = 0
    while i < count {
      let factor = factors[i &>> 4]
      if factor != 0 {
        let w = load(weights + i)
        sum = sum + rule.value(Lanes(S.doubles(w.simd)))
        if let gradients {
          let sloped = load(gradients + i).plus(Lanes(all: factor), times: rule.derivative(w))
          store(sloped, gradients + i)
        }
      }
      i &+= 16
    }
    return sum.sum
  }
}

/// A penalty of sixteen weights.
protocol PenaltyRule {
  func value(_ w: Lanes<Double>) -> Lanes<Double>
  /// The derivative of `value`, without the penalty's factor.
  func derivative<S: EngineScalar>(_ w: Lanes<S>) -> Lanes<S>
}

/// The penalties of a network: their gradients are added to those of the loss, block by block.
final class Penalties<S: EngineScalar> {
  private let definitions: [any PenaltyDefinition]
  private let tensors: TensorTable<S>
  /// For each penalty, its factor for every sixteen weights.
  private let factors: [UnsafeMutablePointer<S>]

  /// - Returns: `nil` when there is none that could have an effect.
  init?(
    _ definitions: [any PenaltyDefinition], _ tensors: TensorTable<S>, in arena: Arena<S>
  ) {
    let definitions = definitions.filter { $0.factor != 0 }
    guard !definitions.isEmpty else { return nil }
    self.definitions = definitions
    self.tensors = tensors
    factors = definitions.map { definition in
      let factors = arena.scalars(tensors.count / 16)
      for entry in tensors.entries where definition.scope.contains(entry.declaration.role) {
        let first = entry.slot.offset / 16
        for group in first..<first + entry.declaration.layout.capacity / 16 {
          factors[group] = S.scalar(definition.factor)
        }
      }
      return factors
    }
  }

  /// Adds to gradients and measures.
  ///
  /// - Parameters:
  ///   - piece: Places in the flat vector of trained values, whole sixteens.
  ///   - gradients: Their gradients; `nil` when only measuring.
  /// - Returns: The penalties of these weights.
  /// - Complexity: Allocates nothing.
  func apply(_ piece: Range<Int>, gradients: UnsafeMutablePointer<S>?) -> Double {
    var total = 0.0
    for index in definitions.indices {
      let sum = definitions[index].apply(
        PenaltyVectors(
          count: piece.count, weights: tensors.parameters + piece.lowerBound,
          gradients: gradients, factors: factors[index] + piece.lowerBound / 16))
      total += definitions[index].factor * sum
    }
    return total
  }

  /// The penalties of all weights.
  var total: Double { apply(0..<tensors.count, gradients: nil) }
}
