/// How the chunks of a batch are dealt out to parts, each with its own scratch memory and its own
/// vector of gradients.
///
/// It is a function of the plan alone. Partial gradients are added in the order of parts, so that
/// bits do not depend on the number of threads, which only take over whole parts.
struct Partition: Sendable {
  /// Chunks of a full batch.
  let chunks: Int
  /// Parts of a full batch; a smaller batch leaves the last ones empty.
  let parts: Int

  /// More parts would cost memory, fewer would leave cores idle.
  static let mostParts = 8

  init(chunks: Int) {
    self.chunks = chunks
    parts = min(chunks, Self.mostParts)
  }

  /// The part that a chunk belongs to.
  @inline(__always) func part(of chunk: Int) -> Int { chunk &* parts / chunks }

  /// The first chunk of a part, which is also the end of the part before.
  func start(of part: Int) -> Int { (part * chunks + parts - 1) / parts }

  /// The chunks that one of several threads works on: those of neighbouring parts.
  func chunks(of thread: Int, among threads: Int) -> Range<Int> {
    start(of: thread * parts / threads)..<start(of: (thread + 1) * parts / threads)
  }
}
