/// How `check` prints what it found.
enum DiagnosticFormat: String, CaseIterable {
  /// For people, with excerpts.
  case text
  /// For programs; documented in `docs/checking.md`.
  case json
  /// Annotations of a GitHub workflow.
  case github
  /// The interchange format of static analysis tools, version 2.1.0.
  case sarif
}
