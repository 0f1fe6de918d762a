typealias Source<S> = UnsafePointer<S>
typealias Target<S> = UnsafeMutablePointer<S>

/// Samples that are computed together: the innermost dimension of every activation.
///
/// A compile-time constant, because the compiler keeps a register for every runtime stride.
package enum Chunk {
  @inline(__always) package static var size: Int { 64 }

  /// The number of chunks that hold `count` samples.
  package static func count(for samples: Int) -> Int { (samples + size - 1) / size }
}

/// Rounds a count up to whole vectors of 16.
@inline(__always) func padded(_ count: Int) -> Int { (count &+ 15) & ~15 }

@inline(__always) func load<S: EngineScalar>(_ p: Source<S>) -> Lanes<S> {
  Lanes(S.load(UnsafeRawPointer(p)))
}

@inline(__always) func load<S: EngineScalar>(_ p: Target<S>) -> Lanes<S> {
  Lanes(S.load(UnsafeRawPointer(p)))
}

@inline(__always) func store<S: EngineScalar>(_ value: Lanes<S>, _ p: Target<S>) {
  S.store(value.simd, UnsafeMutableRawPointer(p))
}

/// Sixteen samples of one activation, or sixteen neighbouring weights.
struct Lanes<S: EngineScalar> {
  var simd: SIMD16<S>

  @inline(__always) init(_ simd: SIMD16<S>) { self.simd = simd }
  @inline(__always) init(all value: S) { simd = S.broadcast(value) }
  @inline(__always) static var zeros: Self { Self(all: 0) }

  @inline(__always) static func + (a: Self, b: Self) -> Self { Self(S.sum(a.simd, b.simd)) }
  @inline(__always) static func - (a: Self, b: Self) -> Self { Self(S.difference(a.simd, b.simd)) }
  @inline(__always) static func * (a: Self, b: Self) -> Self { Self(S.product(a.simd, b.simd)) }
  @inline(__always) static func / (a: Self, b: Self) -> Self { Self(S.quotient(a.simd, b.simd)) }
  @inline(__always) static func * (a: Self, b: S) -> Self { a * Self(all: b) }

  /// `self + a·b` with one rounding.
  @inline(__always) func plus(_ a: Self, times b: Self) -> Self {
    Self(S.fused(simd, a.simd, b.simd))
  }

  /// Lane by lane `self > other ? a : b`.
  @inline(__always) func greater(than other: Self, _ a: Self, else b: Self) -> Self {
    Self(S.select(simd, greaterThan: other.simd, a.simd, else: b.simd))
  }

  /// Lane by lane `self == other ? a : b`.
  @inline(__always) func equal(to other: Self, _ a: Self, else b: Self) -> Self {
    Self(S.select(simd, equals: other.simd, a.simd, else: b.simd))
  }

  /// `max(self, 0)`; NaN stays NaN.
  @inline(__always) var rectified: Self { Self.zeros.greater(than: self, .zeros, else: self) }

  @inline(__always) var squareRoot: Self { Self(S.squareRoot(simd)) }

  /// The sum of the lanes in a fixed tree: the same bits on every instruction set.
  @inline(__always) var sum: S { S.laneSum(simd) }

  @inline(__always) subscript(lane: Int) -> S { simd[lane] }
}

/// A function of one value and its derivative.
protocol LaneFunction {
  func value<S: EngineScalar>(_ x: Lanes<S>) -> Lanes<S>
  /// The derivative where the argument is `x` and the result `y`.
  func derivative<S: EngineScalar>(_ x: Lanes<S>, _ y: Lanes<S>) -> Lanes<S>
}
