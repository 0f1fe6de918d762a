internal import Diagnostics

extension DiagnosticList {
  /// Takes out what is wrong only because something else is.
  ///
  /// A key in a wrong place is not missing in the right one as well, and where the text itself could
  /// not be read, nothing can be said about what it does not contain.
  mutating func removeConsequences() {
    let syntax = diagnostics.filter { $0.code == .syntax }
    let misplaced = Set(diagnostics.filter { $0.code == .misplacedKey }.compactMap(\.subject))
    let errors = diagnostics.filter { $0.severity == .error }
    // Where parameters or their names could not be read, they are not known elsewhere.
    let isBlind = diagnostics.contains { $0.code == .wrongType && $0.subject == "parameters" }
    let unnamed = Set(diagnostics.filter { $0.code == .invalidName }.compactMap(\.subject))
    let absences: Set<DiagnosticCode> = [.missingKey, .undefinedParameter, .unusedParameter]
    removeAll { diagnostic in
      if diagnostic.code == .missingKey, let key = diagnostic.subject, misplaced.contains(key) {
        return true
      }
      if diagnostic.code == .undefinedParameter || diagnostic.code == .invalidExpression {
        if isBlind, diagnostic.code == .undefinedParameter { return true }
        if let name = diagnostic.subject, unnamed.contains(name) { return true }
      }
      if diagnostic.severity == .warning, errors.contains(where: { $0.range == diagnostic.range }) {
        return true
      }
      if syntax.isEmpty { return false }
      return absences.contains(diagnostic.code)
        || (diagnostic.code == .wrongType && syntax.contains { $0.range == diagnostic.range })
    }
  }
}
