/// Gradients that the parts of a batch add up apart from each other.
///
/// The first part uses the network's own vector, each other one a vector here.
struct PartialGradients<S: EngineScalar> {
  let parts: Int
  private let base: UnsafeMutablePointer<S>
  private let stride: Int

  init(count: Int, parts: Int, in arena: Arena<S>) {
    self.parts = parts
    // Two cores never write to the same or to neighbouring cache lines.
    stride = (count + 63) / 64 * 64 + 64
    base = arena.scalars(parts > 1 ? stride * (parts - 1) : 0)
  }

  /// The vector of a part.
  ///
  /// - Precondition: `part` is at least 1.
  @inline(__always) func vector(_ part: Int) -> Target<S> { base + (part &- 1) &* stride }

  /// Adds the parts' gradients to the first part's in their order and clears them.
  ///
  /// - Parameters:
  ///   - gradients: The first part's vector.
  ///   - range: Whole vectors of sixteen.
  @_specialize(where S == Float)
  @_specialize(where S == Double)
  func join(_ gradients: Target<S>, _ range: Range<Int>) {
    for part in 1..<max(parts, 1) {
      let partial = vector(part)
      var i = range.lowerBound
      while i < range.upperBound {
        store(load(gradients + i) + load(partial + i), gradients + i)
        store(.zeros, partial + i)
        i &+= 16
      }
    }
  }
}
