// One bilinear algorithm serves a convolution and both its gradients. With A, B and G below, six
// neighbouring inputs d and the taps w of a line give the outputs
//
//     y = Aᵀ · ((G·w) ∘ (Bᵀ·d))
//
// with six products instead of outputs × taps. The derivatives are the same products with the
// transposed matrices: ∂d = B · ((G·w) ∘ (A·∂y)) and ∂w = Gᵀ · ((Bᵀ·d) ∘ (A·∂y)). In two dimensions
// each matrix is applied to columns, then to lines.
//
// The products are values of polynomials at the points 0, ±a, ±b and ∞. With a = 5/8 and b = 3/2 the
// rounding error is 2.4 times smaller than with the usual ±1, ±2 and all constants but those of G
// are exact: root mean square 6e-7 of the result against 1.5e-7 by direct summation.
//
// Source: Lavin and Gray, *Fast algorithms for convolutional neural networks*, CVPR 2016.

/// The points of evaluation, and what the transforms need of them.
enum WinogradPoints<S: EngineScalar> {
  @inline(__always) static var a: S { 0.625 }
  @inline(__always) static var b: S { 1.5 }
  /// a² and b².
  @inline(__always) static var a2: S { 0.390625 }
  @inline(__always) static var b2: S { 2.25 }
  /// a²·b² and a² + b².
  @inline(__always) static var product: S { 0.878_906_25 }
  @inline(__always) static var sum: S { 2.640625 }
}

/// A matrix applied to a few vectors in memory.
protocol LineTransform {
  static var inputs: Int { get }
  static var outputs: Int { get }
  /// Fills `outputs` vectors, `targetStride` values apart, from `inputs` ones, `stride` apart.
  static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int)
}

/// Bᵀ: six inputs to six points.
enum WinogradInput: LineTransform {
  @inline(__always) static var inputs: Int { 6 }
  @inline(__always) static var outputs: Int { 6 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    typealias P = WinogradPoints<S>
    let (d0, d1, d2) = (load(p), load(p + stride), load(p + 2 &* stride))
    let (d3, d4, d5) = (load(p + 3 &* stride), load(p + 4 &* stride), load(p + 5 &* stride))
    let (a, b) = (Lanes<S>(all: P.a), Lanes<S>(all: P.b))
    let (minusA, minusB) = (Lanes<S>(all: -P.a), Lanes<S>(all: -P.b))
    let (minusA2, minusB2) = (Lanes<S>(all: -P.a2), Lanes<S>(all: -P.b2))
    let (product, minusSum) = (Lanes<S>(all: P.product), Lanes<S>(all: -P.sum))
    let (u, v) = (d4.plus(d2, times: minusB2), d3.plus(d1, times: minusB2))
    let (q, r) = (d4.plus(d2, times: minusA2), d3.plus(d1, times: minusA2))
    store(d4.plus(d2, times: minusSum).plus(d0, times: product), target)
    store(u.plus(v, times: a), target + targetStride)
    store(u.plus(v, times: minusA), target + 2 &* targetStride)
    store(q.plus(r, times: b), target + 3 &* targetStride)
    store(q.plus(r, times: minusB), target + 4 &* targetStride)
    store(d5.plus(d3, times: minusSum).plus(d1, times: product), target + 5 &* targetStride)
  }
}

/// B: six points to the gradients of six inputs.
enum WinogradInputGradient: LineTransform {
  @inline(__always) static var inputs: Int { 6 }
  @inline(__always) static var outputs: Int { 6 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    typealias P = WinogradPoints<S>
    let (z0, z1, z2) = (load(p), load(p + stride), load(p + 2 &* stride))
    let (z3, z4, z5) = (load(p + 3 &* stride), load(p + 4 &* stride), load(p + 5 &* stride))
    let (a, b) = (Lanes<S>(all: P.a), Lanes<S>(all: P.b))
    let (minusA2, minusB2) = (Lanes<S>(all: -P.a2), Lanes<S>(all: -P.b2))
    let (product, minusSum) = (Lanes<S>(all: P.product), Lanes<S>(all: -P.sum))
    let (evenA, oddA) = (z1 + z2, (z1 - z2) * a)
    let (evenB, oddB) = (z3 + z4, (z3 - z4) * b)
    store(z0 * product, target)
    store(
      (z5 * product).plus(oddA, times: minusB2).plus(oddB, times: minusA2), target + targetStride)
    store(
      (z0 * minusSum).plus(evenA, times: minusB2).plus(evenB, times: minusA2),
      target + 2 &* targetStride)
    store((oddA + oddB).plus(z5, times: minusSum), target + 3 &* targetStride)
    store((evenA + evenB) + z0, target + 4 &* targetStride)
    store(z5, target + 5 &* targetStride)
  }
}

