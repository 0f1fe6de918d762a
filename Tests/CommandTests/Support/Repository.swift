import Foundation
import Testing

/// A git repository in a workspace, with settings of its own only.
struct Repository {
  let folder: URL

  private static let settings = [
    "GIT_AUTHOR_NAME": "Test", "GIT_AUTHOR_EMAIL": "test@example.org", "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.org", "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_PAGER": "cat",
  ]

  init(_ folder: URL) throws {
    self.folder = folder
    try git("init", "-q", "-b", "main")
  }

  /// Runs git and returns what it prints; fails when git does.
  @discardableResult
  func git(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["git"] + words
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(Self.settings) { $1 }
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "git \(words): \(text)", sourceLocation: sourceLocation)
    return text
  }

  /// Commits everything but the store.
  func commit(_ message: String) throws {
    try ".ablate/\n".write(
      to: folder.appending(path: ".gitignore"), atomically: true, encoding: .utf8)
    try git("add", "-A")
    try git("commit", "-q", "-m", message)
  }
}
