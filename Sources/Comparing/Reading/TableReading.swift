internal import Diagnostics
internal import Specification
internal import Statistics

/// Turns CSV files into result sets.
struct TableReading {
  let rules: ColumnRules
  var diagnostics = DiagnosticList()

  init(rules: ColumnRules) {
    self.rules = rules
  }

  static let trialColumns = ["id", "phase", "variant", "seed", "state"]

  /// Whether a file lists trials, as `trials.csv` does.
  static func isTrials(_ document: CSVDocument) -> Bool {
    trialColumns.allSatisfy { document.column($0) != nil }
  }

  /// Reads a file by what its heads say it is.
  mutating func read(_ document: CSVDocument) -> ResultSet? {
    if !rules.keys.isEmpty { return foreign(document, keys: rules.keys) }
    if Self.isTrials(document) { return trials(document) }
    guard document.column("variant") != nil else {
      diagnostics.report(
        .missingColumn, at: document.headRange(),
        "there is no column 'variant', so nothing says what a row is",
        hint: "name the columns that do with '--key'")
      return nil
    }
    let isOurs = document.heads.contains { Metric($0) != nil }
    return isOurs ? table(document) : foreign(document, keys: ["variant"])
  }

  // MARK: table.csv

  /// A table: one line for each variant, means with their intervals.
  private mutating func table(_ document: CSVDocument) -> ResultSet? {
    let names = wanted(document.heads.filter { Metric($0) != nil }, in: document)
    let variant = document.column("variant") ?? 0
    let others = document.heads.filter { head in
      head != "variant" && head != "n" && Metric(head) == nil && !head.hasSuffix("_ci95")
    }
    var result = ResultSet(
      keyNames: ["variant"], metrics: names.map { ComparedMetric($0, rules.goal(of: $0)) },
      attributeNames: others)
    let columns = others.compactMap(document.column)
    for row in 0..<document.rowCount {
      result.rows.append(
        ResultRow(
          key: [document.text(row, variant)], line: document.line(row),
          attributes: columns.map { document.text(row, $0) },
          cells: names.map { summary($0, row, document) }))
    }
    requireDistinct(result, document)
    return diagnostics.hasErrors ? nil : result
  }

  private mutating func summary(_ name: String, _ row: Int, _ document: CSVDocument) -> ResultCell {
    guard let column = document.column(name), let mean = number(row, column, document) else {
      return .absent
    }
    let halfWidth = document.column("\(name)_ci95").flatMap { number(row, $0, document) }
    let count = document.column("n").map { document.text(row, $0) } ?? ""
    return .summary(mean: mean, halfWidth: halfWidth, count: count)
  }

  /// A number that must be one where the cell is not empty.
  private mutating func number(_ row: Int, _ column: Int, _ document: CSVDocument) -> Double? {
    if document.isEmpty(row, column) { return nil }
    if let number = document.number(row, column) { return number }
    if diagnostics.errorCount < NumberMistake.most {
      NumberMistake.report(row, column, of: document, into: &diagnostics)
    }
    return nil
  }

  // MARK: trials.csv

  /// A list of trials: a row for each setting, its seeds as samples.
  private mutating func trials(_ document: CSVDocument) -> ResultSet? {
    let seed = document.column("seed") ?? 0
    let names = wanted(document.heads.filter { Metric($0) != nil }, in: document)
    let parameters = Self.parameterNames(document)
    let keys = ["variant"] + parameters + ["phase"]
    return grouped(document, keys: keys, metrics: names, attributes: [], seed: seed)
  }

  /// What stands between the seeds and the first metric.
  static func parameterNames(_ document: CSVDocument) -> [String] {
    document.heads.filter { Metric($0) == nil && !trialColumns.contains($0) }
  }

  // MARK: Other tables

  private mutating func foreign(_ document: CSVDocument, keys: [String]) -> ResultSet? {
    for key in keys where document.column(key) == nil {
      diagnostics.report(
        .missingColumn, at: document.headRange(), "there is no column '\(key)'",
        hint: Suggestion.nearest(to: key, among: document.heads).map { "did you mean '\($0)'?" })
    }
    guard !diagnostics.hasErrors else { return nil }
    let seed = document.column("seed").flatMap { keys.contains("seed") ? nil : $0 }
    let rest = document.heads.indices.filter {
      !keys.contains(document.heads[$0]) && $0 != seed && document.heads[$0] != "state"
    }
    var (numeric, texts, notes) = ([String](), [String](), [String]())
    for column in rest {
      let name = document.heads[column]
      switch kind(column, document) {
      case .numbers: numeric.append(name)
      case .texts:
        texts.append(name)
        if hasDecimalCommas(column, document) { _ = number(0, column, document) }
      case .mixed(let row):
        texts.append(name)
        if rules.metrics.contains(name) { _ = number(row, column, document) }
        notes.append(
          "'\(name)' is compared as text: line \(document.line(row)) has "
            + "'\(document.text(row, column))'")
      }
    }
    let names = wanted(numeric, in: document)
    guard !diagnostics.hasErrors else { return nil }
    var result = grouped(document, keys: keys, metrics: names, attributes: texts, seed: seed)
    result?.notes = notes
    result?.document = document
    return result
  }

