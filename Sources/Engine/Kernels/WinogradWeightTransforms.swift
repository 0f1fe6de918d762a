/// The factors of G: 1 over the derivative, at a point, of the polynomial that is zero at all five.
enum WinogradFactors<S: EngineScalar> {
  /// At 0: 1 / (a²·b²).
  @inline(__always) static var zero: S { 1 / WinogradPoints<S>.product }
  /// At ±a: 1 / (2a²·(a² − b²)).
  @inline(__always) static var a: S {
    typealias P = WinogradPoints<S>
    return 1 / (2 * P.a2 * (P.a2 - P.b2))
  }
  /// At ±b: 1 / (2b²·(b² − a²)).
  @inline(__always) static var b: S {
    typealias P = WinogradPoints<S>
    return 1 / (2 * P.b2 * (P.b2 - P.a2))
  }
}

/// G: three taps to six points.
enum WinogradThreeTaps: LineTransform {
  @inline(__always) static var inputs: Int { 3 }
  @inline(__always) static var outputs: Int { 6 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    typealias P = WinogradPoints<S>
    typealias F = WinogradFactors<S>
    let (w0, w1, w2) = (load(p), load(p + stride), load(p + 2 &* stride))
    store(w0 * F.zero, target)
    let (evenA, oddA) = (w0.plus(w2, times: Lanes(all: P.a2)) * F.a, w1 * (P.a * F.a))
    let (evenB, oddB) = (w0.plus(w2, times: Lanes(all: P.b2)) * F.b, w1 * (P.b * F.b))
    store(evenA + oddA, target + targetStride)
    store(evenA - oddA, target + 2 &* targetStride)
    store(evenB + oddB, target + 3 &* targetStride)
    store(evenB - oddB, target + 4 &* targetStride)
    store(w2, target + 5 &* targetStride)
  }
}

/// G: five taps to six points.
enum WinogradFiveTaps: LineTransform {
  @inline(__always) static var inputs: Int { 5 }
  @inline(__always) static var outputs: Int { 6 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    typealias P = WinogradPoints<S>
    typealias F = WinogradFactors<S>
    let (w0, w1, w2) = (load(p), load(p + stride), load(p + 2 &* stride))
    let (w3, w4) = (load(p + 3 &* stride), load(p + 4 &* stride))
    let (a2, b2) = (Lanes<S>(all: P.a2), Lanes<S>(all: P.b2))
    store(w0 * F.zero, target)
    let evenA = w0.plus(w2.plus(w4, times: a2), times: a2) * F.a
    let oddA = w1.plus(w3, times: a2) * (P.a * F.a)
    let evenB = w0.plus(w2.plus(w4, times: b2), times: b2) * F.b
    let oddB = w1.plus(w3, times: b2) * (P.b * F.b)
    store(evenA + oddA, target + targetStride)
    store(evenA - oddA, target + 2 &* targetStride)
    store(evenB + oddB, target + 3 &* targetStride)
    store(evenB - oddB, target + 4 &* targetStride)
    store(w4, target + 5 &* targetStride)
  }
}

/// Gᵀ: six points to the gradients of three taps.
enum WinogradThreeTapGradients: LineTransform {
  @inline(__always) static var inputs: Int { 6 }
  @inline(__always) static var outputs: Int { 3 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    typealias P = WinogradPoints<S>
    typealias F = WinogradFactors<S>
    let (z0, z1, z2) = (load(p), load(p + stride), load(p + 2 &* stride))
    let (z3, z4, z5) = (load(p + 3 &* stride), load(p + 4 &* stride), load(p + 5 &* stride))
    let (evenA, evenB) = ((z1 + z2) * F.a, (z3 + z4) * F.b)
    store((z0 * F.zero + evenA) + evenB, target)
    store(
      ((z1 - z2) * (P.a * F.a)).plus(z3 - z4, times: Lanes(all: P.b * F.b)), target + targetStride)
    store(
      z5.plus(evenA, times: Lanes(all: P.a2)).plus(evenB, times: Lanes(all: P.b2)),
      target + 2 &* targetStride)
  }
}

/// Gᵀ: six points to the gradients of five taps.
enum WinogradFiveTapGradients: LineTransform {
  @inline(__always) static var inputs: Int { 6 }
  @inline(__always) static var outputs: Int { 5 }
  @inline(__always) static func apply<S: EngineScalar>(
    _ p: Source<S>, _ stride: Int, _ target: Target<S>, _ targetStride: Int
  ) {
    typealias P = WinogradPoints<S>
    typealias F = WinogradFactors<S>
    let (z0, z1, z2) = (load(p), load(p + stride), load(p + 2 &* stride))
    let (z3, z4, z5) = (load(p + 3 &* stride), load(p + 4 &* stride), load(p + 5 &* stride))
    let (a2, b2) = (Lanes<S>(all: P.a2), Lanes<S>(all: P.b2))
    let (evenA, oddA) = ((z1 + z2) * F.a, (z1 - z2) * (P.a * F.a))
    let (evenB, oddB) = ((z3 + z4) * F.b, (z3 - z4) * (P.b * F.b))
    let (squareA, squareB) = (evenA * a2, evenB * b2)
    store((z0 * F.zero + evenA) + evenB, target)
    store(oddA + oddB, target + targetStride)
    store(squareA + squareB, target + 2 &* targetStride)
    store((oddA * a2).plus(oddB, times: b2), target + 3 &* targetStride)
    store(z5.plus(squareA, times: a2).plus(squareB, times: b2), target + 4 &* targetStride)
  }
}
