/// The identity of the engine's arithmetic.
package enum Numerics {
  /// Raised by every change that can alter a bit of a training; part of a trial's identity.
  package static let version = 1
}
