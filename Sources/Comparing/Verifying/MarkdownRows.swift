/// Which row of a table is which row of the table that it should be.
struct MarkdownRows {
  /// A line and what names it.
  typealias Row = (line: String, key: String)

  /// The place of an expected row, and of the one that was found for it.
  struct Match {
    var expected: Int
    var found: Int?
  }

  let found: [Row]
  let expected: [Row]
  /// One for each expected row, in order.
  let matches: [Match]
  /// The places of rows that should not be there.
  let extra: [Int]

  /// Matches rows by their names, and where there is none of the name by their places: a name may
  /// have been changed.
  init(found: [Row], expected: [Row]) {
    self.found = found
    self.expected = expected
    var places: [String: [Int]] = [:]
    for (index, row) in found.enumerated() { places[row.key, default: []].append(index) }
    var matches: [Match] = []
    for (index, row) in expected.enumerated() {
      var left = places[row.key] ?? []
      matches.append(Match(expected: index, found: left.isEmpty ? nil : left.removeFirst()))
      places[row.key] = left
    }
    var extra = Set(places.values.flatMap(\.self))
    for index in matches.indices where matches[index].found == nil {
      if extra.remove(index) != nil { matches[index].found = index }
    }
    self.matches = matches
    self.extra = extra.sorted()
  }

  /// The place of the first row that should come later; `nil` when the order is right.
  var firstOutOfOrder: Int? {
    let places = matches.compactMap(\.found)
    return zip(places, places.sorted()).first { $0 != $1 }?.1
  }
}
