import Diagnostics
import Foundation
import Testing

@testable import Comparing

/// Revisions of a real repository, read from inside and outside of it.
@Suite struct GitTreeTests {
  private static let environment = ProcessInfo.processInfo.environment.merging([
    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
  ]) { $1 }

  @Test func resultsComeFromTheCommitAndNotFromTheWorkTree() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "git-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let results = folder.appending(path: "a@b/results/demo")
    try FileManager.default.createDirectory(at: results, withIntermediateDirectories: true)
    for (name, text) in ResultsFixture.seeds(3).files {
      try text.write(to: results.appending(path: name), atomically: true, encoding: .utf8)
    }
    let git = try GitProgram(Self.environment)
    for words in [["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "one"]] {
      #expect(try git.run(words, in: folder.path) != nil)
    }
    // What the commit has is gone from the work tree.
    try FileManager.default.removeItem(at: results)
    let path = "\(folder.path)/a@b/results"
    for word in [
      "\(path)@main", "\(path)@HEAD", "\(path)/demo@main", "\(path)/../results/demo@HEAD",
    ] {
      let source = try ComparisonSource.find(word, environment: Self.environment)
      var diagnostics = DiagnosticList()
      let sets = try SourceReading(source, rules: ColumnRules()).read(into: &diagnostics)
      #expect(sets?.map(\.name) == ["demo"], "\(word)")
      #expect(sets?.first?.rows.count == 4)
      #expect(sets?.first?.tablePath == nil)
    }
    let file = try ComparisonSource.find(
      "\(path)/demo/trials.csv@main", environment: Self.environment)
    #expect(try file.tree.kind("") == .file)
    #expect(throws: SourceError("there is no '\(path)/other' in 'main'")) {
      try ComparisonSource.find("\(path)/other@main", environment: Self.environment)
    }
    #expect(
      throws: SourceError(
        "there is no file '\(path)@nowhere', and no revision 'nowhere' that git knows of here")
    ) {
      try ComparisonSource.find("\(path)@nowhere", environment: Self.environment)
    }
    // The index is as it was: the deletion is not staged.
    let status = try #require(try git.run(["diff", "--cached", "--name-only"], in: folder.path))
    #expect(status.isEmpty)
  }

  @Test func withoutGitThereIsOneSentence() {
    #expect(
      throws: SourceError(
        "a revision needs the program git, which is not installed", isEnvironment: true)
    ) {
      try ComparisonSource.find("results@main", environment: ["PATH": "/nonexistent"])
    }
  }
}
