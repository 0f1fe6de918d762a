internal import Randomness

/// The running moments that Adam and its variants share.
struct AdamMoments: Sendable {
  let betas: [Double]
  let epsilon: Double
  let amsgrad: Bool

  var states: Int { amsgrad ? 3 : 2 }

  /// m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← shrinkage·w − η·m̂/(√v̂ + ε).
  @inline(__always) func update<S: EngineScalar>(
    _ vectors: UpdateVectors<S>, learningRate: Double, step: Int, coupledDecay: Double,
    shrinkage: Double
  ) {
    let (first, second) = (betas[0], betas[1])
    let firstCorrection = 1 - Portable.power(first, step)
    let secondCorrection = 1 - Portable.power(second, step)
    let constants = Constants<S>(
      rate: Lanes(all: S.scalar(-learningRate / firstCorrection)),
      decay: Lanes(all: S.scalar(coupledDecay)), shrinkage: Lanes(all: S.scalar(shrinkage)),
      newFirst: Lanes(all: S.scalar(1 - first)), keepSecond: Lanes(all: S.scalar(second)),
      newSecond: Lanes(all: S.scalar(1 - second)),
      correction: Lanes(all: S.scalar(1 / secondCorrection.squareRoot())),
      epsilon: Lanes(all: S.scalar(epsilon)))
    if amsgrad {
      vectors.apply(AMSGradRule(constants: constants))
    } else {
      vectors.apply(Rule(constants: constants))
    }
  }

  struct Constants<S: EngineScalar> {
    let rate: Lanes<S>
    let decay: Lanes<S>
    let shrinkage: Lanes<S>
    let newFirst: Lanes<S>
    let keepSecond: Lanes<S>
    let newSecond: Lanes<S>
    let correction: Lanes<S>
    let epsilon: Lanes<S>

    /// Updates both moments and shrinks the weights.
    @inline(__always) func accumulate(
      _ w: inout Lanes<S>, _ g: Lanes<S>, _ a: inout Lanes<S>, _ b: inout Lanes<S>
    ) {
      let g = g.plus(decay, times: w)
      w = w * shrinkage
      a = a.plus(newFirst, times: g - a)
      b = (keepSecond * b).plus(newSecond * g, times: g)
    }

    @inline(__always) func step(_ w: inout Lanes<S>, _ a: Lanes<S>, over v: Lanes<S>) {
      let denominator = epsilon.plus(v.squareRoot, times: correction)
      // Padding has no moments; ε may be zero, so 0/0 must stay out.
      w = w.plus(rate, times: a.equal(to: .zeros, .zeros, else: a / denominator))
    }
  }

  struct Rule<S: EngineScalar>: UpdateRule {
    let constants: Constants<S>
    static var states: Int { 2 }

    @inline(__always) func update(
      _ w: inout Lanes<S>, _ g: Lanes<S>, _ a: inout Lanes<S>, _ b: inout Lanes<S>,
      _ c: inout Lanes<S>
    ) {
      constants.accumulate(&w, g, &a, &b)
      constants.step(&w, a, over: b)
    }
  }

  struct AMSGradRule<S: EngineScalar>: UpdateRule {
    let constants: Constants<S>
    static var states: Int { 3 }

    @inline(__always) func update(
      _ w: inout Lanes<S>, _ g: Lanes<S>, _ a: inout Lanes<S>, _ b: inout Lanes<S>,
      _ c: inout Lanes<S>
    ) {
      constants.accumulate(&w, g, &a, &b)
      c = b.greater(than: c, b, else: c)
      constants.step(&w, a, over: c)
    }
  }
}
