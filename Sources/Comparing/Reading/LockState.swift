/// What became of the lock that says on what results were computed.
package enum LockState: Hashable, Sendable {
  /// What was read has no place for a lock: a single file.
  case none
  case absent
  case read
  /// It cannot be believed, for a reason in a clause that names the file.
  case damaged(String)

  /// Why nothing of two results can be compared, as a clause; `nil` where locks stand in no way.
  ///
  /// Older results have no lock on either side and are compared by what their other files say.
  static func barrier(_ a: LockState, _ b: LockState) -> String? {
    let damages = [("A", a), ("B", b)].compactMap { side, state -> String? in
      guard case .damaged(let reason) = state else { return nil }
      return "\(reason), so it is unknown on what \(side) was computed"
    }
    if !damages.isEmpty { return damages.joined(separator: "; ") }
    let missing = a == .absent && b == .read ? "A" : a == .read && b == .absent ? "B" : nil
    return missing.map { "\($0) has no results.lock, so it is unknown on what it was computed" }
  }
}
