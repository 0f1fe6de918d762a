internal import Diagnostics

/// Collects the entries of one mapping: keys are checked, and `<<` entries merged in.
struct EntryList {
  typealias Report = (
    DiagnosticCode, SourceRange, _ message: String, _ hint: String?, [Diagnostic.Note]
  ) -> Void

  private enum Item {
    case entry(YAMLEntry)
    case merge([YAMLEntry])
  }

  private var items: [Item] = []
  private var keyRanges: [String: SourceRange] = [:]

  /// The range of the first key, good or bad.
  private(set) var firstRange: SourceRange?

  /// Adds an entry unless its key is unusable, which is reported.
  mutating func add(_ key: YAMLNode, at range: SourceRange, _ value: YAMLNode, report: Report) {
    if firstRange == nil { firstRange = range }
    guard let scalar = key.scalar else {
      report(
        .syntax, range, "a key must be plain text, not \(key.kindDescription)",
        "'{', '[' and '?' start such keys; quote the text if it is meant literally", [])
      return
    }
    if scalar.isPlain && scalar.text.isEmpty {
      report(.syntax, range, "a key is missing before ':'", nil, [])
      return
    }
    if let first = keyRanges[scalar.text] {
      report(
        .duplicateKey, range, "the key '\(scalar.text)' is defined twice",
        "delete or rename one of the two", [.init("first defined here", at: first)])
      return
    }
    keyRanges[scalar.text] = range
    if scalar.isPlain && scalar.text == "<<" {
      merge(value, report)
    } else {
      items.append(.entry(YAMLEntry(key: scalar.text, keyRange: range, value: value)))
    }
  }

  private mutating func merge(_ value: YAMLNode, _ report: Report) {
    for source in value.sequence ?? [value] {
      if let entries = source.mapping {
        items.append(.merge(entries))
      } else {
        report(
          .wrongType, source.range,
          "'<<' merges a mapping or a list of mappings, not \(source.kindDescription)",
          "write '<<: *name' with the name of an anchored mapping", [])
      }
    }
  }

  /// The entries in written order, merged ones where their `<<` stands.
  ///
  /// A key of the mapping itself wins over a merged one, and an earlier merge over a later one.
  func merged() -> [YAMLEntry] {
    var seen: Set<String> = []
    for case .entry(let entry) in items { seen.insert(entry.key) }
    var result: [YAMLEntry] = []
    for item in items {
      switch item {
      case .entry(let entry): result.append(entry)
      case .merge(let entries): result += entries.filter { seen.insert($0.key).inserted }
      }
    }
    return result
  }
}
