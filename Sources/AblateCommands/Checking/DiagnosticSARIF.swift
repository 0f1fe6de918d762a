internal import Diagnostics
internal import Specification

/// Writes diagnostics in the Static Analysis Results Interchange Format.
///
/// - SeeAlso: OASIS, *Static Analysis Results Interchange Format Version 2.1.0*.
enum DiagnosticSARIF {
  private static let version = "2.1.0"
  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  /// A whole log of one run, with a line feed at its end.
  static func text(_ list: DiagnosticList) -> String {
    let rules = DiagnosticCode.allCases.filter { code in
      list.diagnostics.contains { $0.code == code }
    }
    let driver: JSONValue = [
      "name": "ablate",
      "version": .text(Tool.version),
      "semanticVersion": .text(Tool.version),
      "rules": .list(rules.map { rule($0) }),
    ]
    let run: JSONValue = [
      "tool": ["driver": driver],
      // Positions count characters, not UTF-16 units, which are the format's default.
      "columnKind": "unicodeCodePoints",
      "results": .list(list.sorted.map { result($0, rules) }),
    ]
    let log: JSONValue = [
      "$schema": .text(schema), "version": .text(version), "runs": .list([run]),
    ]
    return log.text() + "\n"
  }

  private static func rule(_ code: DiagnosticCode) -> JSONValue {
    [
      "id": .text(code.rawValue),
      "shortDescription": message(code.explanation),
      "defaultConfiguration": ["level": .text(code.severity.rawValue)],
    ]
  }

  private static func result(_ diagnostic: Diagnostic, _ rules: [DiagnosticCode]) -> JSONValue {
    let text = diagnostic.hint.map { "\(diagnostic.message); \($0)" } ?? diagnostic.message
    let value: JSONValue = [
      "ruleId": .text(diagnostic.code.rawValue),
      "ruleIndex": .integer(rules.firstIndex(of: diagnostic.code) ?? 0),
      "level": .text(diagnostic.severity.rawValue),
      "message": message(text),
      "locations": .list([["physicalLocation": place(diagnostic.range)]]),
    ]
    // Remarks without a place have none in the format either; they go with the message in the text.
    let related = diagnostic.allNotes.compactMap { note in
      note.range.map { range in
        ["physicalLocation": place(range), "message": message(note.message)] as JSONValue
      }
    }
    return value.adding("relatedLocations", related.isEmpty ? nil : .list(related))
      .adding("fixes", diagnostic.fix.map { .list([fix($0, diagnostic)]) })
  }

  private static func fix(_ fix: Fix, _ diagnostic: Diagnostic) -> JSONValue {
    let replacements = fix.edits.map { edit in
      [
        "deletedRegion": region(edit.range),
        "insertedContent": ["text": .text(edit.replacement)],
      ] as JSONValue
    }
    return [
      "artifactChanges": .list([
        [
          "artifactLocation": location(diagnostic.range.file.name),
          "replacements": .list(replacements),
        ]
      ])
    ]
  }

  private static func message(_ text: String) -> JSONValue { ["text": .text(text)] }

  private static func place(_ range: SourceRange) -> JSONValue {
    let value: JSONValue = ["artifactLocation": location(range.file.name)]
    return range.file.text.isEmpty ? value : value.adding("region", region(range))
  }

  private static func region(_ range: SourceRange) -> JSONValue {
    [
      "startLine": .integer(range.start.line), "startColumn": .integer(range.start.column),
      "endLine": .integer(range.end.line), "endColumn": .integer(range.end.column),
    ]
  }

  private static func location(_ path: String) -> JSONValue { ["uri": .text(uri(path))] }

  /// A path as a URI reference: bytes that have no place in one become percent codes.
  static func uri(_ path: String) -> String {
    let allowed = Set("-._~!$&'()*+,;=@/".utf8)
    let text = path.utf8.map { byte in
      let isPlain =
        allowed.contains(byte) || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte)
      if isPlain { return String(Unicode.Scalar(byte)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count < 2 ? "0" : "") + digits
    }.joined()
    return path.hasPrefix("/") ? "file://" + text : text
  }
}
