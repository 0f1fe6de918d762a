/// Finds the name that a mistyped one was probably meant to be.
package enum Suggestion {
  /// A candidate with how sure it is.
  package struct Match: Sendable, Equatable {
    package var name: String
    /// Whether hardly anything else can have been meant.
    package var isCertain: Bool

    package init(_ name: String, isCertain: Bool) {
      self.name = name
      self.isCertain = isCertain
    }
  }

  /// The candidate that a name most likely stands for, or `nil` if none is near.
  ///
  /// - Parameters:
  ///   - name: What was written.
  ///   - candidates: The valid names, in the order of preference.
  /// - Returns: One of the candidates, never `name` itself.
  package static func nearest(to name: String, among candidates: [String]) -> String? {
    match(for: name, among: candidates)?.name
  }

  /// The candidate that a name most likely stands for, or `nil` if none is near.
  ///
  /// Letter case, `-`, `_` and spaces do not count. In this order: one or two mistyped letters
  /// (`learing_rate`), shortened words (`val_accuracy`), some words of a longer name (`accuracy`),
  /// more mistyped letters, words in another order (`pool_max`), initials (`lr` for `learning_rate`),
  /// and a name that goes on or stops short (`conv2d` for `conv`, `moment` for `momentum`).
  /// Of equally near candidates the first wins.
  ///
  /// - Parameters:
  ///   - name: What was written.
  ///   - candidates: The valid names, in the order of preference.
  /// - Returns: One of the candidates, never `name` itself.
  /// - Complexity: O(`candidates` × length²), for lengths of at most `maximumLength`.
  package static func match(for name: String, among candidates: [String]) -> Match? {
    let written = Spelling(name)
    guard (1...maximumLength).contains(written.letters.count) else { return nil }
    var best: (candidate: String, distance: Distance)?
    var isUnique = true
    for candidate in candidates where candidate != name {
      guard let distance = Distance(written, Spelling(candidate)) else { continue }
      if let known = best, known.distance <= distance {
        if known.distance == distance, known.candidate != candidate { isUnique = false }
        continue
      }
      best = (candidate, distance)
      isUnique = true
    }
    return best.map {
      let meant = Spelling($0.candidate)
      return Match(
        $0.candidate,
        isCertain: isUnique && written.digits == meant.digits
          && $0.distance.isSlip(in: written.letters.count, meant.letters.count))
    }
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

    /// Names that differ in a number are names of different things.
    var digits: [Unicode.Scalar] { letters.filter { ("0"..."9").contains($0) } }

    var initials: [Unicode.Scalar] { words.compactMap(\.first) }

    /// Whether each word is the start of the other name's word in its place: `val_acc`.
    func shortensWords(of other: Spelling) -> Bool {
      words.count > 1 && words.count == other.words.count
        && zip(words, other.words).allSatisfy { $0.count >= 2 && $1.starts(with: $0) }
    }

    var sortedWords: [String] {
      words.map { String(String.UnicodeScalarView($0)) }.sorted()
    }
  }

  /// How far a candidate is from what was written; smaller is nearer.
  private enum Distance: Comparable {
    case fewEdits(Int)
    case shortenedWords
    case someWords
    case edits(Int)
    case wordOrder
    case initials
    case prefix(rest: Int)

    /// Whether it is a slip of the hand: a letter or two in a name of some length, one in a name of
    /// three or four letters.
    func isSlip(in length: Int, _ meant: Int) -> Bool {
      switch self {
      case .fewEdits(0): true
      case .fewEdits(let count): min(length, meant) >= 3 && count <= max(1, min(2, length / 4))
      case .shortenedWords, .edits, .wordOrder, .initials, .prefix, .someWords: false
      }
    }

    init?(_ written: Spelling, _ candidate: Spelling) {
      let (a, b) = (written.letters, candidate.letters)
      guard !b.isEmpty, b.count <= maximumLength else { return nil }
      let allowed = max(a.count, b.count) / 3
      let edits = abs(a.count - b.count) <= allowed ? editDistance(a, b) : .max
      if edits <= min(2, allowed) {
        self = .fewEdits(edits)
      } else if written.shortensWords(of: candidate) {
        self = .shortenedWords
      } else if a.count >= 4, written.words.count < candidate.words.count,
        written.words.allSatisfy(candidate.words.contains)
      {
        self = .someWords
      } else if edits <= allowed {
        self = .edits(edits)
      } else if written.words.count > 1, written.sortedWords == candidate.sortedWords {
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
