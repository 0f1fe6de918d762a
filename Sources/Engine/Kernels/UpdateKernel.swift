internal import CHints

/// The weights of a network, their gradients and up to three vectors of an optimizer's state.
package struct UpdateVectors<S: EngineScalar> {
  let count: Int
  let states: Int
  let weights: UnsafeMutablePointer<S>
  let gradients: UnsafeMutablePointer<S>
  let first: UnsafeMutablePointer<S>
  let second: UnsafeMutablePointer<S>
  let third: UnsafeMutablePointer<S>
  /// Whether the gradients are cleared, because the next step adds to them.
  let clears: Bool

  /// Makes the state, all zeros.
  ///
  /// - Precondition: `count` is a multiple of 16.
  init(
    count: Int, weights: UnsafeMutablePointer<S>, gradients: UnsafeMutablePointer<S>,
    states: Int, in arena: Arena<S>
  ) {
    self.count = count
    self.states = states
    self.weights = weights
    self.gradients = gradients
    first = states > 0 ? arena.scalars(count) : weights
    second = states > 1 ? arena.scalars(count) : weights
    third = states > 2 ? arena.scalars(count) : weights
    clears = true
  }

  private init(_ whole: Self, _ range: Range<Int>, _ gradients: Target<S>, clears: Bool) {
    count = range.count
    states = whole.states
    weights = whole.weights + range.lowerBound
    self.gradients = gradients
    first = whole.first + range.lowerBound
    second = whole.second + range.lowerBound
    third = whole.third + range.lowerBound
    self.clears = clears
  }

  /// Some of the weights: whole vectors of sixteen.
  ///
  /// - Parameters:
  ///   - range: Their places.
  ///   - gradients: Their gradients, where these are elsewhere.
  ///   - clears: Whether these are cleared.
  /// - Returns: A part with the same memory.
  func slice(_ range: Range<Int>, gradients: Target<S>? = nil, clears: Bool) -> Self {
    Self(self, range, gradients ?? self.gradients + range.lowerBound, clears: clears)
  }

  /// Applies a rule to every weight and clears the gradients if that is asked for.
  @inline(__always) func apply<R: UpdateRule>(_ rule: R) where R.S == S {
    var i = 0
    while i < count {
      var w = load(weights + i)
      let g = load(gradients + i)
      var a = R.states > 0 ? load(first + i) : .zeros
      var b = R.states > 1 ? load(second + i) : .zeros
      var c = R.states > 2 ? load(third + i) : .zeros
      rule.update(&w, g, &a, &b, &c)
      store(w, weights + i)
      if clears { store(.zeros, gradients + i) }
      if R.states > 0 { store(a, first + i) }
      if R.states > 1 { store(b, second + i) }
      if R.states > 2 { store(c, third + i) }
      i &+= 16
    }
  }
}

/// What an update will read, brought near while the gradient is computed.
///
/// Without it an update of weights that do not fit into the cache takes an eighth of a step.
struct UpcomingVectors<S: EngineScalar> {
  /// Vectors that are worth it; with small batches there is no time for all of them.
  let count: Int
  private let weights: Target<S>
  private let first: Target<S>
  private let second: Target<S>

  /// - Parameters:
  ///   - vectors: `nil` when no update follows.
  ///   - offset: The place in the flat vector that other places count from.
  @inline(__always) init(_ vectors: UpdateVectors<S>?, from offset: Int) {
    guard let vectors else {
      let nowhere = Target<S>(bitPattern: MemoryLayout<S>.alignment).unsafelyUnwrapped
      (count, weights, first, second) = (0, nowhere, nowhere, nowhere)
      return
    }
    count = Swift.min(3, 1 &+ vectors.states)
    weights = vectors.weights + offset
    first = vectors.first + offset
    second = vectors.second + offset
  }

  /// Asks for some rows of sixteen of one vector.
  @inline(__always) func prefetch(vector: Int, _ start: Int, rows: Int) {
    let source = (vector == 0 ? weights : vector == 1 ? first : second) + start
    for row in 0..<rows { ablate_prefetch(source + row &* 16) }
  }
}

/// One update of sixteen weights.
protocol UpdateRule<S> {
  associatedtype S: EngineScalar
  /// State vectors that the rule reads and writes, at most three.
  static var states: Int { get }
  func update(
    _ w: inout Lanes<S>, _ g: Lanes<S>, _ a: inout Lanes<S>, _ b: inout Lanes<S>,
    _ c: inout Lanes<S>)
}
