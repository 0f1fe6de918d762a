/// The identity of the engine's arithmetic.
package enum Numerics {
  /// Raised by every change that can alter a bit of a training; part of a trial's identity.
  package static let version = 2

  /// Where the bits of a training repeat.
  package enum Tier: Sendable, Hashable, CaseIterable {
    /// On processors for which OpenBLAS chooses the same kernel.
    case pinned
    /// On all processors: every operation is our own and adds in a fixed order.
    case exact
  }
}
