import Diagnostics
import Foundation
import Testing

@testable import AblateCommands

/// The forms of `check --format` that other programs read.
struct DiagnosticFormatTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try InvalidCorpus.copy(to: workspace.folder)
    try workspace.write(SmallExperiment.text(), to: "small.yaml")
  }

  private func check(_ format: String, _ names: String...) throws -> ToolProcess.Outcome {
    try ToolProcess(["check", "--format", format] + names, in: workspace.folder).wait()
  }

  /// A member of nested objects and lists: `runs.0.tool`.
  private func member(_ path: String, of value: Any?) -> Any? {
    path.split(separator: ".").reduce(value) { value, name in
      if let index = Int(name) {
        let list = value as? [Any] ?? []
        return list.indices.contains(index) ? list[index] : nil
      }
      return (value as? [String: Any])?[String(name)]
    }
  }

  private func object(_ outcome: ToolProcess.Outcome) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
  }

  @Test func jsonSaysWhatTextSays() throws {
    let outcome = try check("json", "key-unknown-training.yaml", "small.yaml")
    #expect(outcome.status == 2)
    let report = try object(outcome)
    #expect(member("version", of: report) as? Int == 1)
    #expect(member("errors", of: report) as? Int == 1)
    #expect(member("files.0.correct", of: report) as? Bool == false)
    #expect(member("files.1.correct", of: report) as? Bool == true)
    #expect(member("files.1.variants", of: report) as? Int == 2)
    #expect(member("files.1.settings", of: report) as? Int == 4)
    #expect(member("diagnostics.0.code", of: report) as? String == "E0201")
    #expect(member("diagnostics.0.file", of: report) as? String == "key-unknown-training.yaml")
    #expect(member("diagnostics.0.start.line", of: report) as? Int == 14)
    #expect(member("diagnostics.0.start.column", of: report) as? Int == 3)
    #expect(member("diagnostics.0.end.column", of: report) as? Int == 12)
    #expect(member("diagnostics.0.hint", of: report) as? String == "did you mean 'batch_size'?")
    #expect(member("diagnostics.0.fix.0.replacement", of: report) as? String == "batch_size")
  }

  @Test func aCorrectFileGivesEmptyLists() throws {
    for format in ["json", "github", "sarif"] {
      let outcome = try check(format, "small.yaml")
      #expect(outcome.status == 0)
      #expect(outcome.errors.isEmpty)
      if format == "github" { #expect(outcome.output.isEmpty) }
    }
    #expect(member("runs.0.results", of: try object(check("sarif", "small.yaml"))) as? [Int] == [])
  }

  @Test func annotationsAreWorkflowCommands() throws {
    let outcome = try check("github", "key-unknown-training.yaml")
    #expect(outcome.status == 2)
    #expect(
      outcome.output == """
        ::error file=key-unknown-training.yaml,line=14,col=3,endColumn=11,title=E0201::unknown key \
        'batchsize' in 'training'%0Ahelp: did you mean 'batch_size'?

        """)
  }

  @Test func annotationsEscapeWhatTheyMust() {
    #expect(
      DiagnosticAnnotations.escaped(message: "50%: a, b\r\nc") == "50%25: a, b%0D%0Ac")
    #expect(
      DiagnosticAnnotations.escaped(property: "C:\\a,b%\n") == "C%3A\\a%2Cb%25%0A")
  }

  /// The properties that the standard requires, and the values that it allows, for all broken files.
  @Test func sarifHasWhatTheStandardRequires() throws {
    let outcome = try ToolProcess(
      ["check", "--format", "sarif"] + InvalidCorpus.names, in: workspace.folder
    ).wait()
    #expect(outcome.status == 2)
    let log = try object(outcome)
    #expect(member("version", of: log) as? String == "2.1.0")
    #expect((member("$schema", of: log) as? String)?.hasSuffix("/sarif-schema-2.1.0.json") == true)
    let runs = try #require(member("runs", of: log) as? [Any])
    #expect(runs.count == 1)
    #expect(member("tool.driver.name", of: runs[0]) as? String == "ablate")
    #expect(member("columnKind", of: runs[0]) as? String == "unicodeCodePoints")
    let rules = try #require(member("tool.driver.rules", of: runs[0]) as? [Any])
    let ids = rules.compactMap { member("id", of: $0) as? String }
    #expect(Set(ids).count == rules.count)
    for rule in rules {
      #expect(member("shortDescription.text", of: rule) is String)
      let level = member("defaultConfiguration.level", of: rule) as? String
      #expect(["error", "warning"].contains(level))
    }
    let results = try #require(member("results", of: runs[0]) as? [Any])
    #expect(results.count > InvalidCorpus.names.count / 2)
    for result in results {
      let id = try #require(member("ruleId", of: result) as? String)
      let index = try #require(member("ruleIndex", of: result) as? Int)
      #expect(ids.indices.contains(index) && ids[index] == id)
      #expect((member("message.text", of: result) as? String)?.isEmpty == false)
      let level = member("level", of: result) as? String
      #expect(level == (id.hasPrefix("W") ? "warning" : "error"))
      let location = try #require(member("locations.0.physicalLocation", of: result))
      #expect(member("artifactLocation.uri", of: location) is String)
      if let region = member("region", of: location) { expectRegion(region) }
      for related in member("relatedLocations", of: result) as? [Any] ?? [] {
        #expect(member("message.text", of: related) is String)
        expectRegion(member("physicalLocation.region", of: related))
      }
      for fix in member("fixes", of: result) as? [Any] ?? [] {
        let changes = try #require(member("artifactChanges", of: fix) as? [Any])
        #expect(!changes.isEmpty)
        for change in changes {
          #expect(member("artifactLocation.uri", of: change) is String)
          let replacements = try #require(member("replacements", of: change) as? [Any])
          #expect(!replacements.isEmpty)
          for replacement in replacements {
            expectRegion(member("deletedRegion", of: replacement))
            #expect(member("insertedContent.text", of: replacement) is String)
          }
        }
      }
    }
  }

  private func expectRegion(_ region: Any?) {
    let numbers = ["startLine", "startColumn", "endLine", "endColumn"].compactMap {
      member($0, of: region) as? Int
    }
    #expect(numbers.count == 4 && numbers.allSatisfy { $0 >= 1 })
    guard numbers.count == 4 else { return }
    #expect((numbers[0], numbers[1]) <= (numbers[2], numbers[3]))
  }

  @Test func pathsBecomeURIReferences() {
    #expect(DiagnosticSARIF.uri("experiments/a b.yaml") == "experiments/a%20b.yaml")
    #expect(DiagnosticSARIF.uri("/a/é#1.yaml") == "file:///a/%C3%A9%231.yaml")
    // A colon in the first part would make a scheme of it.
    #expect(DiagnosticSARIF.uri("c:d.yaml") == "c%3Ad.yaml")
  }
}
