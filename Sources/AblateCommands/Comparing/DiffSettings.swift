internal import Comparing

/// What the command line says about a comparison.
struct DiffSettings {
  var format: any DiffFormat.Type
  var gate: Gate?
  var rules: JudgingRules
  var columns: ColumnRules
  var showsAll: Bool
  /// `always`, `never` or `auto`.
  var color: String

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let names = DiffFormatRegistry.all.map { $0.name }
    let name = try arguments.choice(of: DiffCommand.format, among: names)
    format = name.flatMap(DiffFormatRegistry.format) ?? DiffFormatRegistry.all[0]
    gate = try arguments.choice(of: DiffCommand.gate, among: Gate.allCases.map(\.rawValue))
      .flatMap(Gate.init)
    let family = try arguments.choice(
      of: DiffCommand.test, among: JudgingRules.Family.allCases.map(\.rawValue))
    columns = ColumnRules(
      keys: arguments.values(of: DiffCommand.key),
      metrics: arguments.values(of: DiffCommand.metric),
      lowerIsBetter: arguments.values(of: DiffCommand.lowerIsBetter),
      higherIsBetter: arguments.values(of: DiffCommand.higherIsBetter))
    for column in columns.lowerIsBetter where columns.higherIsBetter.contains(column) {
      throw UsageError("'\(column)' cannot be better both lower and higher")
    }
    rules = JudgingRules(
      level: try Self.level(arguments.value(of: DiffCommand.level)),
      family: family.flatMap(JudgingRules.Family.init) ?? .auto,
      tolerances: try Self.tolerances(arguments.values(of: DiffCommand.tolerance)))
    showsAll = arguments.has(DiffCommand.all)
    color =
      try arguments.choice(of: DiffCommand.color, among: ["auto", "always", "never"]) ?? "auto"
  }

  private static func level(_ text: String?) throws(UsageError) -> Double {
    guard let text else { return JudgingRules().level }
    guard let level = Double(text), level > 0, level < 0.5 else {
      throw UsageError("'--level' expects a number between 0 and 0.5, not '\(text)'")
    }
    return level
  }

  private static func tolerances(_ texts: [String]) throws(UsageError) -> Tolerances {
    var tolerances = Tolerances()
    for text in texts {
      // The name of a column may hold an equals sign, a number none.
      let parts = text.split(separator: "=", omittingEmptySubsequences: false)
      let name = parts.dropLast().joined(separator: "=")
      guard let amount = Tolerances.Amount(String(parts.last ?? "")),
        parts.count == 1 || !name.isEmpty
      else {
        throw UsageError(
          "'--tolerance' expects a number or a share, such as 0.005, 1% or test_loss=2%, not '\(text)'"
        )
      }
      if parts.count == 1 {
        tolerances.general = amount
      } else {
        tolerances.byMetric[name] = amount
      }
    }
    return tolerances
  }
}
