internal import Foundation

extension Array where Element: Sendable {
  /// What a function makes of every item, in the order of the items; on several threads.
  ///
  /// - Parameters:
  ///   - shortest: Of fewer items the calling thread takes care alone.
  ///   - transform: Is called once for each item, in any order.
  /// - Returns: As many results as there are items.
  /// - Throws: What `transform` throws for the first of the items for which it does.
  package func concurrentMap<Output: Sendable, Failure: Error>(
    shortest: Int = 64, _ transform: @Sendable (Element) throws(Failure) -> Output
  ) throws(Failure) -> [Output] {
    let processors = ProcessInfo.processInfo.activeProcessorCount
    guard count >= shortest, processors > 1 else { return try map(transform) }
    // Several parts for each processor, since some are slower than others.
    let parts = Swift.min(4 * processors, count)
    let finished = Guarded([Int: Swift.Result<[Output], Failure>]())
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let range = count * part / parts..<count * (part + 1) / parts
      let result = Swift.Result { () throws(Failure) in try self[range].map(transform) }
      finished.withLock { $0[part] = result }
    }
    let results = finished.withLock { $0 }
    var outputs: [Output] = []
    outputs.reserveCapacity(count)
    for part in 0..<parts { outputs += try results[part]?.get() ?? [] }
    return outputs
  }
}
