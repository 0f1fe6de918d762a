internal import Specification

extension TrialRecord {
  /// Whether two records can be of one training.
  ///
  /// One of them may have measured more than the other, may have taken longer, and may have been made
  /// where OpenBLAS chose another kernel; what both have measured must be the same to the bit.
  package func agrees(with other: TrialRecord) -> Bool {
    guard id == other.id, seed == other.seed, state == other.state, tier == other.tier,
      parameterCount == other.parameterCount, restoredEpoch == other.restoredEpoch
    else { return false }
    return curves.allSatisfy { metric, curve in
      guard let others = other.curves[metric] else { return true }
      return curve.count == others.count
        && zip(curve, others).allSatisfy { lhs, rhs in
          guard let lhs, let rhs else { return true }
          return lhs.bitPattern == rhs.bitPattern
        }
    }
  }

  /// How many values were measured.
  package var valueCount: Int {
    curves.values.reduce(hasPredictedClasses ? 1 : 0) { $0 + $1.count { $0 != nil } }
  }
}
