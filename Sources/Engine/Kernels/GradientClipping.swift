/// Scales the whole gradient down where its norm is too large, as PyTorch's `clip_grad_norm_` does.
package struct GradientClipping: Sendable {
  /// The largest Euclidean norm.
  let norm: Double

  package init(norm: Double) { self.norm = norm }

  /// What gradients are multiplied by; `nil` when they stay as they are.
  package func factor(squaredNorm: Double) -> Double? {
    let factor = norm / (squaredNorm.squareRoot() + 1e-6)
    // A norm that is no number makes the weights so too, and the training diverge.
    return factor >= 1 ? nil : factor
  }
}

/// Σg² of whole sixteens, summed in Double in a fixed order.
@_specialize(where S == Float)
@_specialize(where S == Double)
func squaredNorm<S: EngineScalar>(_ gradients: UnsafeMutablePointer<S>, count: Int) -> Double {
  var sum = Lanes<Double>.zeros
  var i = 0
  while i < count {
    let g = Lanes(S.doubles(load(gradients + i).simd))
    sum = sum.plus(g, times: g)
    i &+= 16
  }
  return sum.sum
}

/// Multiplies whole sixteens.
@_specialize(where S == Float)
@_specialize(where S == Double)
func scale<S: EngineScalar>(_ gradients: UnsafeMutablePointer<S>, count: Int, by factor: Double) {
  let factor = Lanes<S>(all: S.scalar(factor))
  var i = 0
  while i < count {
    store(load(gradients + i) * factor, gradients + i)
    i &+= 16
  }
}
