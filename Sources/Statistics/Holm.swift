/// Holm's correction of several p values, which keeps the probability of any false finding.
package enum Holm {
  /// The corrected p values, in the same order.
  ///
  /// - SeeAlso: S. Holm, Scandinavian Journal of Statistics 6, 1979.
  package static func adjusted(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
    var result = pValues
    var highest = 0.0
    for (rank, index) in order.enumerated() {
      highest = max(highest, min(1, Double(pValues.count - rank) * pValues[index]))
      result[index] = highest
    }
    return result
  }
}
