internal import Randomness

// Losses of one logit z. They are functions of the margin m = y·z with y = 1 for class 1 and −1 for
// class 0: how far a sample is on its own side.

/// Sigmoid cross-entropy: ln(1 + e^(−m)), whose derivative is −y·sigmoid(−m).
///
/// Nothing overflows and nothing cancels: small losses and gradients are as exact as large ones.
@inline(__always) func logisticLoss<S: EngineScalar>(_ chunk: LossChunk<S>) {
  let one = Lanes<S>(all: 1)
  for n in stride(from: 0, to: Chunk.size, by: 16) {
    let sides = chunk.sides(n)
    let margin = sides * load(chunk.logits + n)
    // e^(−|m|)
    let e = margin.greater(than: .zeros, .zeros - margin, else: margin).exponential
    if let g = chunk.gradient {
      let slope = margin.greater(than: .zeros, e, else: one) / (one + e)
      store((slope * sides * -chunk.scale).kept(where: chunk.samples(n)), g + n)
    }
    for lane in 0..<16 where n &+ lane < chunk.count {
      let m = S.double(margin[lane])
      let rest = Portable.logarithm(onePlus: S.double(e[lane]))
      chunk.losses[n &+ lane] = m < 0 ? rest - m : rest
    }
    chunk.predictSides(n)
  }
}

/// Hinge loss: max(0, 1 − m).
@inline(__always) func hingeLoss<S: EngineScalar>(_ chunk: LossChunk<S>) {
  let one = Lanes<S>(all: 1)
  for n in stride(from: 0, to: Chunk.size, by: 16) {
    let sides = chunk.sides(n)
    let gap = one - sides * load(chunk.logits + n)
    if let g = chunk.gradient {
      let slope = gap.greater(than: .zeros, sides * -chunk.scale, else: .zeros)
      store(slope.kept(where: chunk.samples(n)), g + n)
    }
    let loss = gap.rectified
    for lane in 0..<16 where n &+ lane < chunk.count {
      chunk.losses[n &+ lane] = S.double(loss[lane])
    }
    chunk.predictSides(n)
  }
}

extension LossChunk {
  /// 1 for samples of class 1 and −1 for those of class 0.
  @inline(__always) fileprivate func sides(_ n: Int) -> Lanes<S> {
    var sides = Lanes<S>.zeros
    for lane in 0..<16 { sides.simd[lane] = labels[n &+ lane] == 1 ? 1 : -1 }
    return sides
  }

  /// Takes samples whose logit is above 0 for class 1.
  @inline(__always) fileprivate func predictSides(_ n: Int) {
    for lane in 0..<16 where n &+ lane < count {
      predictions[n &+ lane] = logits[n &+ lane] > 0 ? 1 : 0
    }
  }
}
