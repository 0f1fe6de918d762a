// Losses that compare all outputs with the one of the sample's class.

/// Hinge loss of many classes: Σⱼ max(0, 1 − z[label] + z[j]) / k over j ≠ label.
@inline(__always) func multiMarginLoss<S: EngineScalar>(_ chunk: LossChunk<S>) {
  let k = chunk.outputs
  let one = Lanes<S>(all: 1)
  let factor = Lanes<S>(all: chunk.scale / S.scalar(k))
  for n in stride(from: 0, to: Chunk.size, by: 16) {
    let labels = chunk.classes(n)
    var target = Lanes<S>.zeros
    for c in 0..<k {
      target = labels.equal(
        to: Lanes(all: S.scalar(c)), load(chunk.logits + (c &* Chunk.size &+ n)), else: target)
    }
    var sum = Lanes<S>.zeros
    var slopes = Lanes<S>.zeros
    for c in 0..<k {
      let gap = load(chunk.logits + (c &* Chunk.size &+ n)) - target + one
      let number = Lanes<S>(all: S.scalar(c))
      sum = labels.equal(to: number, sum, else: sum + gap.rectified)
      guard let g = chunk.gradient else { continue }
      let slope = gap.greater(than: .zeros, factor, else: .zeros)
      slopes = labels.equal(to: number, slopes, else: slopes + slope)
      store(slope, g + (c &* Chunk.size &+ n))
    }
    if let g = chunk.gradient {
      let samples = chunk.samples(n)
      for c in 0..<k {
        let p = g + (c &* Chunk.size &+ n)
        let value = labels.equal(to: Lanes(all: S.scalar(c)), .zeros - slopes, else: load(p))
        store(value.kept(where: samples), p)
      }
    }
    chunk.finish(n, sum)
  }
}

/// Squared error against one-hot vectors: Σⱼ (z[j] − target[j])² / k.
@inline(__always) func squaredErrorLoss<S: EngineScalar>(_ chunk: LossChunk<S>) {
  let k = chunk.outputs
  let one = Lanes<S>(all: 1)
  let factor = Lanes<S>(all: 2 * chunk.scale / S.scalar(k))
  for n in stride(from: 0, to: Chunk.size, by: 16) {
    let labels = chunk.classes(n)
    let samples = chunk.samples(n)
    var sum = Lanes<S>.zeros
    for c in 0..<k {
      let z = load(chunk.logits + (c &* Chunk.size &+ n))
      let target = labels.equal(to: Lanes(all: S.scalar(c)), one, else: .zeros)
      let distance = z - target
      sum = sum.plus(distance, times: distance)
      if let g = chunk.gradient {
        store((distance * factor).kept(where: samples), g + (c &* Chunk.size &+ n))
      }
    }
    chunk.finish(n, sum)
  }
}

extension LossChunk {
  /// Notes losses, a k-th of a sum over the outputs, and the classes with the largest outputs.
  @inline(__always) fileprivate func finish(_ n: Int, _ sum: Lanes<S>) {
    let places = largest(n).place
    for lane in 0..<16 where n &+ lane < count {
      losses[n &+ lane] = S.double(sum[lane]) / Double(outputs)
      predictions[n &+ lane] = Int32(S.double(places[lane]))
    }
  }
}
