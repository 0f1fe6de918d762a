/// A cell in one line, for gates and annotations.
enum CellSentence {
  /// `0.9575 → 0.9300 (−0.0275, p = 0.003; paired t test, seeds 2–9 (n = 8))`.
  static func text(_ cell: CellComparison, _ metric: MetricComparison) -> String {
    let digits = DiffNumber.digits([cell])
    let sides = [cell.a, cell.b].map { side in
      side.map { DiffNumber.fixed($0.shownMean, digits) } ?? "–"
    }.joined(separator: " → ")
    var facts: [String] = []
    if let difference = cell.difference, cell.a != nil, cell.b != nil {
      facts.append(DiffNumber.signed(difference, digits))
    }
    if let p = cell.adjustedPValue {
      let text = DiffNumber.pValue(p)
      facts.append(text.hasPrefix("<") ? "p < \(text.dropFirst())" : "p = \(text)")
    }
    let notes = Footnotes.notes(of: cell).joined(separator: "; ")
    let inner = [facts.joined(separator: ", "), notes].filter { !$0.isEmpty }
    return sides + (inner.isEmpty ? "" : " (\(inner.joined(separator: "; ")))")
  }
}
