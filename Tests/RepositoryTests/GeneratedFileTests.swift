import AblateCommands
import Foundation
import Specification
import TestSupport
import Testing
import Training

/// Files that are written by the program itself are as it writes them.
@Suite struct GeneratedFileTests {
  private static let schema = "schema/experiment.schema.json"

  @Test func theSchemaIsUpToDate() throws {
    try expect(Self.schema, toBe: SchemaWriter(.standard).text, madeBy: "ablate schema")
  }

  @Test func theReferenceIsUpToDate() throws {
    try expect(
      "docs/reference.md", toBe: ReferenceDocument.text(.standard),
      madeBy: "ablate explain --format markdown")
  }

  /// The README shows the tables of the last comparison.
  @Test func theSpeedOfTheReadmeIsThatOfTheResults() throws {
    let blocks = try ["README.md", "benchmarks/results.md"].map { path in
      let text = try String(contentsOf: SourceTree.root.appending(path: path), encoding: .utf8)
      let found = text.matches(
        of: #/<!-- speed: begin -->\n(?<tables>[\s\S]*?)\n<!-- speed: end -->/#)
      #expect(found.count == 1, "\(path)")
      return try #require(found.first).tables
    }
    let areEqual = blocks[0] == blocks[1]
    #expect(
      areEqual, "README.md is out of date; write it with: python3 benchmarks/compare.py --readme")
  }

  private func expect(_ path: String, toBe text: String, madeBy command: String) throws {
    let found = try? String(contentsOf: SourceTree.root.appending(path: path), encoding: .utf8)
    // The texts are too long to be shown.
    let isUpToDate = found == text
    #expect(isUpToDate, "\(path) is out of date; write it with: \(command) > \(path)")
  }

  /// Editors find the schema by the first line of a file.
  @Test func everyExperimentNamesTheSchema() throws {
    for file in try Self.experiments {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(
        text.hasPrefix("# yaml-language-server: $schema=../\(Self.schema)\n"),
        "\(file.lastPathComponent) does not begin with the schema's place")
    }
  }

  @Test(.needs(validator))
  func theSchemaAcceptsEveryExperiment() throws {
    let schema = SourceTree.root.appending(path: Self.schema).path
    #expect(try Self.validate(["--check-metaschema", schema]) == 0)
    #expect(try Self.validate(["--schemafile", schema] + Self.experiments.map(\.path)) == 0)
  }

  @Test(
    .needs(validator),
    arguments: [
      ("scale: unit", "scal: unit"), ("scale: unit", "scale: unity"),
      ("batch_size: 64", "batch_size: 0"), ("epochs: 20", "epochs: many"),
      ("  - dense: 64", "  - dens: 64"), ("  - dense: 64", "  - dense: {bias: true}"),
      ("filters: 6,", "filter: 6,"), ("loss: cross_entropy", "loss: crossentropy"),
      ("momentum: 0.9", "momentun: 0.9"), ("name: quickstart", "name: Quick start"),
      ("network:", "networks:"), ("metric: validation_accuracy", "metric: test_accuracy"),
      ("{dropout: [0.2, 0.5]}", "{dropout: 0.2}"),
      ("{dropout: [0.2, 0.5]}", "{dropout: {log: [0.2, 0.5]}}"),
      ("if: $batch_norm", "if: batch_norm"),
    ])
  func theSchemaRefusesAMistake(_ right: String, _ wrong: String) throws {
    let source = SourceTree.root.appending(path: "experiments/quickstart.yaml")
    let text = try String(contentsOf: source, encoding: .utf8)
    let broken = text.replacing(right, with: wrong, maxReplacements: 1)
    #expect(broken != text)
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
    try broken.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let schema = SourceTree.root.appending(path: Self.schema).path
    #expect(try Self.validate(["--schemafile", schema, file.path]) == 1)
  }

  /// Each broken file of the tests is refused by the schema too, but for those that are listed with
  /// what the schema cannot express.
  @Test(.needs(validator))
  func theSchemaRefusesTheBrokenFilesItCan() throws {
    let folder = SourceTree.root.appending(path: "Tests/CommandTests/Invalid")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix("text-") }.sorted()
    let list = try String(
      contentsOf: folder.appending(path: "beyond-the-schema.txt"), encoding: .utf8)
    let exceptions = list.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { String($0.prefix { $0 != " " }) }
    #expect(exceptions == exceptions.sorted())
    let schema = SourceTree.root.appending(path: Self.schema).path
    let output = try #require(Self.validator).run(
      ["--output-format", "json", "--schemafile", schema]
        + names.map { folder.appending(path: $0).path }
    ).output
    let report = try JSONDecoder().decode(SchemaReport.self, from: Data(output.utf8))
    let refused = Set((report.errors + report.parseErrors).map(\.name))
    let accepted = names.filter { !refused.contains($0) }
    #expect(accepted == exceptions)
  }

  /// What the validator says about several files.
  private struct SchemaReport: Decodable {
    struct Mistake: Decodable {
      var filename: String
      var name: String { URL(filePath: filename).lastPathComponent }
    }
    var errors: [Mistake]
    var parseErrors: [Mistake]

    enum CodingKeys: String, CodingKey {
      case errors
      case parseErrors = "parse_errors"
    }
  }

  private static var experiments: [URL] {
    get throws {
      let folder = SourceTree.root.appending(path: "experiments")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      let files = names.filter { $0.hasSuffix(".yaml") }.sorted().map { folder.appending(path: $0) }
      #expect(!files.isEmpty)
      return files
    }
  }

  private static let validator = Validator("check-jsonschema")

  /// Runs the validator; its exit status is 0 for valid files and 1 for others.
  private static func validate(_ arguments: [String]) throws -> Int32 {
    try #require(validator).run(arguments).status
  }
}
