/// One of several parts into which the trials of a phase are divided.
struct Shard: Equatable {
  /// From 1.
  let index: Int
  let count: Int

  /// More than any matrix of jobs has.
  private static let largest = 10_000

  /// Reads `2/5`.
  ///
  /// - Throws: `UsageError` for anything else.
  init(_ text: String) throws(UsageError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1],
      (1...Self.largest).contains(count), (1...count).contains(index)
    else {
      throw UsageError("'--shard' expects a part and the number of parts, as in 2/5, not '\(text)'")
    }
    self.index = index
    self.count = count
  }

  /// Divides items so that the parts cost about the same: the dearest first, each to the part that
  /// has least so far.
  ///
  /// Every machine gets the same division: it depends on the items alone, never on what has been
  /// trained or how fast.
  ///
  /// - Parameters:
  ///   - items: Identities with costs, each once.
  ///   - count: The number of parts.
  /// - Returns: For each part the identities in it.
  static func parts(of items: [(id: String, cost: Double)], count: Int) -> [Set<String>] {
    var parts = [Set<String>](repeating: [], count: count)
    var loads = [Double](repeating: 0, count: count)
    for item in items.sorted(by: { ($1.cost, $0.id) < ($0.cost, $1.id) }) {
      guard let least = loads.indices.min(by: { (loads[$0], $0) < (loads[$1], $1) }) else { break }
      parts[least].insert(item.id)
      loads[least] += item.cost
    }
    return parts
  }

  /// The identities of this part.
  func own(of items: [(id: String, cost: Double)]) -> Set<String> {
    Self.parts(of: items, count: count)[index - 1]
  }
}
