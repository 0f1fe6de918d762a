import Foundation
import Testing

/// The built tool, running in a folder of its own.
final class ToolProcess {
  /// What a finished process left.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  private let process = Process()
  private let outputFile: URL
  private let errorFile: URL

  /// Starts the tool with its outputs going to files.
  ///
  /// - Parameters:
  ///   - words: The command line.
  ///   - folder: The working folder; the outputs are kept beside it.
  ///   - environment: Variables besides `PATH`; nothing else is passed on.
  /// - Throws: When there is no built tool, or it cannot be started.
  init(_ words: [String], in folder: URL, environment: [String: String] = [:]) throws {
    let name = UUID().uuidString
    outputFile = folder.deletingLastPathComponent().appending(path: "\(name).out")
    errorFile = folder.deletingLastPathComponent().appending(path: "\(name).err")
    try Data().write(to: outputFile)
    try Data().write(to: errorFile)
    let inherited = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.path,
    ]
    process.executableURL = try Self.tool
    process.arguments = words
    process.currentDirectoryURL = folder
    process.environment = inherited.merging(environment) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// The tool lies beside the test bundle in the build folder.
  private static var tool: URL {
    get throws {
      let runner = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      var folder = runner.deletingLastPathComponent()
      while folder.path != "/" {
        let candidate = folder.appending(path: "ablate")
        if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        folder.deleteLastPathComponent()
      }
      throw Missing(description: "there is no built tool near \(runner.path)")
    }
  }

  private struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  /// Where the tool is, for scripts.
  static var path: String {
    get throws { try tool.path }
  }

  /// Runs the tool to its end.
  static func run(
    _ words: String..., in folder: URL, environment: [String: String] = [:]
  ) throws -> Outcome {
    try ToolProcess(words, in: folder, environment: environment).wait()
  }

  var errors: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

  /// Waits until standard error holds a text, at most a minute.
  func waitForErrors(toContain text: String) throws {
    let end = Date(timeIntervalSinceNow: 60)
    while !errors.contains(text) {
      guard process.isRunning, Date() < end else {
        throw Missing(description: "'\(text)' was not printed, but: \(errors)")
      }
      Thread.sleep(forTimeInterval: 0.005)
    }
  }

  func send(signal: Int32) {
    kill(process.processIdentifier, signal)
  }

  func wait() throws -> Outcome {
    process.waitUntilExit()
    let status = process.terminationStatus
    return Outcome(
      status: process.terminationReason == .exit ? status : 128 + status,
      output: try String(contentsOf: outputFile, encoding: .utf8), errors: errors)
  }
}
