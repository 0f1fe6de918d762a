internal import Diagnostics

/// Writes diagnostics as commands of a GitHub workflow, which shows them beside the lines.
///
/// A command is one line, `::error file=…,line=…::message`. In its message `%` and line ends are
/// written as percent codes, in the values before it `:` and `,` as well.
enum DiagnosticAnnotations {
  /// One line for each diagnostic, sorted by place.
  static func text(_ list: DiagnosticList) -> String {
    list.sorted.map { line($0) + "\n" }.joined()
  }

  private static func line(_ diagnostic: Diagnostic) -> String {
    let range = diagnostic.range
    var properties = ["file=\(escaped(property: range.file.name))"]
    if !range.file.text.isEmpty {
      properties.append("line=\(range.start.line)")
      if range.start.line == range.end.line {
        properties.append("col=\(range.start.column)")
        properties.append("endColumn=\(max(range.start.column, range.end.column - 1))")
      } else {
        properties.append("endLine=\(range.end.line)")
      }
    }
    properties.append("title=\(escaped(property: diagnostic.code.rawValue))")
    return "::\(diagnostic.severity.rawValue) \(properties.joined(separator: ","))"
      + "::\(escaped(message: message(diagnostic)))"
  }

  private static func message(_ diagnostic: Diagnostic) -> String {
    var lines = [diagnostic.message]
    if let hint = diagnostic.hint { lines.append("help: \(hint)") }
    for note in diagnostic.allNotes {
      let place = note.range.map { "\($0.file.name):\($0.start.line):\($0.start.column): " } ?? ""
      lines.append("note: \(place)\(note.message)")
    }
    return lines.joined(separator: "\n")
  }

  /// A text as the message of a command.
  static func escaped(message: String) -> String {
    message.unicodeScalars.map { code(of: $0, amongProperties: false) }.joined()
  }

  /// A text as the value of a command's property.
  static func escaped(property: String) -> String {
    property.unicodeScalars.map { code(of: $0, amongProperties: true) }.joined()
  }

  private static func code(of scalar: Unicode.Scalar, amongProperties: Bool) -> String {
    switch scalar {
    case "%": "%25"
    case "\r": "%0D"
    case "\n": "%0A"
    case ":" where amongProperties: "%3A"
    case "," where amongProperties: "%2C"
    case _: String(scalar)
    }
  }
}
