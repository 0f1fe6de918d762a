/// What may be said about the difference between two cells.
package enum Verdict: String, Hashable, Sendable, CaseIterable {
  case better
  case worse
  /// The values are the same.
  case same
  /// A test, or a tolerance, does not tell the difference from none.
  case noEvidence = "no evidence"
  /// There is nothing to judge by; never counts as a pass.
  case notComparable = "not comparable"

  /// The mark in a table.
  package var mark: String {
    switch self {
    case .better: "better"
    case .worse: "WORSE"
    case .same: "="
    case .noEvidence: "~"
    case .notComparable: "?"
    }
  }
}
