package import Foundation
package import Testing

/// A program that checks what we write against a published format.
///
/// `Scripts/setup.sh testing` installs them in `.build/venv`. Tests that need one are skipped where it
/// is missing, and say so aloud; in continuous integration they fail.
package struct Validator: Sendable {
  package let program: URL

  /// Looks for a program among those that were installed for tests, then in `PATH`.
  package init?(_ name: String) {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let environment = ProcessInfo.processInfo.environment
    let folders =
      [root.appending(path: ".build/venv/bin").path]
      + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    guard
      let found = folders.map({ "\($0)/\(name)" })
        .first(where: FileManager.default.isExecutableFile)
    else {
      print("### SKIPPED: \(name) is not there; Scripts/setup.sh testing installs it")
      return nil
    }
    program = URL(filePath: found)
  }

  /// Runs the program and takes what it prints.
  package func run(_ arguments: [String]) throws -> Outcome {
    let files = ["out", "err"].map {
      FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).\($0)")
    }
    for file in files { try Data().write(to: file) }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try String(contentsOf: files[0], encoding: .utf8),
      errors: try String(contentsOf: files[1], encoding: .utf8))
  }

  package struct Outcome {
    package var status: Int32
    package var output: String
    package var errors: String
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test without its validator, except in continuous integration.
  package static func needs(_ validator: Validator?) -> Self {
    let isRequired = !(ProcessInfo.processInfo.environment["CI"] ?? "").isEmpty
    return .enabled(if: validator != nil || isRequired, "a validator is not installed")
  }
}
