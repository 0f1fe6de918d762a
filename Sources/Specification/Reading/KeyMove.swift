internal import Diagnostics
internal import YAMLReader

/// Moves a key with its value from a place where it does not belong to the section where it does.
struct KeyMove {
  let root: YAMLNode
  let entry: YAMLEntry
  let home: YAMLNode

  /// - Returns: `nil` when there is more than one place for the key, or none to put it at.
  init?(_ mistake: Diagnostic, in root: YAMLNode) {
    guard let key = mistake.subject, let entry = root.entry(at: mistake.range) else { return nil }
    let homes = Section.experiment.homes(of: key)
    guard homes.count == 1, !homes[0].path.isEmpty, !homes[0].path.contains("."),
      !homes[0].path.contains("["), let home = root[homes[0].path],
      let entries = home.mapping, !entries.isEmpty, home[key] == nil,
      home.range.file === entry.keyRange.file, entry.value.range.file === entry.keyRange.file,
      entry.value.scalar?.kind != .null
    else { return nil }
    self.root = root
    self.entry = entry
    self.home = home
  }

  private var file: SourceFile { entry.keyRange.file }
  private var start: SourcePosition { entry.keyRange.start }
  private var end: SourcePosition { entry.value.range.end }

  /// The change; `nil` where the text is laid out in a way that leaves doubts.
  var fix: Fix? {
    guard let removal else { return nil }
    let opening = file.line(home.range.start.line).scalars(from: home.range.start.column)
    let insertion = opening.hasPrefix("{") ? insertionInBraces : insertionInLines
    guard let insertion else { return nil }
    return Fix([removal, insertion])
  }

  /// Whether the entry has its lines for itself.
  private var standsAlone: Bool {
    let before = file.line(start.line).scalars(upTo: start.column)
    let behind = file.line(end.line).scalars(from: end.column).drop { $0 == " " }
    return before.allSatisfy { $0 == " " } && (behind.isEmpty || behind.hasPrefix("#"))
  }

  /// The first line of what moves: that of the comment directly above the key, if there is one.
  ///
  /// A comment at the start of the file is about the file.
  private var firstLine: Int {
    guard standsAlone else { return start.line }
    let opening = String(repeating: " ", count: start.column - 1) + "#"
    var first = start.line
    while first > 1, file.line(first - 1).hasPrefix(opening) { first -= 1 }
    return first == 1 ? start.line : first
  }

  /// Whether a comment belongs to the entry, which finds no place in a line of its own.
  private var isCommented: Bool {
    guard standsAlone else { return false }
    let behind = file.line(end.line).scalars(from: end.column)
    return firstLine < start.line || behind.contains("#")
  }

  private var removal: Fix.Edit? {
    if standsAlone {
      guard end.line < file.lines.count else { return nil }
      return edit(
        SourcePosition(line: firstLine, column: 1),
        SourcePosition(line: end.line + 1, column: 1), "")
    }
    guard start.line == end.line else { return nil }
    let line = file.line(start.line)
    let behind = line.scalars(from: end.column)
    let blanks = behind.dropFirst().prefix { $0 == " " }.count
    if behind.hasPrefix(",") {
      return edit(start, SourcePosition(line: end.line, column: end.column + 1 + blanks), "")
    }
    let before = line.scalars(upTo: start.column)
    let trimmed = before.reversed().drop { $0 == " " }
    guard behind.hasPrefix("}"), trimmed.first == "," else { return nil }
    return edit(SourcePosition(line: start.line, column: trimmed.count), end, "")
  }

  /// The entry as text, when it fits in one line and holds nothing that braces would misread.
  private var singleLine: String? {
    guard start.line == end.line else { return nil }
    return file.line(start.line).scalars(upTo: end.column).scalars(from: start.column)
  }

  private var insertionInBraces: Fix.Edit? {
    guard !isCommented, let text = singleLine, let last = home.mapping?.last?.value.range.end
    else { return nil }
    if let scalar = entry.value.scalar, scalar.isPlain,
      scalar.text.contains(where: { ",[]{}:#".contains($0) })
    {
      return nil
    }
    return edit(last, last, ", " + text)
  }

  private var insertionInLines: Fix.Edit? {
    guard let first = home.mapping?.first?.keyRange.start else { return nil }
    let indentation = file.line(first.line).scalars(upTo: first.column)
    guard indentation.allSatisfy({ $0 == " " }) else { return nil }
    var lines: [String]
    if standsAlone {
      let own = start.column - 1
      lines = (firstLine...end.line).map { file.line($0) }
      // Text in block scalars keeps its place relative to the key.
      guard lines.allSatisfy({ $0.isEmpty || $0.prefix(while: { $0 == " " }).count >= own }) else {
        return nil
      }
      lines = lines.map { $0.isEmpty ? "" : indentation + $0.dropFirst(own) }
    } else {
      guard let text = singleLine else { return nil }
      lines = [indentation + text]
    }
    let last = home.range.end.line
    let text = lines.map { $0 + "\n" }.joined()
    if last < file.lines.count {
      let place = SourcePosition(line: last + 1, column: 1)
      return edit(place, place, text)
    }
    let place = SourcePosition(line: last, column: file.line(last).unicodeScalars.count + 1)
    return edit(place, place, "\n" + text)
  }

  private func edit(_ start: SourcePosition, _ end: SourcePosition, _ text: String) -> Fix.Edit {
    Fix.Edit(SourceRange(file: file, start: start, end: end), text)
  }
}

extension DiagnosticList {
  /// Adds the fixes of keys that stand in a wrong place, and says where the right one is taken.
  mutating func addMoves(in root: YAMLNode) {
    addFixes { diagnostic in
      diagnostic.code == .misplacedKey ? KeyMove(diagnostic, in: root)?.fix : nil
    }
    addRemarks { diagnostic in
      guard diagnostic.code == .misplacedKey, let key = diagnostic.subject,
        let home = Section.experiment.homes(of: key).first, !home.path.isEmpty,
        let entry = root.entry(named: key, inSection: home.path),
        entry.keyRange.file === diagnostic.range.file
      else { return nil }
      let path = "\(home.path).\(key)"
      return (
        "'\(path)' exists already: keep one of the two",
        Diagnostic.Note("'\(path)' is here", at: entry.keyRange)
      )
    }
  }
}

extension YAMLNode {
  /// The entry of a key in a section that is given by its dotted path.
  fileprivate func entry(named key: String, inSection path: String) -> YAMLEntry? {
    var node = self
    for name in path.split(separator: ".") {
      guard let inner = node[String(name)] else { return nil }
      node = inner
    }
    return node.mapping?.first { $0.key == key }
  }

  /// The entry whose key stands at a place.
  fileprivate func entry(at range: SourceRange) -> YAMLEntry? {
    switch content {
    case .scalar: nil
    case .sequence(let items):
      items.lazy.compactMap { $0.entry(at: range) }.first
    case .mapping(let entries):
      entries.first { $0.keyRange == range }
        ?? entries.lazy.compactMap { $0.value.entry(at: range) }.first
    }
  }
}

extension String {
  /// The text before a column that is counted from 1 in scalars.
  fileprivate func scalars(upTo column: Int) -> String {
    String(unicodeScalars.prefix(max(0, column - 1)))
  }

  /// The text from a column on that is counted from 1 in scalars.
  fileprivate func scalars(from column: Int) -> String {
    String(unicodeScalars.dropFirst(max(0, column - 1)))
  }
}
