internal import Diagnostics

/// Says in plain words what libyaml's terse messages mean.
struct SyntaxExplanation {
  private let error: YAMLSyntaxError
  private let map: TextMap

  init(_ error: YAMLSyntaxError, in map: TextMap) {
    self.error = error
    self.map = map
  }

  var diagnostic: Diagnostic {
    Diagnostic(
      .syntax, at: map.range(error.problem.offset, error.problem.offset), error.problem.text)
  }
}
