internal import Randomness

/// What a loss reads and writes for one chunk.
package struct LossChunk<S: EngineScalar> {
  /// `[outputs, 64]`.
  let logits: UnsafePointer<S>
  /// ∂(mean loss)/∂logits, `[outputs, 64]`; `nil` when only measuring.
  let gradient: UnsafeMutablePointer<S>?
  let outputs: Int
  /// Class of each of the 64 samples.
  let labels: UnsafePointer<Int32>
  /// Samples that count; the rest of the chunk gets a zero gradient.
  let count: Int
  /// Factor of the gradient: one over the batch's samples.
  let scale: S
  /// The loss of each sample.
  let losses: UnsafeMutablePointer<Double>
  /// The predicted class of each sample.
  let predictions: UnsafeMutablePointer<Int32>
}

extension LossChunk {
  /// The classes of sixteen samples.
  @inline(__always) func classes(_ n: Int) -> Lanes<S> {
    var classes = Lanes<S>.zeros
    for lane in 0..<16 { classes.simd[lane] = S.scalar(Int(labels[n &+ lane])) }
    return classes
  }

  /// The largest logit of sixteen samples and its class, of equal ones the first.
  @inline(__always) func largest(_ n: Int) -> (value: Lanes<S>, place: Lanes<S>) {
    var largest = load(logits + n)
    var place = Lanes<S>.zeros
    for c in 1..<max(outputs, 1) {
      let value = load(logits + (c &* Chunk.size &+ n))
      place = value.greater(than: largest, Lanes(all: S.scalar(c)), else: place)
      largest = value.greater(than: largest, value, else: largest)
    }
    return (largest, place)
  }

  /// One for each of sixteen lanes that hold a sample, else zero.
  @inline(__always) func samples(_ n: Int) -> Lanes<S> {
    var samples = Lanes<S>.zeros
    for lane in 0..<16 { samples.simd[lane] = n &+ lane < count ? 1 : 0 }
    return samples
  }
}

extension Lanes {
  /// The values where `mask` is not zero, else zeros.
  @inline(__always) func kept(where mask: Self) -> Self {
    mask.equal(to: .zeros, .zeros, else: self)
  }
}

/// Softmax cross-entropy: −log softmax(z)[label], shifted by the largest logit.
@inline(__always) func softmaxCrossEntropy<S: EngineScalar>(
  _ chunk: LossChunk<S>, smoothing: Double
) {
  let k = chunk.outputs
  let z = chunk.logits
  for n in stride(from: 0, to: Chunk.size, by: 16) {
    let (largest, place) = chunk.largest(n)
    var sum = Lanes<S>.zeros
    var mean = Lanes<S>.zeros
    for c in 0..<k {
      let shifted = load(z + (c &* Chunk.size &+ n)) - largest
      let e = shifted.exponential
      sum = sum + e
      if smoothing > 0 { mean = mean + shifted }
      if let g = chunk.gradient { store(e, g + (c &* Chunk.size &+ n)) }
    }
    if let g = chunk.gradient {
      let factor = Lanes<S>(all: chunk.scale) / sum
      let labels = chunk.classes(n)
      let samples = chunk.samples(n)
      let target = Lanes<S>(all: chunk.scale * S.scalar(1 - smoothing))
      let spread = Lanes<S>(all: chunk.scale * S.scalar(smoothing / Double(k)))
      for c in 0..<k {
        let p = g + (c &* Chunk.size &+ n)
        var value = load(p) * factor
        if smoothing > 0 { value = value - spread }
        value = labels.equal(to: Lanes(all: S.scalar(c)), value - target, else: value)
        store(value.kept(where: samples), p)
      }
    }
    for lane in 0..<16 where n &+ lane < chunk.count {
      let label = Int(chunk.labels[n &+ lane])
      let shifted = S.double(z[label &* Chunk.size &+ n &+ lane]) - S.double(largest[lane])
      let logSum = Portable.logarithm(S.double(sum[lane]))
      var loss = logSum - (1 - smoothing) * shifted
      if smoothing > 0 { loss -= smoothing * S.double(mean[lane]) / Double(k) }
      chunk.losses[n &+ lane] = loss
      chunk.predictions[n &+ lane] = Int32(S.double(place[lane]))
    }
  }
}
