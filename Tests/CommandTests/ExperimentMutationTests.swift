import Diagnostics
import Foundation
import TestSupport
import Testing
import YAMLReader

@testable import AblateCommands

/// Each key and value of every shipped experiment is changed, one at a time.
@Suite("Mutations of the shipped experiments")
struct ExperimentMutationTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../experiments").standardized

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.sorted()
  }()

  private func mutations(of name: String) throws -> [Mutation] {
    let url = Self.folder.appending(path: name)
    let file = SourceFile(name: name, text: try String(contentsOf: url, encoding: .utf8))
    var diagnostics = DiagnosticList()
    let root = try #require(YAMLReader.read(file, into: &diagnostics))
    let all = Mutator(file, root).mutations
    #if DEBUG
      // Unoptimized code needs minutes for all of them.
      return all.enumerated().filter { $0.offset % 23 == 0 }.map(\.element)
    #else
      return all
    #endif
  }

  /// Whether a diagnostic or one of its notes stands within two lines of a change.
  ///
  /// What a change leaves without use or partner can only be pointed at where that stands.
  private func pointAt(
    _ mutation: Mutation, of original: String, _ diagnostics: [Diagnostic]
  ) -> Bool {
    diagnostics.contains { diagnostic in
      let isLeftAlone =
        (Self.partnerless.contains(diagnostic.code)
          && concerns(mutation, of: original, diagnostic))
        || (diagnostic.code == .undefinedParameter && mutation.path == "parameters")
        || ([.unmatchedExpectation, .unknownAxis].contains(diagnostic.code)
          && mutation.path.hasPrefix("sweep"))
      return isLeftAlone
        || ([diagnostic.range] + diagnostic.notes.compactMap(\.range)).contains { range in
          range.start.line - 2 <= mutation.line && mutation.line <= range.end.line + 2
        }
    }
  }

  /// What is said of something that nothing uses, or that uses what is not there.
  private static let partnerless: Set<DiagnosticCode> = [
    .unusedParameter, .unknownLayerReference, .unknownVariant,
  ]

  /// Whether the change took away or added a mention of what a diagnostic names in quotes.
  private func concerns(
    _ mutation: Mutation, of original: String, _ diagnostic: Diagnostic
  ) -> Bool {
    diagnostic.message.matches(of: #/'([^']+)'/#).contains { match in
      original.components(separatedBy: match.output.1).count
        != mutation.text.components(separatedBy: match.output.1).count
    }
  }

  @Test func thereAreThousands() throws {
    let counts = try Self.names.map { try mutations(of: $0).count }
    print("mutations of \(counts.count) experiments: \(counts.reduce(0, +))")
    #if !DEBUG
      #expect(counts.reduce(0, +) > 3000)
    #endif
  }

  @Test(arguments: names)
  func eachIsValidOrPointedAt(name: String) throws {
    let loader = ExperimentLoader(ParsedArguments(), .standard)
    let original = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    let mutations = try mutations(of: name)
    var refused = 0
    var longest = Duration.zero
    let clock = ContinuousClock()
    for mutation in mutations {
      let label = "\(name), \(mutation.kind) \(mutation.path), line \(mutation.line)"
      var found = DiagnosticList()
      let start = clock.now
      let experiment = try loader.examine(
        SourceFile(name: name, text: mutation.text), into: &found)
      longest = max(longest, clock.now - start)
      #expect((experiment == nil) == found.hasErrors, "\(label)")
      if experiment == nil {
        refused += 1
        let messages = found.diagnostics.map(\.message)
        #expect(pointAt(mutation, of: original, found.diagnostics), "\(label): \(messages)")
      } else {
        let isSlip =
          mutation.kind == .rename || (mutation.kind == .duplicate && mutation.concernsKey)
        #expect(!isSlip, "\(label) is accepted")
      }
    }
    // Most changes break something; else the mutations would not be what they are meant to be.
    #expect(refused * 2 > mutations.count)
    // None makes the reader hang; other tests run at the same time.
    #expect(longest < .seconds(5))
  }
}
