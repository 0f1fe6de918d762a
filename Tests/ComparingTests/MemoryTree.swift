import Diagnostics

@testable import Comparing

/// Files that exist in a test only.
struct MemoryTree: FileTree {
  var files: [String: String]

  func kind(_ path: String) -> EntryKind {
    if files[path] != nil { return .file }
    return files.keys.contains { path.isEmpty || $0.hasPrefix("\(path)/") } ? .folder : .nothing
  }

  func names(in path: String) -> [String] {
    let prefix = path.isEmpty ? "" : "\(path)/"
    let names = files.keys.filter { $0.hasPrefix(prefix) }
      .compactMap { $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init) }
    return Set(names).sorted()
  }

  func read(_ path: String) throws(SourceError) -> [UInt8] {
    guard let text = files[path] else { throw SourceError("there is no '\(path)'") }
    return Array(text.utf8)
  }

  /// The result sets in the files, or the messages about them.
  func sets(
    _ label: String = "results", rules: ColumnRules = ColumnRules()
  ) throws -> (sets: [ResultSet]?, diagnostics: DiagnosticList) {
    var diagnostics = DiagnosticList()
    let source = ComparisonSource(label: label, tree: self, path: label, isRevision: false)
    let sets = try SourceReading(source, rules: rules).read(into: &diagnostics)
    return (sets, diagnostics)
  }
}

/// Compares two trees of files.
func compare(
  _ a: [String: String], _ b: [String: String], _ rules: JudgingRules = JudgingRules(),
  columns: ColumnRules = ColumnRules()
) throws -> Comparison {
  let first = try MemoryTree(files: a).sets("old/demo", rules: columns)
  let second = try MemoryTree(files: b).sets("new/demo", rules: columns)
  guard let setsA = first.sets, let setsB = second.sets else {
    let messages = (first.diagnostics.sorted + second.diagnostics.sorted).map(\.message)
    throw SourceError(messages.joined(separator: "; "))
  }
  var diagnostics = DiagnosticList()
  ColumnAgreement.check(setsA, setsB, into: &diagnostics)
  guard !diagnostics.hasErrors else {
    let messages = diagnostics.sorted.map { diagnostic in
      let start = diagnostic.range.start
      return "\(start.line):\(start.column): \(diagnostic.message)"
        + (diagnostic.hint.map { "; \($0)" } ?? "")
    }
    throw SourceError(messages.joined(separator: "\n"))
  }
  return Comparison("old/demo", setsA, "new/demo", setsB, rules: rules)
}

/// One table with one column of numbers, for tests of form.
func compareFiles(
  _ a: String, _ b: String, _ rules: JudgingRules = JudgingRules(),
  columns: ColumnRules = ColumnRules()
) throws -> Comparison {
  try compare(["": a], ["": b], rules, columns: columns)
}

extension Comparison {
  /// The cell of a row and a column of the first experiment.
  func cell(_ row: String, _ metric: String) -> CellComparison? {
    experiments.first?.cells.first { $0.row.label == row && $0.metric.metric.name == metric }?.cell
  }
}
