internal import Diagnostics
internal import Specification

/// Writes diagnostics as one JSON object.
enum DiagnosticJSON {
  /// Raised when a member changes its meaning or goes; new ones may come without.
  static let version = 1

  /// The whole text, with a line feed at its end.
  ///
  /// - Parameters:
  ///   - examination: What was found.
  ///   - paths: The files, in the same order.
  /// - Returns: The object.
  static func text(_ examination: Examination, _ paths: [String]) -> String {
    let list = examination.diagnostics
    let value: JSONValue = [
      "version": .integer(version),
      "errors": .integer(list.errorCount),
      "warnings": .integer(list.warningCount),
      "files": .list(
        zip(paths, examination.experiments).map { path, experiment in
          file(path, experiment)
        }),
      "diagnostics": .list(list.sorted.map { diagnostic($0) }),
    ]
    return value.text() + "\n"
  }

  private static func file(_ path: String, _ experiment: Experiment?) -> JSONValue {
    let value: JSONValue = ["path": .text(path), "correct": .boolean(experiment != nil)]
    guard let experiment else { return value }
    return value.adding("name", .text(experiment.name))
      .adding("variants", .integer(experiment.variants.count))
      .adding("settings", .integer(experiment.settingCount))
  }

  private static func diagnostic(_ diagnostic: Diagnostic) -> JSONValue {
    let value: JSONValue = [
      "code": .text(diagnostic.code.rawValue),
      "severity": .text(diagnostic.severity.rawValue),
      "message": .text(diagnostic.message),
    ]
    let notes = diagnostic.allNotes.map { note in
      place(note.range).reduce(["message": .text(note.message)] as JSONValue) {
        $0.adding($1.name, $1.value)
      }
    }
    let edits = diagnostic.fix?.edits.map { edit in
      place(edit.range).reduce(["replacement": .text(edit.replacement)] as JSONValue) {
        $0.adding($1.name, $1.value)
      }
    }
    return place(diagnostic.range).reduce(value) { $0.adding($1.name, $1.value) }
      .adding("hint", diagnostic.hint.map { .text($0) })
      .adding("notes", notes.isEmpty ? nil : .list(notes))
      .adding("fix", edits.map { .list($0) })
  }

  /// The file and, if it has a text, the place in it.
  private static func place(_ range: SourceRange?) -> [JSONValue.Member] {
    guard let range else { return [] }
    let file = JSONValue.Member("file", .text(range.file.name))
    if range.file.text.isEmpty { return [file] }
    return [
      file, .init("start", position(range.start)), .init("end", position(range.end)),
    ]
  }

  private static func position(_ position: SourcePosition) -> JSONValue {
    ["line": .integer(position.line), "column": .integer(position.column)]
  }
}

extension Experiment {
  /// The settings of all variants; of phases that records determine as many as there can be.
  var settingCount: Int {
    variants.reduce(0) { sum, variant in
      variant.phases.reduce(sum) { $0 + variant.largestCount(in: $1) }
    }
  }
}
