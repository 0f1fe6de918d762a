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

  /// A change that mends it, where there can be no doubt about what was meant.
  package var fix: Fix?

  /// The key that it is about; consequences of a mistake are found by it.
  package var subject: String?

  /// In how many further settings of a sweep the same mistake was met with other numbers.
  package var repetitions = 0

  package var severity: Severity { code.severity }

  package init(
    _ code: DiagnosticCode, at range: SourceRange, _ message: String, hint: String? = nil,
    notes: [Note] = [], fix: Fix? = nil, subject: String? = nil
  ) {
    self.code = code
    self.range = range
    self.message = message
    self.hint = hint
    self.notes = notes
    self.fix = fix
    self.subject = subject
  }
}

extension Diagnostic {
  /// The notes, with one on further settings where there are any.
  package var allNotes: [Note] {
    if repetitions == 0 { return notes }
    let settings = "\(repetitions) more setting\(repetitions == 1 ? "" : "s")"
    return notes + [Note("the same in \(settings) of the sweep")]
  }
}
