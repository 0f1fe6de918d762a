import Diagnostics
import Specification
import TestSupport
import Testing
import YAMLReader

/// Each key and value of the documentation's example is changed, one at a time.
@Suite("Mutations of an experiment file")
struct MutationTests {
  private func mutations(_ kind: Mutation.Kind) throws -> [Mutation] {
    let file = SourceFile(name: "test.yaml", text: DesignExample.text)
    var diagnostics = DiagnosticList()
    let root = try #require(YAMLReader.read(file, into: &diagnostics))
    let all = Mutator(file, root).mutations.filter { $0.kind == kind }
    #if DEBUG
      // Unoptimized code needs a minute for all of them.
      return all.enumerated().filter { $0.offset % 7 == 0 }.map(\.element)
    #else
      return all
    #endif
  }

  private func check(_ mutation: Mutation) -> (isValid: Bool, diagnostics: [Diagnostic]) {
    var diagnostics = DiagnosticList()
    let file = SourceFile(name: "test.yaml", text: mutation.text)
    let experiment = ExperimentReader.read(file, vocabulary: .fake, into: &diagnostics)
    #expect((experiment == nil) == diagnostics.hasErrors, "\(mutation.path)")
    return (experiment != nil, diagnostics.diagnostics)
  }

  /// Whether a diagnostic or one of its notes stands within two lines of a change.
  ///
  /// What a change leaves without use or partner can only be pointed at where that stands.
  private func pointAt(_ mutation: Mutation, _ diagnostics: [Diagnostic]) -> Bool {
    diagnostics.contains { diagnostic in
      let isLeftAlone =
        diagnostic.code == .unusedParameter
        || (diagnostic.code == .undefinedParameter && mutation.path == "parameters")
        || (diagnostic.code == .unmatchedExpectation && mutation.path.hasPrefix("sweep"))
      return isLeftAlone
        || ([diagnostic.range] + diagnostic.notes.compactMap(\.range)).contains { range in
          range.start.line - 2 <= mutation.line && mutation.line <= range.end.line + 2
        }
    }
  }

  @Test func misspelledKeysAreNeverAccepted() throws {
    let mutations = try mutations(.rename)
    for mutation in mutations {
      let result = check(mutation)
      #expect(!result.isValid, "\(mutation.path)")
      #expect(pointAt(mutation, result.diagnostics), "\(mutation.path)")
    }
  }

  @Test func repeatedKeysAreNeverAccepted() throws {
    for mutation in try mutations(.duplicate) {
      let result = check(mutation)
      #expect(!(mutation.concernsKey && result.isValid), "\(mutation.path)")
      if !result.isValid {
        #expect(pointAt(mutation, result.diagnostics), "\(mutation.path)")
      }
    }
  }

  @Test func otherValuesAreValidOrPointedAt() throws {
    for mutation in try mutations(.retype) {
      let result = check(mutation)
      if result.isValid { continue }
      #expect(
        pointAt(mutation, result.diagnostics),
        "\(mutation.path): \(result.diagnostics.map(\.message))")
    }
  }

  @Test func missingPartsAreValidOrPointedAt() throws {
    for mutation in try mutations(.delete) {
      let result = check(mutation)
      if result.isValid { continue }
      #expect(
        pointAt(mutation, result.diagnostics),
        "\(mutation.path): \(result.diagnostics.map(\.message))")
    }
  }
}
