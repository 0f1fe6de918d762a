package import Diagnostics
package import Testing

/// A diagnostic that a marked text should give.
package struct Expected {
  package let start: String
  package let end: String
  package let code: DiagnosticCode
  package let message: String
  package let hint: String?

  /// - Parameters:
  ///   - start: The marker in front of the offending text.
  ///   - end: The marker behind it.
  ///   - code: The rule.
  ///   - message: The whole message, without the hint.
  ///   - hint: The whole hint, or `nil` to accept any hint or none.
  package init(
    _ start: String, _ end: String, _ code: DiagnosticCode, _ message: String, hint: String? = nil
  ) {
    self.start = start
    self.end = end
    self.code = code
    self.message = message
    self.hint = hint
  }
}

/// Checks that a text gives exactly the expected diagnostics, in the order of their positions.
///
/// - Parameters:
///   - marked: The text, with positions marked by `①`, `②`… that are taken out before the checks.
///   - expected: The diagnostics, sorted by position.
///   - name: The name of the source.
///   - sourceLocation: The place of the call.
///   - checks: Runs the checks under test on the text.
package func expectDiagnostics(
  _ marked: String, _ expected: [Expected], name: String = "test.yaml",
  sourceLocation: SourceLocation = #_sourceLocation,
  from checks: (SourceFile, inout DiagnosticList) -> Void
) {
  let text = MarkedText(marked)
  let file = SourceFile(name: name, text: text.text)
  var diagnostics = DiagnosticList()
  checks(file, &diagnostics)
  let actual = diagnostics.sorted
  let showsHints = actual.indices.map { index in
    expected.indices.contains(index) && expected[index].hint != nil
  }
  let actualLines = zip(actual, showsHints).map { describe($0, showsHint: $1) }
  var expectedLines: [String] = []
  for item in expected {
    guard let start = text.positions[item.start], let end = text.positions[item.end] else {
      Issue.record(
        "the text lacks the marker \(item.start) or \(item.end)", sourceLocation: sourceLocation)
      return
    }
    let place = "\(start.line):\(start.column)-\(end.line):\(end.column)"
    let hint = item.hint.map { " (\($0))" } ?? ""
    expectedLines.append("\(place) \(item.code.rawValue) \(item.message)\(hint)")
  }
  #expect(
    actualLines.joined(separator: "\n") == expectedLines.joined(separator: "\n"),
    sourceLocation: sourceLocation)
}

private func describe(_ diagnostic: Diagnostic, showsHint: Bool) -> String {
  let (start, end) = (diagnostic.range.start, diagnostic.range.end)
  let hint = showsHint ? " (\(diagnostic.hint ?? "no hint"))" : ""
  return "\(start.line):\(start.column)-\(end.line):\(end.column) "
    + "\(diagnostic.code.rawValue) \(diagnostic.message)\(hint)"
}
