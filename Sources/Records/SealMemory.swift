internal import Guarding

/// The digests of seals that were read to be checked, so that thousands need not be read again when
/// results are written.
final class SealMemory: Sendable {
  private let digests = Guarded<[String: String]>([:])

  func digest(of id: String) -> String? { digests.withLock { $0[id] } }

  func remember(_ digest: String, of id: String) { digests.withLock { $0[id] = digest } }

  func forget(_ id: String) { digests.withLock { $0[id] = nil } }
}
