/// The lines in which two texts differ, in the unified format.
enum LineDifference {
  /// Unchanged lines that are shown around a change.
  private static let context = 2

  private enum Line {
    case kept(String)
    case removed(String)
    case added(String)

    var isChange: Bool {
      switch self {
      case .kept: false
      case .removed, .added: true
      }
    }

    var text: String {
      switch self {
      case .kept(let text): " " + text
      case .removed(let text): "-" + text
      case .added(let text): "+" + text
      }
    }
  }

  /// The difference; empty for equal texts.
  ///
  /// - Parameters:
  ///   - old: The text before.
  ///   - new: The text after.
  ///   - name: The file's name for the head.
  /// - Returns: Head and hunks, each line with a line feed.
  /// - Complexity: O(lines × changes).
  static func text(from old: String, to new: String, name: String) -> String {
    if old == new { return "" }
    let lines = lines(split(old), split(new))
    var shown: [Range<Int>] = []
    for index in lines.indices where lines[index].isChange {
      let range = max(0, index - context)..<min(lines.count, index + context + 1)
      if let last = shown.last, range.lowerBound <= last.upperBound {
        shown[shown.count - 1] = last.lowerBound..<range.upperBound
      } else {
        shown.append(range)
      }
    }
    var text = "--- \(name)\n+++ \(name)\n"
    for range in shown {
      let before = lines[..<range.lowerBound]
      let inside = lines[range]
      let start = (count(before, old: true) + 1, count(before, old: false) + 1)
      let length = (count(inside, old: true), count(inside, old: false))
      text += "@@ -\(start.0),\(length.0) +\(start.1),\(length.1) @@\n"
      text += inside.map { $0.text + "\n" }.joined()
    }
    return text
  }

  private static func split(_ text: String) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func count(_ lines: ArraySlice<Line>, old: Bool) -> Int {
    lines.count { line in
      switch line {
      case .kept: true
      case .removed: old
      case .added: !old
      }
    }
  }

  private static func lines(_ old: [String], _ new: [String]) -> [Line] {
    var removed: Set<Int> = []
    var added: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    var result: [Line] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if removed.contains(i) {
        result.append(.removed(old[i]))
        i += 1
      } else if added.contains(j) {
        result.append(.added(new[j]))
        j += 1
      } else {
        result.append(.kept(old[i]))
        i += 1
        j += 1
      }
    }
    return result
  }
}
