package import Diagnostics
package import YAMLReader

/// One change of an experiment file, as a slip of the hand would make it.
package struct Mutation: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case rename
    case delete
    case duplicate
    case retype
  }

  package var kind: Kind
  /// What is changed: `training.epochs`.
  package var path: String
  /// The line of the change.
  package var line: Int
  /// The whole file afterwards.
  package var text: String
  /// Whether the change concerns a key and its value, not an item of a list.
  package var concernsKey: Bool
}

/// Makes all mutations of a file.
package struct Mutator {
  private let file: SourceFile
  private let scalars: [Unicode.Scalar]
  private let lineStarts: [Int]
  package private(set) var mutations: [Mutation] = []

  /// What values are replaced with.
  static let replacements = [
    "3", "-1.5", "word", "[]", "[1, word]", "{key: 1}", "true", "~", "$undefined",
  ]

  package init(_ file: SourceFile, _ root: YAMLNode) {
    self.file = file
    scalars = Array(file.text.unicodeScalars)
    var starts = [0]
    for (index, scalar) in scalars.enumerated() where scalar == "\n" { starts.append(index + 1) }
    lineStarts = starts
    visit(root, path: "")
  }

  private func offset(_ position: SourcePosition) -> Int {
    lineStarts[position.line - 1] + position.column - 1
  }

  private func replacing(_ start: Int, _ end: Int, with text: String) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars[..<start])
    result.append(contentsOf: text.unicodeScalars)
    result.append(contentsOf: scalars[end...])
    return String(result)
  }

  private mutating func add(
    _ kind: Mutation.Kind, _ path: String, _ line: Int, _ text: String, concernsKey: Bool
  ) {
    mutations.append(
      Mutation(kind: kind, path: path, line: line, text: text, concernsKey: concernsKey))
  }

  private mutating func visit(_ node: YAMLNode, path: String) {
    switch node.content {
    case .scalar: break
    case .sequence(let items):
      for (index, item) in items.enumerated() {
        let path = "\(path)[\(index)]"
        retype(item, path, concernsKey: false)
        removeAndRepeat(item.range, item.range, path, concernsKey: false)
        visit(item, path: path)
      }
    case .mapping(let entries):
      for entry in entries {
        let path = path.isEmpty ? entry.key : "\(path).\(entry.key)"
        rename(entry, path)
        retype(entry.value, path, concernsKey: true)
        removeAndRepeat(entry.keyRange, entry.value.range, path, concernsKey: true)
        visit(entry.value, path: path)
      }
    }
  }

  private mutating func rename(_ entry: YAMLEntry, _ path: String) {
    let key = entry.key
    for new in [key + "x", String(key.dropLast()) + "_", "zzz", key.uppercased()] where new != key {
      let text = replacing(offset(entry.keyRange.start), offset(entry.keyRange.end), with: new)
      add(.rename, path, entry.keyRange.start.line, text, concernsKey: true)
    }
  }

  private mutating func retype(_ node: YAMLNode, _ path: String, concernsKey: Bool) {
    for new in Self.replacements {
      let text = replacing(offset(node.range.start), offset(node.range.end), with: new)
      add(.retype, path, node.range.start.line, text, concernsKey: concernsKey)
    }
  }

  /// Takes out or doubles an entry or item: its lines where it stands alone in them, else its text
  /// with the comma.
  private mutating func removeAndRepeat(
    _ first: SourceRange, _ last: SourceRange, _ path: String, concernsKey: Bool
  ) {
    let (start, end) = (offset(first.start), offset(last.end))
    let line = first.start.line
    let lead = scalars[lineStarts[line - 1]..<start]
    if lead.allSatisfy({ $0 == " " || $0 == "-" }) {
      let next =
        lineStarts.indices.contains(last.end.line) ? lineStarts[last.end.line] : scalars.count
      let lines = String(String.UnicodeScalarView(scalars[lineStarts[line - 1]..<next]))
      let isItem = lead.contains("-")
      add(
        .delete, path, line, replacing(lineStarts[line - 1], next, with: ""),
        concernsKey: concernsKey && !isItem)
      add(
        .duplicate, path, line, replacing(next, next, with: lines),
        concernsKey: concernsKey && !isItem)
    } else {
      let own = String(String.UnicodeScalarView(scalars[start..<end]))
      add(.duplicate, path, line, replacing(end, end, with: ", " + own), concernsKey: concernsKey)
      var after = end
      while after < scalars.count, scalars[after] == " " { after += 1 }
      let hasComma = after < scalars.count && scalars[after] == ","
      add(
        .delete, path, line, replacing(start, hasComma ? after + 1 : end, with: ""),
        concernsKey: concernsKey)
    }
  }
}
