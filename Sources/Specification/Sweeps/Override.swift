package import Diagnostics
package import YAMLReader

/// A value given on the command line in place of one in the file: `--set learning_rate=0.1`.
///
/// It is stronger than everything in the file: defaults, axes, and what variants pin or replace.
package struct Override: Sendable {
  /// A parameter, or a dotted key such as `training.batch_size`.
  package var key: String
  package var keyRange: SourceRange
  package var value: YAMLNode

  package init(key: String, keyRange: SourceRange, value: YAMLNode) {
    self.key = key
    self.keyRange = keyRange
    self.value = value
  }

  /// Reads `KEY=VALUE`; the value is YAML.
  ///
  /// - Parameters:
  ///   - argument: The argument, in which mistakes are shown as if it were a file.
  ///   - diagnostics: Receives what is wrong with it.
  /// - Returns: `nil` when it is not of that form.
  package static func read(_ argument: String, into diagnostics: inout DiagnosticList) -> Override?
  {
    let file = SourceFile(name: "--set", text: argument)
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      diagnostics.report(
        .syntax, at: SourceRange(whole: file), "'\(argument)' is not of the form KEY=VALUE",
        hint: "for example: --set training.batch_size=64")
      return nil
    }
    let key = String(argument[..<equals])
    let width = key.unicodeScalars.count
    let keyRange = SourceRange(
      file: file, start: SourcePosition(line: 1, column: 1),
      end: SourcePosition(line: 1, column: width + 1))
    let text = String(argument[argument.index(after: equals)...])
    if YAMLScalar(plain: text.trimmed).kind == .null {
      diagnostics.report(.missingKey, at: SourceRange(whole: file), "'\(key)' is given no value")
      return nil
    }
    var mistakes = DiagnosticList()
    let shift = RangeShift(file: file, columns: width + 1)
    let value = YAMLReader.read(SourceFile(name: "--set", text: text), into: &mistakes)
    for var mistake in mistakes.diagnostics {
      mistake.range = shift(mistake.range)
      mistake.notes = mistake.notes.map { .init($0.message, at: $0.range.map { shift($0) }) }
      diagnostics.append(mistake)
    }
    guard let value, !mistakes.hasErrors else { return nil }
    return Override(key: key, keyRange: keyRange, value: shift(value))
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}

/// Moves places in the value of an argument to places in the whole argument.
private struct RangeShift {
  let file: SourceFile
  let columns: Int

  func callAsFunction(_ position: SourcePosition) -> SourcePosition {
    position.line == 1
      ? SourcePosition(line: 1, column: position.column + columns) : position
  }

  func callAsFunction(_ range: SourceRange) -> SourceRange {
    SourceRange(file: file, start: self(range.start), end: self(range.end))
  }

  func callAsFunction(_ node: YAMLNode) -> YAMLNode {
    let content: YAMLNode.Content =
      switch node.content {
      case .scalar: node.content
      case .sequence(let items): .sequence(items.map { self($0) })
      case .mapping(let entries):
        .mapping(
          entries.map { entry in
            YAMLEntry(
              key: entry.key, keyRange: self(entry.keyRange), value: self(entry.value))
          })
      }
    return YAMLNode(content, at: self(node.range))
  }
}
