/// Pairs the items of two lists by name and keeps the order of the second.
struct ListMatching {
  /// Places in both lists; one of them is `nil` for what is on one side only.
  private(set) var pairs: [(a: Int?, b: Int?)] = []

  /// Pairs equal names first, then those that a caller knows to be renamed.
  ///
  /// Items of the first list alone stand behind the item that they followed there.
  ///
  /// - Parameters:
  ///   - a: Distinct names.
  ///   - b: Distinct names.
  ///   - renames: Given places without a partner in both lists: which of them belong together.
  init<Name: Hashable>(_ a: [Name], _ b: [Name], renames: ([Int], [Int]) -> [Int: Int]) {
    let places = Dictionary(zip(a, a.indices)) { first, _ in first }
    var partners: [Int?] = b.map { places[$0] }
    var isTaken = [Bool](repeating: false, count: a.count)
    for partner in partners { if let partner { isTaken[partner] = true } }
    let (left, right) = (
      a.indices.filter { !isTaken[$0] }, b.indices.filter { partners[$0] == nil }
    )
    if !left.isEmpty, !right.isEmpty {
      for (old, new) in renames(left, right) where !isTaken[old] && partners[new] == nil {
        partners[new] = old
        isTaken[old] = true
      }
    }
    // Removed items, by the place of the item in front of them.
    var followers: [Int: [Int]] = [:]
    var previous = -1
    for place in a.indices {
      if isTaken[place] { previous = place } else { followers[previous, default: []].append(place) }
    }
    pairs += (followers[-1] ?? []).map { ($0, nil) }
    for (place, partner) in partners.enumerated() {
      pairs.append((partner, place))
      if let partner { pairs += (followers[partner] ?? []).map { ($0, nil) } }
    }
  }
}
