internal import Diagnostics
internal import Reporting
internal import Specification
internal import Statistics

/// Reads a results folder: the table says which rows there are, the trials what is behind them.
struct FolderReading {
  let tree: any FileTree
  /// The folder's path in the tree; empty for the tree's own place.
  let folder: String
  /// The folder's path as messages show it.
  let label: String
  let rules: ColumnRules
  var diagnostics = DiagnosticList()

  init(tree: any FileTree, folder: String, label: String, rules: ColumnRules) {
    self.tree = tree
    self.folder = folder
    self.label = label
    self.rules = rules
  }

  mutating func read() throws(SourceError) -> ResultSet? {
    let table = try document("table.csv")
    let trials = try document(TrialsFile.fileName)
    let bits = try document(PredictionsFile.fileName)
    guard !diagnostics.hasErrors, let main = table ?? trials else { return nil }
    // A metric that `--metric` names may be in the trials alone.
    var reading = TableReading(rules: trials == nil || table == nil ? rules : Self.relaxed(rules))
    let found = reading.read(main)
    diagnostics.append(contentsOf: reading.diagnostics)
    guard var result = found else { return nil }
    if let table, let trials, TableReading.isTrials(trials) { join(&result, table, trials) }
    if let bits {
      let predictions = PredictionsReader.read(bits, into: &diagnostics)
      for index in result.rows.indices {
        result.rows[index].predictions = predictions[result.rows[index].key[0]] ?? [:]
      }
    }
    try readLock(into: &result)
    result.curves = CurveSource(
      tree: tree, path: path(CurvesFile.fileName), label: "\(label)/\(CurvesFile.fileName)")
    return diagnostics.hasErrors ? nil : result
  }

  /// Takes from the lock what the trials were measured with, or why it says nothing.
  private func readLock(into result: inout ResultSet) throws(SourceError) {
    let file = path(ResultLock.fileName)
    guard try tree.kind(file) == .file else {
      result.lock = .absent
      return
    }
    switch ResultLock.read(try tree.read(file)) {
    case .success(let lock):
      result.lock = .read
      let measured = MeasuredTrials(lock)
      for index in result.rows.indices {
        result.rows[index].yardstick = measured.yardstick(of: result.rows[index].trials)
      }
    case .failure(let damage):
      result.lock = .damaged("\(label)/\(ResultLock.fileName) cannot be used: \(damage)")
    }
  }

  private static func relaxed(_ rules: ColumnRules) -> ColumnRules {
    var copy = rules
    copy.metrics = []
    return copy
  }

  private func path(_ name: String) -> String { folder.isEmpty ? name : "\(folder)/\(name)" }

  private mutating func document(_ name: String) throws(SourceError) -> CSVDocument? {
    guard try tree.kind(path(name)) == .file else { return nil }
    return CSVReader.read(
      try tree.read(path(name)), name: "\(label)/\(name)", into: &diagnostics)
  }

  /// Puts the values of the reported trials behind each row.
  private mutating func join(
    _ result: inout ResultSet, _ table: CSVDocument, _ trials: CSVDocument
  ) {
    let known = trials.heads.filter { Metric($0) != nil }
    if !rules.metrics.isEmpty {
      for name in rules.metrics where !known.contains(name) {
        diagnostics.report(
          .missingColumn, at: trials.headRange(), "there is no metric '\(name)'",
          hint: Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" })
      }
    }
    let shown = result.metrics.map(\.name)
    let names = rules.metrics.isEmpty ? shown : known.filter(rules.metrics.contains)
    let parameters = TableReading.parameterNames(trials)
    let reported = ReportedTrials(trials)
    let columns = TrialColumns(trials, seed: trials.column("seed"))
    for index in result.rows.indices {
      let row = result.rows[index]
      let lines = reported.lines(of: row.key[0])
      result.rows[index].trials = lines.map(columns.trial)
      result.rows[index].cells = names.map { name in
        let before = shown.firstIndex(of: name).map { row.cells[$0] } ?? .absent
        let text = table.column(name).map { table.text(index, $0) } ?? ""
        return cell(name, before, text, lines, trials, row)
      }
      // The table's own words, then the parameters of the setting behind the row.
      let extra = parameters.filter { !result.attributeNames.contains($0) }
      result.rows[index].attributes += extra.map { name in
        lines.first.flatMap { line in trials.column(name).map { trials.text(line, $0) } } ?? ""
      }
    }
    result.attributeNames += parameters.filter { !result.attributeNames.contains($0) }
    result.metrics = names.map { ComparedMetric($0, rules.goal(of: $0)) }
  }

  /// The values of one metric; where the trials do not fit the table, a diagnostic.
  private mutating func cell(
    _ name: String, _ before: ResultCell, _ text: String, _ lines: [Int], _ trials: CSVDocument,
    _ row: ResultRow
  ) -> ResultCell {
    guard let column = trials.column(name), !lines.isEmpty else { return before }
    var values: [Double?] = []
    for line in lines {
      let value = trials.number(line, column)
      if value == nil, !trials.isEmpty(line, column) {
        diagnostics.report(
          .invalidCell, at: trials.range(line, column),
          "column '\(name)': '\(trials.text(line, column))' is not a number")
      }
      values.append(value)
    }
    let found = values.compactMap(\.self)
    guard case .summary(let mean, let halfWidth, _) = before, let own = Summary(found)?.mean else {
      return found.isEmpty ? .absent : .values(values)
    }
    let printed = PrintedMean(text: text, value: mean)
    let texts = lines.filter { !trials.isEmpty($0, column) }.map { trials.text($0, column) }
    if !printed.agrees(with: own, of: texts) {
      diagnostics.report(
        .inconsistentTable,
        at: trials.range(lines[0], column),
        "the table says \(text) for '\(row.key[0])', the trials give \(printed.exceeding(own))",
        hint: "one of the files was changed by hand; 'ablate table' makes them again")
    }
    return .values(values, printed: PrintedSummary(mean: mean, halfWidth: halfWidth))
  }
}

/// Which lines of `trials.csv` stand behind a row of the table.
struct ReportedTrials {
  private var lines: [String: [Int]] = [:]

  /// Replicates where a variant has any, else the trials whose test metrics were opened.
  init(_ trials: CSVDocument) {
    guard let variant = trials.column("variant"), let phase = trials.column("phase") else { return }
    let tests = trials.heads.indices.filter { Metric(trials.heads[$0])?.part == .test }
    var replicates: [String: [Int]] = [:]
    for row in 0..<trials.rowCount {
      let name = trials.text(row, variant)
      if trials.text(row, phase) == Phase.replicate.name {
        replicates[name, default: []].append(row)
      } else if tests.contains(where: { !trials.isEmpty(row, $0) }) {
        lines[name, default: []].append(row)
      }
    }
    lines.merge(replicates) { $1 }
  }

  func lines(of variant: String) -> [Int] { lines[variant] ?? [] }
}
