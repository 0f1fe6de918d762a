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

  /// Adds an entry unless its key is unusable, which is reported.
  mutating func add(
    _ key: YAMLNode, at range: SourceRange, _ value: YAMLNode, isFlow: Bool, report: Report
  ) {
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
    if scalar.isPlain, let bracket = bracketBehindColon(scalar.text) {
      report(
        .syntax, range, "a space is missing behind ':'",
        "write a space between ':' and '\(bracket)'", [])
      return
    }
    if isFlow, scalar.isPlain, value.scalar == .missing, let entry = repaired(scalar.text, range) {
      report(
        .syntax, range, "a space is missing behind ':'",
        "write '\(entry.key): \(entry.value.scalar?.text ?? "")'", [])
      append(entry, report)
      return
    }
    append(
      YAMLEntry(key: scalar.text, keyRange: range, value: value), isMerge: scalar == .merge, report)
  }

  private mutating func append(_ entry: YAMLEntry, isMerge: Bool = false, _ report: Report) {
    if let first = keyRanges[entry.key] {
      let shown = YAMLScalar(text: entry.key, isPlain: false, kind: .string).excerpt
      report(
        .duplicateKey, entry.keyRange, "the key '\(shown)' is defined twice",
        "delete or rename one of the two", [.init("first defined here", at: first)])
      return
    }
    keyRanges[entry.key] = entry.keyRange
    if isMerge { merge(entry.value, report) } else { items.append(.entry(entry)) }
  }

  /// The bracket in `conv:{filters: 6}`, which YAML takes for the key `conv:{filters`.
  private func bracketBehindColon(_ text: String) -> Character? {
    let brackets: [(String, Character)] = [(":{", "{"), (":[", "[")]
    return brackets.first { text.contains($0.0) }?.1
  }

  /// The entry that `{width:3}` was meant to be, which YAML takes for a key without a value.
  ///
  /// Going on with it spares the reader of the messages another one about the missing key.
  private func repaired(_ text: String, _ range: SourceRange) -> YAMLEntry? {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, !parts[1].hasPrefix("/"), range.start.line == range.end.line
    else { return nil }
    var (keyRange, valueRange) = (range, range)
    keyRange.end.column = range.start.column + parts[0].unicodeScalars.count
    valueRange.start.column = min(keyRange.end.column + 1, range.end.column)
    let value = YAMLScalar(
      text: parts[1], isPlain: true, kind: CoreSchema.kind(ofPlain: parts[1]))
    return YAMLEntry(
      key: parts[0], keyRange: keyRange, value: YAMLNode(.scalar(value), at: valueRange))
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

extension YAMLScalar {
  /// The key that merges other mappings into one.
  fileprivate static let merge = YAMLScalar(text: "<<", isPlain: true, kind: .string)
}
