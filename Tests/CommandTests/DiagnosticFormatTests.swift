import Diagnostics
import Foundation
import TestSupport
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

  private static let python = Validator("python3")

  /// Reads a log with classes that were made from the published schema; everything that it does not
  /// allow is an error.
  private static let reading = """
    import sys
    from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log
    Log.model_validate_json(open(sys.argv[1], encoding="utf-8").read(), strict=True)
    """

  private static let sarifReader: Validator? = {
    guard let python, (try? python.run(["-c", "import pydantic_sarif"]))?.status == 0 else {
      print("### SKIPPED: pydantic-sarif is not there; Scripts/setup.sh testing installs it")
      return nil
    }
    return python
  }()

  @Test(.needs(sarifReader)) func thePublishedSchemaAcceptsTheLog() throws {
    let outcome = try ToolProcess(
      ["check", "--format", "sarif"] + InvalidCorpus.names, in: workspace.folder
    ).wait()
    let reader = try #require(Self.sarifReader)
    func read(_ text: String) throws -> Validator.Outcome {
      try workspace.write(text, to: "log.sarif")
      return try reader.run(["-c", Self.reading, workspace.folder.path + "/log.sarif"])
    }
    let whole = try read(outcome.output)
    #expect(whole.status == 0, "\(whole.errors)")
    // Slips that it must find.
    for (right, wrong) in [
      ("\"ruleIndex\": 0", "\"ruleIndex\": -2"), ("\"level\": \"error\"", "\"level\": \"fatal\""),
      ("\"startLine\": 1,", "\"startLine\": 0,"), ("\"uri\":", "\"url\":"),
    ] {
      let broken = outcome.output.replacing(right, with: wrong, maxReplacements: 1)
      #expect(broken != outcome.output)
      #expect(try read(broken).status == 1, "\(wrong)")
    }
  }

  /// Reads commands as the runner of workflows does: properties end at `::`, commas part them, and the
  /// codes of line ends and punctuation are turned back.
  @Test func annotationsReadBackAsTheDiagnostics() throws {
    func decoded(_ text: Substring, isProperty: Bool) -> String {
      var text = String(text)
      for (code, character) in [("%0D", "\r"), ("%0A", "\n")] {
        text = text.replacing(code, with: character)
      }
      if isProperty { text = text.replacing("%3A", with: ":").replacing("%2C", with: ",") }
      return text.replacing("%25", with: "%")
    }
    let words = InvalidCorpus.names
    let outcome = try ToolProcess(["check", "--format", "github"] + words, in: workspace.folder)
      .wait()
    let found = try InvalidCorpus.check(in: workspace.folder).diagnostics
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == found.count)
    for (line, diagnostic) in zip(lines, found) {
      let command = try #require(line.wholeMatch(of: /::(error|warning) ([^:]*)::(.*)/))
      #expect(command.1 == (diagnostic.code.hasPrefix("W") ? "warning" : "error"))
      let properties = try command.2.split(separator: ",").map { property in
        let parts = property.split(separator: "=", maxSplits: 1)
        try #require(parts.count == 2)
        return (String(parts[0]), decoded(parts[1], isProperty: true))
      }
      let values = Dictionary(uniqueKeysWithValues: properties)
      #expect(
        Set(values.keys).isSubset(of: ["file", "line", "endLine", "col", "endColumn", "title"]))
      #expect(values["file"] == diagnostic.file)
      #expect(values["title"] == diagnostic.code)
      #expect(values["line"] == diagnostic.start.map { "\($0.line)" })
      let message = decoded(command.3, isProperty: false)
      #expect(message.hasPrefix(diagnostic.message))
      #expect(diagnostic.hint.map { message.contains("\nhelp: \($0)") } ?? true)
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
