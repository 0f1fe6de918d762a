internal import Reporting
internal import Statistics

/// The values of one cell with the seeds they belong to.
struct Samples {
  let values: [Double]
  let seeds: [String]
  /// A trial without a finite value, as a clause.
  let gap: String?
  /// What the table beside the trials prints for all of them.
  private let printed: PrintedSummary?

  init(_ row: ResultRow, _ values: [Double?], printed: PrintedSummary? = nil) {
    self.printed = printed
    var (found, seeds) = ([Double](), [String]())
    var missing: [String] = []
    for (trial, value) in zip(row.trials, values) {
      if let value, value.isFinite {
        found.append(value)
        seeds.append(trial.seed)
      } else {
        missing.append(Self.absence(trial, value))
      }
    }
    self.values = found
    self.seeds = seeds
    let whole = "\(found.count) of \(values.count) values"
    gap = missing.isEmpty ? nil : "\(whole), \(Self.list(missing))"
  }

  private static func absence(_ trial: ResultTrial, _ value: Double?) -> String {
    let name = trial.seed.isEmpty ? "one" : "seed \(trial.seed)"
    if let value { return "\(name) is \(NumberText.significant(value, 6))" }
    if trial.state.isEmpty || trial.state == "finished" { return "\(name) has none" }
    return trial.state.hasPrefix("diverged") ? "\(name) diverged" : "\(name): \(trial.state)"
  }

  private static func list(_ texts: [String]) -> String {
    texts.count <= 3
      ? texts.joined(separator: ", ")
      : texts.prefix(2).joined(separator: ", ") + " and \(texts.count - 2) more"
  }

  var count: Int { values.count }

  var side: CellComparison.Side? {
    Summary(values).map {
      CellComparison.Side(
        mean: $0.mean, halfWidth: $0.halfWidth, count: $0.count, printed: printed)
    }
  }

  private var hasSeeds: Bool { !seeds.contains("") }

  /// The values of both sides by seed when both have the same seeds; single values always pair.
  func pairs(with other: Samples) -> [(Double, Double)]? {
    guard count == other.count else { return nil }
    if seeds == other.seeds, hasSeeds { return Array(zip(values, other.values)) }
    if count == 1 { return [(values[0], other.values[0])] }
    // Samples without seeds pair only when they are the same, whatever their order.
    guard hasSeeds, other.hasSeeds else {
      return values.sorted() == other.values.sorted() ? values.map { ($0, $0) } : nil
    }
    guard Set(seeds) == Set(other.seeds) else { return nil }
    let theirs = Dictionary(zip(other.seeds, other.values)) { first, _ in first }
    return zip(seeds, values).map { seed, value in (value, theirs[seed] ?? value) }
  }

  /// Whether the other side has some of these seeds and no others.
  func isMissingSeeds(of other: Samples) -> Bool {
    guard hasSeeds, other.hasSeeds, other.count < count else { return false }
    return Set(other.seeds).isSubset(of: seeds)
  }

  /// The seeds with runs as `2–9`; empty when there are none.
  var seedText: String {
    guard hasSeeds else { return "" }
    let numbers = seeds.compactMap(UInt64.init)
    return numbers.count == seeds.count
      ? Caption.list(numbers.sorted()) : seeds.joined(separator: ", ")
  }

  /// What the trials were measured with, as their bits say, or else the lock.
  func yardstick(of row: ResultRow) -> Yardstick? {
    predictions(of: row).map {
      Yardstick(tier: $0.tier, testSet: $0.testSet, count: $0.count)
    } ?? row.yardstick
  }

  /// The bits of the only model.
  func predictions(of row: ResultRow) -> Predictions? {
    seeds.first.flatMap { row.predictions[$0] }
  }
}

/// A mean with its interval, from a table or from values.
struct Summarized {
  let side: CellComparison.Side?
  /// The summary when there is a spread to judge by.
  let summary: Summary?
  let gap: String?

  init(_ row: ResultRow, _ cell: ResultCell) {
    switch cell {
    case .absent: (side, summary, gap) = (nil, nil, "no value")
    case .values(let values, let printed):
      let samples = Samples(row, values, printed: printed)
      side = samples.side
      summary = samples.count > 2 ? Summary(samples.values) : nil
      gap = samples.gap
    case .summary(let mean, let halfWidth, let count):
      let number = Int(count) ?? 1
      guard mean.isFinite else {
        (side, summary) = (nil, nil)
        gap = "the value is \(NumberText.significant(mean, 6))"
        return
      }
      side = CellComparison.Side(mean: mean, halfWidth: halfWidth, count: number)
      summary = halfWidth.flatMap { Summary(mean: mean, halfWidth: $0, count: number) }
      gap = count.contains("/") ? "only \(count) trials finished" : nil
    }
  }
}
