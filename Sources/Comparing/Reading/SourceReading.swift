package import Diagnostics
internal import Foundation
internal import Reporting

/// Reads a side of a comparison: one file, one results folder, or a folder of such folders.
package struct SourceReading {
  private let source: ComparisonSource
  private let rules: ColumnRules

  package init(_ source: ComparisonSource, rules: ColumnRules) {
    self.source = source
    self.rules = rules
  }

  /// Reads everything.
  ///
  /// - Parameter diagnostics: Receives all mistakes in the files.
  /// - Returns: The result sets, sorted by name; `nil` when there is a mistake.
  /// - Throws: `SourceError` when there is nothing to compare.
  package func read(into diagnostics: inout DiagnosticList) throws(SourceError) -> [ResultSet]? {
    if try source.tree.kind("") == .file { return try file(into: &diagnostics) }
    if let set = try folder("", into: &diagnostics) {
      return set.isEmpty || diagnostics.hasErrors ? nil : set
    }
    var sets: [ResultSet] = []
    var isBroken = false
    var found = 0
    for name in try source.tree.names(in: "") where !name.hasPrefix(".") {
      guard try source.tree.kind(name) == .folder else { continue }
      guard let set = try folder(name, into: &diagnostics) else { continue }
      found += 1
      if set.isEmpty { isBroken = true }
      sets += set
    }
    guard found > 0 else {
      throw SourceError(
        "'\(source.label)' holds no results: there is no table.csv in it or in its folders")
    }
    return isBroken || diagnostics.hasErrors ? nil : sets
  }

  private func file(into diagnostics: inout DiagnosticList) throws(SourceError) -> [ResultSet]? {
    guard
      let document = CSVReader.read(
        try source.tree.read(""), name: source.label, into: &diagnostics)
    else { return nil }
    var reading = TableReading(rules: rules)
    var set = reading.read(document)
    diagnostics.append(contentsOf: reading.diagnostics)
    set?.tablePath = source.isRevision ? nil : source.path
    if document.column("epoch") != nil, document.column("value") != nil {
      set?.curves = CurveSource(tree: source.tree, path: "", label: source.label)
    }
    return set.map { [$0] }
  }

  /// The results in a folder: `nil` when there are none, empty when they are broken.
  private func folder(
    _ path: String, into diagnostics: inout DiagnosticList
  ) throws(SourceError) -> [ResultSet]? {
    let prefix = path.isEmpty ? "" : "\(path)/"
    var hasResults = false
    for name in ["table.csv", TrialsFile.fileName] where !hasResults {
      hasResults = try source.tree.kind(prefix + name) == .file
    }
    guard hasResults else { return nil }
    let label = path.isEmpty ? source.label : "\(source.label)/\(path)"
    var reading = FolderReading(tree: source.tree, folder: path, label: label, rules: rules)
    var set = try reading.read()
    diagnostics.append(contentsOf: reading.diagnostics)
    let base = source.path.hasSuffix("/") ? String(source.path.dropLast()) : source.path
    set?.name =
      path.isEmpty ? URL(filePath: base).standardizedFileURL.lastPathComponent : path
    set?.tablePath = source.isRevision ? nil : "\(base)/\(prefix)table.csv"
    return set.map { [$0] } ?? []
  }
}
