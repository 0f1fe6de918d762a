import AblateCommands
import Foundation
import Testing

@testable import Benchmarks

/// The program `ablate-bench` as it is built, and the scripts that call it.
@Suite struct BenchmarkProgramTests {
  @Test func itPrintsJSONThatProgramsCanRead() throws {
    let outcome = try Self.run(["--json", "--quick", "fma-peak", "dense-100-100", "reading"])
    #expect(outcome.errors.isEmpty)
    #expect(outcome.status == 0)
    let objects = try outcome.output.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let machine = try #require(objects.first?["machine"] as? [String: Any])
    #expect(machine["cores"] as? Int == ProcessInfo.processInfo.activeProcessorCount)
    #expect(
      objects.dropFirst().map { $0["row"] as? String } == [
        "fma-peak", "dense-100-100", "yaml", "experiment",
      ])
    for row in objects.dropFirst() { #expect(row["median"] is Double, "\(row)") }
  }

  @Test(arguments: [
    (["lenet"], "there is no benchmark or group 'lenet'; did you mean 'lenet5'?"),
    (["--jsn"], "unknown option '--jsn'; did you mean '--json'?"),
    (["--rounds", "0"], "'--rounds' expects a whole number from 1 to 1000, not '0'"),
    (["--seconds", "nan"], "'--seconds' expects a number above 0 and up to 60, not 'nan'"),
  ])
  func aMistakeIsExplained(_ words: [String], _ message: String) throws {
    let outcome = try Self.run(words)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.errors
        == "ablate-bench: \(message)\nRun 'ablate-bench --help' for options and names.\n")
  }

  @Test func theHelpNamesEveryOptionAndBenchmark() throws {
    let outcome = try Self.run(["--help"])
    #expect(outcome.status == 0)
    for option in BenchmarkTool.options { #expect(outcome.output.contains("--\(option.name)")) }
    for benchmark in BenchmarkRegistry.all {
      #expect(outcome.output.contains("\n  \(benchmark.name) "), "\(benchmark.name)")
    }
  }

  /// The scripts' own tests need Python, but not PyTorch.
  @Test(.enabled(if: python != nil, "python3 is not installed"))
  func theScriptsPassTheirTests() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "benchmarks")
    let outcome = try Self.run(
      try #require(Self.python), ["-B", "-m", "unittest", "test_compare"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  private static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "")
    .split(separator: ":").map { URL(filePath: "\($0)/python3") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }

  private struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  private struct Missing: Error {}

  /// Runs the program that lies beside the test bundle.
  private static func run(_ words: [String]) throws -> Outcome {
    var folder = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let program = folder.appending(path: "ablate-bench")
      if FileManager.default.isExecutableFile(atPath: program.path) {
        return try run(program, words, in: folder)
      }
    }
    throw Missing()
  }

  private static func run(_ program: URL, _ words: [String], in folder: URL) throws -> Outcome {
    let base = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let (output, errors) = (base.appendingPathExtension("out"), base.appendingPathExtension("err"))
    defer {
      try? FileManager.default.removeItem(at: output)
      try? FileManager.default.removeItem(at: errors)
    }
    for file in [output, errors] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = program
    process.arguments = words
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }
}
