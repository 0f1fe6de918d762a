import Diagnostics
import TestSupport
import YAMLReader

/// Reads a text with the standard limits.
func read(_ text: String, limits: ReaderLimits = .standard) -> (YAMLNode?, DiagnosticList) {
  var diagnostics = DiagnosticList()
  let node = YAMLReader.read(
    SourceFile(name: "test.yaml", text: text), limits: limits, into: &diagnostics)
  return (node, diagnostics)
}

/// The check that `expectDiagnostics` runs here.
func readAndForget(_ file: SourceFile, _ diagnostics: inout DiagnosticList) {
  _ = YAMLReader.read(file, into: &diagnostics)
}

/// The characters of a range.
func text(in range: SourceRange) -> String {
  var lines: [String] = []
  guard range.start.line <= range.end.line else { return "not a range" }
  for number in range.start.line...range.end.line {
    var scalars = Array(range.file.line(number).unicodeScalars)[...]
    if number == range.end.line { scalars = scalars.prefix(range.end.column - 1) }
    if number == range.start.line { scalars = scalars.dropFirst(range.start.column - 1) }
    lines.append(String(String.UnicodeScalarView(scalars)))
  }
  return lines.joined(separator: "\n")
}

/// Whether a range lies in its file, and its end is not before its start.
func isInside(_ range: SourceRange) -> Bool {
  func isPlace(_ position: SourcePosition) -> Bool {
    (1...range.file.lines.count).contains(position.line)
      && (1...range.file.line(position.line).unicodeScalars.count + 1).contains(position.column)
  }
  return isPlace(range.start) && isPlace(range.end) && range.start <= range.end
}
