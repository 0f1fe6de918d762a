// A line of two inputs under three taps, padded by one, has the outputs
//
//     y₀ = w₁·x₀ + w₂·x₁ = w₁·(x₀ + x₁) + (w₂ − w₁)·x₁
//     y₁ = w₀·x₀ + w₁·x₁ = w₁·(x₀ + x₁) + (w₀ − w₁)·x₀
//
// with three products, which need no factors at all.

/// Two inputs to three points.
enum SmallPictureInput: LineTransform {
  @inline(__always) static var inputs: Int { 2 }
  @inline(__always) static var outputs: Int { 3 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    let (x0, x1) = (load(p), load(p + stride))
    store(x0 + x1, target)
    store(x1, target + targetStride)
    store(x0, target + 2 &* targetStride)
  }
}

/// Three points to the gradients of two inputs.
enum SmallPictureInputGradient: LineTransform {
  @inline(__always) static var inputs: Int { 3 }
  @inline(__always) static var outputs: Int { 2 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    let (z0, z1, z2) = (load(p), load(p + stride), load(p + 2 &* stride))
    store(z0 + z2, target)
    store(z0 + z1, target + targetStride)
  }
}

/// Three points to two outputs.
enum SmallPictureOutput: LineTransform {
  @inline(__always) static var inputs: Int { 3 }
  @inline(__always) static var outputs: Int { 2 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    let (z0, z1, z2) = (load(p), load(p + stride), load(p + 2 &* stride))
    store(z0 + z1, target)
    store(z0 + z2, target + targetStride)
  }
}

/// The gradients of two outputs to three points.
enum SmallPictureOutputGradient: LineTransform {
  @inline(__always) static var inputs: Int { 2 }
  @inline(__always) static var outputs: Int { 3 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    let (y0, y1) = (load(p), load(p + stride))
    store(y0 + y1, target)
    store(y0, target + targetStride)
    store(y1, target + 2 &* targetStride)
  }
}

/// Three taps to three points.
enum SmallPictureWeight: LineTransform {
  @inline(__always) static var inputs: Int { 3 }
  @inline(__always) static var outputs: Int { 3 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    let (w0, w1, w2) = (load(p), load(p + stride), load(p + 2 &* stride))
    store(w1, target)
    store(w2 - w1, target + targetStride)
    store(w0 - w1, target + 2 &* targetStride)
  }
}

/// Three points to the gradients of three taps.
enum SmallPictureWeightGradient: LineTransform {
  @inline(__always) static var inputs: Int { 3 }
  @inline(__always) static var outputs: Int { 3 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    let (z0, z1, z2) = (load(p), load(p + stride), load(p + 2 &* stride))
    store(z2, target)
    store((z0 - z1) - z2, target + targetStride)
    store(z1, target + 2 &* targetStride)
  }
}
