internal import Diagnostics

/// Finds rows that are the same under another name.
///
/// In this order: the same trials stand behind both; all shown numbers are equal; the names are
/// near to each other and the settings equal. A row that fits several others is left alone.
struct RenameFinder {
  let a: ResultSet
  let b: ResultSet

  func renames(_ left: [Int], _ right: [Int]) -> [Int: Int] {
    var (open, free) = (left, right)
    var found: [Int: Int] = [:]
    for isSame in [sameTrials, sameNumbers, nearNames] {
      for old in open {
        let fitting = free.filter { isSame(a.rows[old], b.rows[$0]) }
        guard fitting.count == 1, let new = fitting.first,
          open.count(where: { isSame(a.rows[$0], b.rows[new]) }) == 1
        else { continue }
        found[old] = new
        open.removeAll { $0 == old }
        free.removeAll { $0 == new }
      }
    }
    return found
  }

  /// More rows than anyone renames; comparing each with each would take long.
  static let mostRows = 200

  private func sameTrials(_ old: ResultRow, _ new: ResultRow) -> Bool {
    let (first, second) = (old.trials.map(\.id), new.trials.map(\.id))
    return !first.isEmpty && !first.contains("") && first == second && onlyVariantDiffers(old, new)
  }

  private func sameNumbers(_ old: ResultRow, _ new: ResultRow) -> Bool {
    guard a.metrics == b.metrics, old.cells == new.cells else { return false }
    return old.cells.contains { $0 != .absent } && onlyVariantDiffers(old, new)
  }

  private func nearNames(_ old: ResultRow, _ new: ResultRow) -> Bool {
    guard onlyVariantDiffers(old, new), a.attributeNames == b.attributeNames,
      old.attributes == new.attributes
    else { return false }
    return Suggestion.nearest(to: old.key[0], among: [new.key[0]]) != nil
  }

  /// Parameters in a key are values, not names: another value is another row.
  private func onlyVariantDiffers(_ old: ResultRow, _ new: ResultRow) -> Bool {
    old.key.count == new.key.count && old.key.dropFirst() == new.key.dropFirst()
  }
}
