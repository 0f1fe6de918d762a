internal import Guarding

/// Lets each sentence through once.
///
/// A trial is looked for when its phase begins, when it is locked, and by every experiment that asks for
/// it; one damaged file is reported once all the same.
final class OnceSaid: Sendable {
  private let sentences = Guarded<Set<String>>([])

  /// Whether a sentence is new; it no longer is afterwards.
  func isNew(_ sentence: String) -> Bool {
    sentences.withLock { $0.insert(sentence).inserted }
  }
}
