/// All the mistakes found so far; checks add to it and go on.
package struct DiagnosticList: Sendable {
  /// What makes two diagnostics the same one to the reader.
  private struct Identity: Hashable {
    var code: DiagnosticCode
    var file: String
    var start: SourcePosition
    var end: SourcePosition
    var message: String

    init(_ diagnostic: Diagnostic) {
      code = diagnostic.code
      file = diagnostic.range.file.name
      start = diagnostic.range.start
      end = diagnostic.range.end
      message = diagnostic.message
    }
  }

  package private(set) var diagnostics: [Diagnostic] = []

  private var known: Set<Identity> = []

  package init() {}

  package var isEmpty: Bool { diagnostics.isEmpty }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  package var errorCount: Int { diagnostics.count { $0.severity == .error } }

  package var warningCount: Int { diagnostics.count { $0.severity == .warning } }

  /// Adds a diagnostic unless the same one is already there.
  ///
  /// Every variant and axis value is checked, so one mistake is usually met many times.
  package mutating func append(_ diagnostic: Diagnostic) {
    if known.insert(Identity(diagnostic)).inserted { diagnostics.append(diagnostic) }
  }

  package mutating func append(contentsOf other: DiagnosticList) {
    for diagnostic in other.diagnostics { append(diagnostic) }
  }

  /// Adds what one more setting of a sweep gave.
  ///
  /// A mistake that is there already with other numbers, such as a shape that depends on the
  /// setting, is counted instead.
  package mutating func append(contentsOfSetting other: DiagnosticList) {
    for diagnostic in other.diagnostics where !known.contains(Identity(diagnostic)) {
      let pattern = diagnostic.pattern
      let index = diagnostics.firstIndex {
        $0.code == diagnostic.code && $0.range == diagnostic.range && $0.pattern == pattern
      }
      if let index {
        known.insert(Identity(diagnostic))
        diagnostics[index].repetitions += 1
      } else {
        append(diagnostic)
      }
    }
  }

  /// Takes out what follows from other mistakes.
  package mutating func removeAll(where isConsequence: (Diagnostic) -> Bool) {
    diagnostics.removeAll(where: isConsequence)
  }

  /// Gives diagnostics another hint and more notes, once it is known what else stands in the file.
  ///
  /// - Parameter remark: The hint and the note; `nil` where a diagnostic is to stay as it is.
  package mutating func addRemarks(_ remark: (Diagnostic) -> (hint: String, note: Diagnostic.Note)?)
  {
    for index in diagnostics.indices {
      guard let remark = remark(diagnostics[index]) else { continue }
      diagnostics[index].hint = remark.hint
      diagnostics[index].notes.append(remark.note)
    }
  }

  /// Adds fixes to those that have none.
  package mutating func addFixes(_ fix: (Diagnostic) -> Fix?) {
    for index in diagnostics.indices where diagnostics[index].fix == nil {
      diagnostics[index].fix = fix(diagnostics[index])
    }
  }

  /// Adds a diagnostic made of its parts.
  package mutating func report(
    _ code: DiagnosticCode, at range: SourceRange, _ message: String, hint: String? = nil,
    notes: [Diagnostic.Note] = [], fix: Fix? = nil, subject: String? = nil
  ) {
    append(
      Diagnostic(
        code, at: range, message, hint: hint, notes: notes, fix: fix, subject: subject))
  }

  /// The diagnostics by file, then by position; equal places keep the order of discovery.
  package var sorted: [Diagnostic] {
    diagnostics.enumerated().sorted { lhs, rhs in
      let (a, b) = (lhs.element.range, rhs.element.range)
      if a.file.name != b.file.name { return a.file.name < b.file.name }
      return (a.start, lhs.offset) < (b.start, rhs.offset)
    }.map(\.element)
  }
}

extension Diagnostic {
  /// The message without its numbers.
  fileprivate var pattern: String {
    String(message.unicodeScalars.filter { !("0"..."9").contains($0) && $0 != "." })
  }
}
