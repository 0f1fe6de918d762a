import Foundation
import Testing

/// The example workflows have the form that the two services ask for.
@Suite struct WorkflowTests {
  private static let validator = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { "\($0)/check-jsonschema" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(
    .enabled(if: validator != nil, "check-jsonschema is not installed: workflows are NOT checked"),
    arguments: [
      ("docs/ci/github-actions.yml", "vendor.github-workflows"),
      ("docs/ci/gitlab-ci.yml", "vendor.gitlab-ci"),
      (".github/workflows/ci.yml", "vendor.github-workflows"),
    ])
  func aWorkflowFitsItsSchema(path: String, schema: String) throws {
    let file = SourceTree.root.appending(path: path)
    #expect(try validate(file.path, schema) == 0, "\(path)")
    // A check that accepts everything would be none.
    let text = try String(contentsOf: file, encoding: .utf8)
    let broken = text.replacing("jobs:\n", with: "jobs: 3\nold:\n", maxReplacements: 1)
      .replacing("stages: [", with: "stages: {a: 1}\nold: [", maxReplacements: 1)
    #expect(broken != text)
    let other = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yml")
    try broken.write(to: other, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: other) }
    #expect(try validate(other.path, schema) == 1, "\(path)")
  }

  private func validate(_ path: String, _ schema: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.validator))
    process.arguments = ["--builtin-schema", schema, path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// The options that the workflows use are those of the program.
  @Test(arguments: ["docs/ci/github-actions.yml", "docs/ci/gitlab-ci.yml"])
  func theCommandsAreThoseOfTheProgram(path: String) throws {
    let text = try String(contentsOf: SourceTree.root.appending(path: path), encoding: .utf8)
    for command in ["ablate run \"$EXPERIMENT\"", "ablate merge shards/*", "ablate verify results"]
    {
      #expect(text.contains(command), "\(path): \(command)")
    }
  }
}