  private enum ColumnKind {
    case numbers
    case texts
    /// Numbers, but for the given row.
    case mixed(Int)
  }

  private func kind(_ column: Int, _ document: CSVDocument) -> ColumnKind {
    var (hasNumber, exception) = (false, nil as Int?)
    for row in 0..<document.rowCount where !document.isEmpty(row, column) {
      if document.number(row, column) != nil {
        hasNumber = true
      } else {
        exception = exception ?? row
      }
      if hasNumber, let exception { return .mixed(exception) }
    }
    return hasNumber ? .numbers : .texts
  }

  /// Whether all cells are numbers to programs that write decimals with a comma.
  ///
  /// Taken for texts they would pass every gate.
  private func hasDecimalCommas(_ column: Int, _ document: CSVDocument) -> Bool {
    document.rowCount > 0
      && (0..<document.rowCount).allSatisfy { row in
        document.text(row, column).wholeMatch(of: /[+\-]?[0-9]+,[0-9]+/) != nil
      }
  }

  /// The metrics to compare: those that `--metric` names, else all.
  private mutating func wanted(_ names: [String], in document: CSVDocument) -> [String] {
    if rules.metrics.isEmpty { return names }
    for name in rules.metrics where document.column(name) == nil {
      diagnostics.report(
        .missingColumn, at: document.headRange(), "there is no column '\(name)'",
        hint: Suggestion.nearest(to: name, among: names).map { "did you mean '\($0)'?" })
    }
    return names.filter(rules.metrics.contains)
  }

  // MARK: Groups

  /// A row for each distinct key; lines of one key are its trials.
  private mutating func grouped(
    _ document: CSVDocument, keys: [String], metrics: [String], attributes: [String], seed: Int?
  ) -> ResultSet? {
    var result = ResultSet(
      keyNames: keys, metrics: metrics.map { ComparedMetric($0, rules.goal(of: $0)) },
      attributeNames: attributes)
    let grouping = RowGrouping(document, columns: keys.compactMap(document.column))
    let trials = TrialColumns(document, seed: seed)
    let columns = metrics.compactMap(document.column)
    let texts = attributes.compactMap(document.column)
    result.rows = grouping.groups.map { lines in
      ResultRow(
        key: grouping.keyColumns.map { document.text(lines[0], $0) }, line: document.line(lines[0]),
        attributes: texts.map { document.text(lines[0], $0) },
        trials: lines.map { trials.trial($0) }, cells: [])
    }
    for (group, lines) in grouping.groups.enumerated() {
      requireDistinctSeeds(result.rows[group], lines, seed, document)
      result.rows[group].cells = columns.map { column in
        let values = lines.map { number($0, column, document) }
        return values.allSatisfy { $0 == nil } ? .absent : .values(values)
      }
    }
    return diagnostics.hasErrors ? nil : result
  }

  private mutating func requireDistinctSeeds(
    _ row: ResultRow, _ lines: [Int], _ seed: Int?, _ document: CSVDocument
  ) {
    guard let seed, lines.count > 1, diagnostics.errorCount < NumberMistake.most else { return }
    var known: Set<String> = []
    for (trial, line) in zip(row.trials, lines) where !trial.seed.isEmpty {
      if known.insert(trial.seed).inserted { continue }
      if diagnostics.errorCount >= NumberMistake.most { return }
      diagnostics.report(
        .duplicateRow, at: document.range(line, seed),
        "seed \(trial.seed) of '\(row.key.joined(separator: ", "))' is there twice",
        hint: "name more columns with '--key' if the lines differ in one")
    }
  }

  private mutating func requireDistinct(_ result: ResultSet, _ document: CSVDocument) {
    var known: [String: Int] = [:]
    for (index, row) in result.rows.enumerated() {
      guard let first = known.updateValue(row.line, forKey: row.key[0]),
        diagnostics.errorCount < NumberMistake.most
      else { continue }
      diagnostics.report(
        .duplicateRow, at: document.range(index, document.column("variant") ?? 0),
        "the row '\(row.key[0])' is there twice",
        hint: "line \(first) has it too; after a merge, make the table again with 'ablate table'")
    }
  }
}
