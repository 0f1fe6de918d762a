/// Finds the name that a mistyped one was probably meant to be.
package enum Suggestion {
  /// The candidate that a name most likely stands for, or `nil` if none is near.
  ///
  /// Letter case, `-`, `_` and spaces do not count. In this order: a few mistyped letters
  /// (`learing_rate`), words in another order (`pool_max`), initials (`lr` for `learning_rate`), and
  /// a name that goes on or stops short (`conv2d` for `conv`, `moment` for `momentum`). Of equally
  /// near candidates the first wins.
  ///
  /// - Parameters:
  ///   - name: What was written.
  ///   - candidates: The valid names, in the order of preference.
  /// - Returns: One of the candidates, never `name` itself.
  /// - Complexity: O(`candidates` × length²), for lengths of at most `maximumLength`.
  package static func nearest(to name: String, among candidates: [String]) -> String? {
    let written = Spelling(name)
    guard (1...maximumLength).contains(written.letters.count) else { return nil }
    var best: (candidate: String, distance: Distance)?
    for candidate in candidates where candidate != name {
      guard let distance = Distance(written, Spelling(candidate)) else { continue }
      if let known = best, known.distance <= distance { continue }
      best = (candidate, distance)
    }
    return best?.candidate
  }

  /// Longer texts are not misspelled names.
  static let maximumLength = 64
}

extension Suggestion {
  /// A name as the comparison sees it.
  private struct Spelling {
    var words: [[Unicode.Scalar]]
    var letters: [Unicode.Scalar]

    init(_ name: String) {
      let isSeparator: (Unicode.Scalar) -> Bool = { "-_ ".unicodeScalars.contains($0) }
      words = name.lowercased().unicodeScalars.split(whereSeparator: isSeparator).map(Array.init)
      letters = Array(words.joined())
    }

    var initials: [Unicode.Scalar] { words.compactMap(\.first) }

    var sortedWords: [String] {
      words.map { String(String.UnicodeScalarView($0)) }.sorted()
    }
  }

  /// How far a candidate is from what was written; smaller is nearer.
  private enum Distance: Comparable {
    case edits(Int)
    case wordOrder
    case initials
    case prefix(rest: Int)

    init?(_ written: Spelling, _ candidate: Spelling) {
      let (a, b) = (written.letters, candidate.letters)
      guard !b.isEmpty, b.count <= maximumLength else { return nil }
      let allowed = max(a.count, b.count) / 3
      if abs(a.count - b.count) <= allowed {
        let edits = editDistance(a, b)
        if edits <= allowed {
          self = .edits(edits)
          return
        }
      }
      if written.words.count > 1, written.sortedWords == candidate.sortedWords {
        self = .wordOrder
      } else if a.count > 1, a == candidate.initials {
        self = .initials
      } else if min(a.count, b.count) >= 3, a.starts(with: b) || b.starts(with: a) {
        self = .prefix(rest: abs(a.count - b.count))
      } else {
        return nil
      }
    }
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours between two texts.
  ///
  /// This is the optimal string alignment distance: no part is edited twice.
  static func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var current = [i + 1]
      for (j, other) in b.enumerated() {
        var cost = min(
          previous[j + 1] + 1, current[j] + 1, previous[j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == b[j - 1], a[i - 1] == other {
          cost = min(cost, beforePrevious[j - 1] + 1)
        }
        current.append(cost)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[b.count]
  }
}
