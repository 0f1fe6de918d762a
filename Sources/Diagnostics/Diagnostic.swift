/// How serious a diagnostic is.
package enum Severity: String, Sendable, CaseIterable {
  case error
  case warning
}

/// One mistake at one place in one experiment file.
package struct Diagnostic: Error, Sendable, Equatable {
  /// A further place or fact that explains the mistake.
  package struct Note: Sendable, Equatable {
    package var message: String
    package var range: SourceRange?

    package init(_ message: String, at range: SourceRange? = nil) {
      self.message = message
      self.range = range
    }
  }

  /// The rule that was broken; a stable identity, unlike the wording.
  package var code: DiagnosticCode

  /// The offending text.
  package var range: SourceRange

  /// What is wrong, in one clause that starts in lower case and has no full stop.
  package var message: String

  /// What would be right: `did you mean 'adam'?`.
  package var hint: String?

  package var notes: [Note]

  package var severity: Severity { code.severity }

  package init(
    _ code: DiagnosticCode, at range: SourceRange, _ message: String, hint: String? = nil,
    notes: [Note] = []
  ) {
    self.code = code
    self.range = range
    self.message = message
    self.hint = hint
    self.notes = notes
  }
}
