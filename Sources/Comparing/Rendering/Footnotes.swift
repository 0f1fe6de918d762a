internal import Reporting
internal import Statistics

/// What verdicts stand on, each said once and referred to by its number.
struct Footnotes {
  private(set) var texts: [String] = []
  private let rules: JudgingRules

  init(_ rules: JudgingRules) {
    self.rules = rules
  }

  /// The numbers of a cell's notes, from 1.
  mutating func numbers(of cell: CellComparison) -> [Int] {
    Self.notes(of: cell).map { note in
      if let known = texts.firstIndex(of: note) { return known + 1 }
      texts.append(note)
      return texts.count
    }
  }

  /// The notes of one cell.
  static func notes(of cell: CellComparison) -> [String] {
    switch cell.evidence {
    case .none: return cell.remark.map { [$0] } ?? []
    case .test(let test, _, let seeds):
      return ["\(test.title), \(seeds)"] + (cell.remark.map { [$0] } ?? [])
    case .examples(let test):
      return [
        "one seed on each side: exact McNemar test over \(test.count) test examples, bootstrap "
          + "interval; evidence about these two models, not about the technique"
      ] + (cell.remark.map { [$0] } ?? [])
    case .tolerance(let amount):
      let reason = cell.remark.map { " (\($0))" } ?? ""
      return ["no statistics\(reason): judged by tolerance \(amount)"]
    }
  }

  /// What holds for every p value and interval; empty without any.
  static func common(_ comparison: Comparison) -> [String] {
    let cells = comparison.experiments.flatMap(\.cells).map(\.cell)
    let judged = comparison.experiments.filter { $0.barrier == nil }.flatMap(\.cells).map(\.cell)
    var texts: [String] = []
    if judged.contains(where: { $0.verdict == .notComparable && $0.isShortOfSeeds }) {
      texts.append(
        "Single seeds can be judged with --tolerance, or on the test examples with "
          + "'predictions: true' under 'report'; 'replicate' under 'sweep' trains more seeds.")
    }
    guard cells.contains(where: { $0.evidence.result != nil }) else { return texts }
    let level = comparison.rules.level
    return texts + [
      "Level \(DiffNumber.plain(level)); p values are corrected over the rows of a column (Holm), "
        + "\(DiffNumber.plain(100 * (1 - level)))% intervals of the change are not."
    ]
  }
}