/// Aᵀ: six points to two outputs.
enum WinogradTwoOutputs: LineTransform {
  @inline(__always) static var inputs: Int { 6 }
  @inline(__always) static var outputs: Int { 2 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    typealias P = WinogradPoints<S>
    let (z0, z1, z2) = (load(p), load(p + stride), load(p + 2 &* stride))
    let (z3, z4, z5) = (load(p + 3 &* stride), load(p + 4 &* stride), load(p + 5 &* stride))
    store(z0 + ((z1 + z2) + (z3 + z4)), target)
    store(
      z5.plus(z1 - z2, times: Lanes(all: P.a)).plus(z3 - z4, times: Lanes(all: P.b)),
      target + targetStride)
  }
}

/// Aᵀ: six points to four outputs.
enum WinogradFourOutputs: LineTransform {
  @inline(__always) static var inputs: Int { 6 }
  @inline(__always) static var outputs: Int { 4 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    typealias P = WinogradPoints<S>
    let (z0, z1, z2) = (load(p), load(p + stride), load(p + 2 &* stride))
    let (z3, z4, z5) = (load(p + 3 &* stride), load(p + 4 &* stride), load(p + 5 &* stride))
    let (evenA, oddA) = (z1 + z2, (z1 - z2) * Lanes(all: P.a))
    let (evenB, oddB) = (z3 + z4, (z3 - z4) * Lanes(all: P.b))
    let (a2, b2) = (Lanes<S>(all: P.a2), Lanes<S>(all: P.b2))
    store(z0 + (evenA + evenB), target)
    store(oddA + oddB, target + targetStride)
    store((evenA * a2).plus(evenB, times: b2), target + 2 &* targetStride)
    store(z5.plus(oddA, times: a2).plus(oddB, times: b2), target + 3 &* targetStride)
  }
}

/// A: the gradients of two outputs to six points.
enum WinogradTwoGradients: LineTransform {
  @inline(__always) static var inputs: Int { 2 }
  @inline(__always) static var outputs: Int { 6 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    typealias P = WinogradPoints<S>
    let (y0, y1) = (load(p), load(p + stride))
    store(y0, target)
    store(y0.plus(y1, times: Lanes(all: P.a)), target + targetStride)
    store(y0.plus(y1, times: Lanes(all: -P.a)), target + 2 &* targetStride)
    store(y0.plus(y1, times: Lanes(all: P.b)), target + 3 &* targetStride)
    store(y0.plus(y1, times: Lanes(all: -P.b)), target + 4 &* targetStride)
    store(y1, target + 5 &* targetStride)
  }
}

/// A: the gradients of four outputs to six points.
enum WinogradFourGradients: LineTransform {
  @inline(__always) static var inputs: Int { 4 }
  @inline(__always) static var outputs: Int { 6 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    typealias P = WinogradPoints<S>
    let (y0, y1) = (load(p), load(p + stride))
    let (y2, y3) = (load(p + 2 &* stride), load(p + 3 &* stride))
    let (a2, b2) = (Lanes<S>(all: P.a2), Lanes<S>(all: P.b2))
    let (evenA, oddA) = (y0.plus(y2, times: a2), y1.plus(y3, times: a2))
    let (evenB, oddB) = (y0.plus(y2, times: b2), y1.plus(y3, times: b2))
    store(y0, target)
    store(evenA.plus(oddA, times: Lanes(all: P.a)), target + targetStride)
    store(evenA.plus(oddA, times: Lanes(all: -P.a)), target + 2 &* targetStride)
    store(evenB.plus(oddB, times: Lanes(all: P.b)), target + 3 &* targetStride)
    store(evenB.plus(oddB, times: Lanes(all: -P.b)), target + 4 &* targetStride)
    store(y3, target + 5 &* targetStride)
  }
}
