internal import Foundation

/// The program `git`, asked for objects only: it never touches the work tree or the index.
struct GitProgram {
  private let executable: URL
  private let environment: [String: String]

  /// Looks for the program in `PATH`.
  init(_ environment: [String: String]) throws(SourceError) {
    let folders = (environment["PATH"] ?? "").split(separator: ":").map {
      URL(filePath: String($0))
    }
    let found = folders.map { $0.appending(path: "git") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    guard let found else {
      throw SourceError(
        "a revision needs the program git, which is not installed", isEnvironment: true)
    }
    executable = found
    self.environment = environment.merging(
      ["GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"]) { $1 }
  }

  /// Runs a command in a folder.
  ///
  /// - Returns: What it prints, or `nil` when it fails.
  /// - Throws: `SourceError` when it cannot be started.
  func run(_ words: [String], in folder: String) throws(SourceError) -> [UInt8]? {
    let process = Process()
    process.executableURL = executable
    process.arguments = ["--no-pager"] + words
    process.currentDirectoryURL = URL(filePath: folder, directoryHint: .isDirectory)
    process.environment = environment
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw SourceError("cannot start '\(executable.path)'", isEnvironment: true)
    }
    let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    return process.terminationStatus == 0 ? bytes : nil
  }
}
